import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, testClock, ticketArgs } from '../../test/app.ts'
import { engine } from '../../test/engines.ts'
import { file, png, postForm } from '../../test/forms.ts'
import { manageCalls } from '../../test/manage-calls.ts'
import { meddle } from '../../test/meddle.ts'
import { newId } from '../core/ids.ts'
import { indexSome } from '../core/search/index-messages.ts'
import { tableNames } from '../db/dialect.ts'
import type { Schema } from '../db/schema.ts'

const clock = testClock()
let app: TestApp
let to: TestOrganisation
let calls: ReturnType<typeof manageCalls>
beforeAll(async () => {
  app = await createTestApp({ clock })
  await app.startJobs()
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
  calls = manageCalls(app, to)
})

/** Asks for the receipt until it is finished; the clock goes on, for young files are waited for. */
async function finished(erasure: string): Promise<Record<string, unknown>> {
  for (let tries = 0; tries < 60; tries++) {
    const receipt = await calls.get(`/erasures/${erasure}`)
    if (receipt.finished_at !== null) return receipt
    clock.advance(6 * 60_000)
    await sleep(200)
  }
  throw new Error('the erasure does not end')
}

async function erase(id: string): Promise<Record<string, unknown>> {
  const { status, body } = await calls.ask('POST', `/contacts/${id}/erase`)
  expect([status, body.finished_at, body.signature]).toEqual([202, null, null])
  return await finished(String(body.id))
}

/** Tables and files that hold this text anywhere. */
async function whereIs(text: string): Promise<string[]> {
  const found: string[] = []
  // What SQLite's index keeps is no text, and its numbers are larger than ours: what it finds is asked below.
  const tables = (await tableNames(app.core.read)).filter((name) => !name.startsWith('search_words'))
  for (const table of tables) {
    const rows = await app.core.read
      .selectFrom(table as keyof Schema as 'event')
      .selectAll()
      .execute()
    if (JSON.stringify(rows).toLowerCase().includes(text)) found.push(table)
  }
  const root = join(app.place.dataDir, 'blobs')
  for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    const path = join(root, name)
    if (statSync(path).isFile() && readFileSync(path).includes(text)) found.push('a file')
  }
  return [...new Set(found)].sort()
}

it('leaves nothing anywhere of what somebody filled into every field there is', async () => {
  const plant = `plant${newId().toLowerCase()}`
  const email = `${plant}@mail.example`
  const headers = { authorization: to.apiKey }
  const picture = (name: string) => file(Buffer.concat([png(4, 4), Buffer.from(name)]), `${name}.png`)
  // Somebody else, in whose conversation the person writes as well.
  const others = await postForm(app, '/interactions', to.apiKey, {
    query: 'Mine',
    user_email: 'else@mail.example',
  })
  const otherId = String(others.headers['x-ticket-id'])

  const user = { email, name: plant, username: plant, source_specific_id: plant, id: plant }
  const ticket = await postForm(
    app,
    '/interactions',
    to.apiKey,
    {
      query: plant,
      title: plant,
      user: JSON.stringify({ ...user, image_url: `https://x.example/${plant}` }),
      source_specific_id: plant,
      company_source_specific_id: plant,
      additional_properties: JSON.stringify({ [plant]: plant }),
      files: picture(plant),
      files_image_url: `https://127.0.0.1:1/${plant}.png`,
    },
    { 'idempotency-key': plant },
  )
  expect(ticket.statusCode).toBe(200)
  const id = String(ticket.headers['x-ticket-id'])
  for (const conversation of [id, otherId]) {
    const reply = { content: plant, user: JSON.stringify({ email }), source_specific_id: plant }
    const said = await postForm(
      app,
      `/interactions/reply?id=${conversation}`,
      to.apiKey,
      {
        ...{ ...reply, files: [picture(`${plant}-${conversation}`)] },
      },
      { 'idempotency-key': `${plant} ${conversation}` },
    )
    expect(said.statusCode).toBe(200)
  }
  const account = await app.http.inject({
    method: 'POST',
    url: '/accounts/upsert',
    headers: { ...headers, 'idempotency-key': plant },
    payload: {
      ...{ type: 'Customer', name: plant, domain: email, role: plant, contract_type: plant },
      ...{ tags: [plant], phone: [plant], source_specific_ids: [`${plant}2`] },
    },
  })
  expect(account.statusCode).toBe(200)
  const second = await calls.make('/contacts', { name: `${plant} the other`, tags: [`${plant}3`] })
  const [contact] = await calls.all(`/contacts?q=${plant}2`)
  await calls.must('POST', `/contacts/${contact?.id}/merge`, { from: second })
  await calls.must('PATCH', `/contacts/${contact?.id}`, { name: `${plant} again` })
  await calls.must('PATCH', `/conversations/${id}`, { tags: [plant], status: 'closed' })
  await calls.must('POST', `/conversations/${id}/messages`, { body: `Dear ${plant}`, kind: 'reply' })
  await calls.ask(
    'POST',
    `/conversations/${id}/messages`,
    { body: plant, kind: 'note', mentions: [to.ownerId] },
    { 'idempotency-key': plant },
  )
  const about = [{ q: `from:${email.toUpperCase()}` }, { contact: second }, { contact: contact?.id }]
  for (const [n, filters] of about.entries()) await calls.make('/views', { name: `About ${n}`, filters })
  await calls.make('/views', { name: `Of ${email}`, shared: true, filters: {} })
  await calls.make('/views', { name: 'Other', filters: { q: 'from:mail.example' } })
  const draft = { authorization: `Bearer ${to.accessToken}` }
  const url = `/api/manage/conversations/${id}/drafts/reply`
  expect(
    (await app.http.inject({ method: 'PUT', url, headers: draft, payload: { body: plant } })).statusCode,
  ).toBe(204)
  const thumbnail = await app.http.inject({ url: '/api/manage/attachments/1/thumbnail', headers: draft })
  expect(thumbnail.statusCode).toBe(200)

  while (await indexSome(app.core, to.org));
  const found = () => calls.all(`/conversations?q=${plant}`)
  expect((await found()).length).toBeGreaterThan(0)
  const entries = async () =>
    (await app.core.read.selectFrom('search_entry').select('id').where('org_id', '=', to.org).execute())
      .length
  const findable = await entries()
  expect(await whereIs(plant)).toEqual(
    [
      ...[
        'a file',
        'attachment',
        'contact',
        'contact_identity',
        'contact_tag',
        'contact_word',
        'conversation',
      ],
      ...['conversation_tag', 'draft', 'event', 'idempotency', 'message', 'profile_merge', 'saved_view'],
      // SQLite keeps what is searched for in no text of a table.
      ...(engine === 'postgres' ? ['search_entry'] : []),
    ].sort(),
  )
  const filesBefore = await app.core.read
    .selectFrom('attachment')
    .select(['sha256', 'thumbnail_sha256'])
    .where('org_id', '=', to.org)
    .execute()
  const receipt = await erase(second)
  expect(await whereIs(plant)).toEqual([])
  expect(await found()).toEqual([])
  expect((await calls.all('/views')).map(({ name }) => name)).toEqual(['Other'])
  expect(receipt.removed).toMatchObject({ views: 4 })
  for (const { sha256, thumbnail_sha256 } of filesBefore)
    for (const digest of [sha256, thumbnail_sha256])
      if (digest !== null) expect(await app.blobs.has(digest)).toBe(false)

  expect(receipt).toMatchObject({ contact_id: contact?.id, signature_valid: true })
  expect(receipt.requested_by).toEqual({ kind: 'teammate', id: to.ownerId, name: 'Noor Valdis' })
  expect(receipt.removed).toMatchObject({
    ...{ conversations: 1, attachments: 4, files: 4, drafts: 1, identities: 4, tags: 4, webhook_logs: 0 },
    ...{ bytes: 3 * png(4, 4).length + 3 * plant.length + 54, idempotency_keys: 5 },
    // Nine words of the contact besides.
    search_rows: findable - (await entries()) + 9,
  })
  const shell = await calls.get(`/conversations/${id}`)
  expect(shell).toMatchObject({ number: 'ASM-2', title: 'Erased', contact: null, tags: [], unread: 0 })
  expect(await calls.all(`/conversations/${id}/messages`)).toMatchObject([
    {
      kind: 'event',
      body: 'erased the contact and everything that was said here',
      author: { name: 'Noor Valdis' },
    },
  ])
  expect(await calls.all(`/conversations/${otherId}/messages`)).toMatchObject([
    { body: 'Mine', author: { name: 'else@mail.example' } },
    { body: 'Erased', author: { name: null }, attachments: [] },
  ])
  for (const each of [contact?.id, second])
    expect((await calls.ask('GET', `/contacts/${each}`)).status).toBe(404)
  const next = await postForm(app, '/interactions', to.apiKey, { query: 'x', user_email: email })
  expect(next.json()).toEqual({ created_ticket_number: 'ASM-3' })
  const again = await calls.get(`/conversations/${next.headers['x-ticket-id']}`)
  expect(again.contact).toMatchObject({ name: null })
  const told = await calls.all('/events?limit=200')
  expect(told.filter(({ type }) => type === 'conversation.erased')).toMatchObject([{ conversation_id: id }])
  expect(told.filter(({ type }) => type === 'contact.erased').map(({ data }) => data)).toMatchObject([
    { finished: false },
    { finished: true },
  ])
}, 90_000)

it('goes on where it was cut off, and counts everything once', async () => {
  const contact = await calls.make('/contacts', { name: 'Ada', email: 'ada@mail.example' })
  for (let conversation = 0; conversation < 3; conversation++) {
    const { conversationId } = await app.core.run('openTicket', ticketArgs(to, { user: { id: contact } }))
    const author = { kind: 'contact' as const, id: contact, name: 'Ada' }
    const messages = Array.from({ length: 240 }, (_, number) => {
      const said = {
        org: to.org,
        conversationId,
        kind: 'message' as const,
        author,
        body: `ada ${number}`,
        seenSeq: null,
      }
      return app.core.run('reply', said)
    })
    await Promise.all(messages)
  }
  const actor = { kind: 'teammate' as const, id: to.ownerId, name: 'Noor Valdis' }
  const { erasureId } = await app.core.run('eraseContact', { org: to.org, actor, ip: null, id: contact })
  // Beside the job, as a second node would after a lease ran out.
  for (let steps = 0; steps < 6; steps++) await app.core.run('eraseStep', { org: to.org, erasureId })
  const receipt = await finished(erasureId)
  expect(receipt.removed).toMatchObject({ conversations: 3, messages: 3 * 241, events: 1 + 3 * 242 - 1 })
  const left = await app.core.read.selectFrom('message').select('kind').where('org_id', '=', to.org).execute()
  expect(left.map(({ kind }) => kind)).toEqual(['event', 'event', 'event'])
}, 90_000)

it('keeps the bytes somebody else has as well', async () => {
  const bytes = Buffer.concat([png(2, 2), Buffer.from(newId())])
  const send = (user_email: string) =>
    postForm(app, '/interactions', to.apiKey, { query: 'x', user_email, files: file(bytes, 'a.png') })
  await send('one@mail.example')
  await send('two@mail.example')
  const rows = await app.core.read
    .selectFrom('attachment')
    .select('sha256')
    .where('org_id', '=', to.org)
    .execute()
  const digest = String(rows[0]?.sha256)
  const idOf = async (q: string) => String((await calls.all(`/contacts?q=${q}`))[0]?.id)
  expect((await erase(await idOf('one'))).removed).toMatchObject({ attachments: 1, files: 0, bytes: 0 })
  expect(await app.blobs.has(digest)).toBe(true)
  expect((await erase(await idOf('two'))).removed).toMatchObject({
    attachments: 1,
    files: 1,
    bytes: bytes.length,
  })
  expect(await app.blobs.has(digest)).toBe(false)
}, 60_000)

it('is asked for once: again and by a merged id it is the same receipt, whose signature shows a change', async () => {
  const id = await calls.make('/contacts', { name: 'Ada' })
  const receipt = await erase(id)
  const again = await calls.ask('POST', `/contacts/${id}/erase`)
  expect([again.status, again.body]).toEqual([202, receipt])
  await meddle(app, (db) =>
    db
      .updateTable('erasure')
      .set({ removed: '{"messages":9}' })
      .where('id', '=', String(receipt.id))
      .execute(),
  )
  expect(await calls.get(`/erasures/${receipt.id}`)).toMatchObject({ signature_valid: false })
}, 60_000)

it('also erases one who was deleted, whose conversations still said everything', async () => {
  await app.core.run(
    'openTicket',
    ticketArgs(to, { body: 'still-there', user: { email: 'gone@mail.example' } }),
  )
  const [contact] = await calls.all('/contacts?q=gone')
  await app.http.inject({
    method: 'DELETE',
    url: '/accounts/gone%40mail.example',
    headers: { authorization: to.apiKey },
  })
  expect(await whereIs('still-there')).toEqual(['conversation', 'event', 'message'])
  expect((await erase(String(contact?.id))).removed).toMatchObject({ conversations: 1, messages: 1 })
  expect(await whereIs('still-there')).toEqual([])
}, 60_000)

it('leaves nothing in a conversation that was merged into another of theirs either', async () => {
  const plant = `plant${newId().toLowerCase()}`
  const user = JSON.stringify({ email: `${plant}@mail.example` })
  const open = async () => {
    const ticket = await postForm(app, '/interactions', to.apiKey, { query: plant, title: plant, user })
    return String(ticket.headers['x-ticket-id'])
  }
  const [into, from, apart] = [await open(), await open(), await open()]
  await calls.must('POST', `/conversations/${into}/merge`, { from })
  const undone = await calls.must('POST', `/conversations/${into}/merge`, { from: apart })
  await calls.must('POST', `/conversations/${into}/merges/${undone.merge_id}/undo`, {})
  const shown = await calls.get(`/conversations/${into}`)
  await erase(String(Object(shown.contact).id))
  expect(await whereIs(plant)).toEqual([])
  expect(await calls.get(`/conversations/${from}`)).toMatchObject({ id: into, title: 'Erased' })
  expect(await calls.get(`/conversations/${apart}`)).toMatchObject({ id: apart, title: 'Erased' })
})
