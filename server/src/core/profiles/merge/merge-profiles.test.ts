import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, ticketArgs } from '../../../../test/app.ts'
import { manageCalls } from '../../../../test/manage-calls.ts'
import { meddle } from '../../../../test/meddle.ts'
import type { Schema } from '../../../db/schema.ts'
import type { GivenPerson } from '../../contacts/find-or-create.ts'
import { newId } from '../../ids.ts'
import { listEvents } from '../../spine/queries.ts'

let app: TestApp
let to: TestOrganisation
let calls: ReturnType<typeof manageCalls>
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
  calls = manageCalls(app, to)
})

const ticket = async (user: Partial<GivenPerson>, companyId: string | null = null) =>
  (
    await app.core.run(
      'openTicket',
      ticketArgs(to, { user, company: { id: companyId, source_specific_id: null } }),
    )
  ).conversationId
const merge = async (id: string, from: string, payload: object = {}) =>
  String((await calls.must('POST', `/contacts/${id}/merge`, { from, ...payload })).merge_id)
const undo = (merge: string) => calls.must('POST', `/contacts/merges/${merge}/undo`)
const contactOf = async (conversation: string) => (await calls.get(`/conversations/${conversation}`)).contact
const idsIn = async (path: string) => (await calls.all(path)).map(({ id }) => id)

/** Every row of the organisation that a merge might touch, but for when it was last changed. */
async function allRows(): Promise<string> {
  const tables: (keyof Schema)[] = [
    'contact',
    'contact_identity',
    'contact_tag',
    'contact_word',
    'company',
    'company_identity',
    'company_tag',
    'company_word',
    'conversation',
    'conversation_tag',
    'message',
    'attachment',
    'draft',
  ]
  const found = tables.map((table) =>
    app.core.read
      .selectFrom(table as 'contact')
      .selectAll()
      .where('org_id', '=', to.org)
      .execute(),
  )
  const sorted = (await Promise.all(found)).map((rows) =>
    rows.map((row) => JSON.stringify({ ...row, updated_at: '' }, undefined, 1)).sort(),
  )
  return JSON.stringify(sorted, undefined, 1).replaceAll('\\n', '\n')
}

describe('two contacts merged', () => {
  it('are one under both ids, everywhere an id is taken', async () => {
    const ada = { name: 'Ada', email: 'ada@mail.example', tags: ['vip'], source_specific_ids: ['s1'] }
    const id = await calls.make('/contacts', { ...ada, tags: ['eu'], source_specific_ids: ['s2'] })
    const old = { email: 'ada@old.example', role: 'CTO', phones: ['+31 6'], tags: ['vip'] }
    const from = await calls.make('/contacts', { name: 'A. Lovelace', ...old, source_specific_ids: ['s1'] })
    const first = await ticket({ email: 'ada@old.example' })
    await merge(id, from)

    const survivor = await calls.get(`/contacts/${from}`)
    expect(survivor).toMatchObject({
      ...{ id, name: 'Ada', email: 'ada@mail.example', role: 'CTO', phones: ['+31 6'] },
      ...{ tags: ['eu', 'vip'], source_specific_ids: ['s1', 's2'], merged_ids: [from], merged_from: from },
    })
    expect(await contactOf(first)).toMatchObject({ id, name: 'Ada' })
    const again = [
      await ticket({ email: 'ada@old.example' }),
      await ticket({ id: from }),
      await ticket({ source_specific_id: 's1' }),
      await ticket({ email: 'ada@mail.example' }),
    ]
    for (const conversation of again) expect(await contactOf(conversation)).toMatchObject({ id })
    for (const each of [id, from])
      expect((await idsIn(`/contacts/${each}/conversations?limit=2`)).sort()).toEqual(
        [first, ...again].sort(),
      )
    expect(await idsIn('/contacts?q=old.example')).toEqual([id])
    expect(await idsIn('/contacts')).toEqual([id])
    await calls.must('PATCH', `/contacts/${from}`, { username: 'countess' })
    expect(await calls.get(`/contacts/${id}`)).toMatchObject({ username: 'countess' })

    const headers = { authorization: to.apiKey }
    for (const key of [from, encodeURIComponent('ada@old.example')]) {
      const shown = await app.http.inject({ url: `/accounts/${key}`, headers })
      expect(shown.json().account).toMatchObject({ domain: 'ada@mail.example', role: 'CTO' })
    }
    const list = await app.http.inject({ url: '/accounts', headers })
    expect(list.json().accounts.data).toHaveLength(1)
    const upsert = await app.http.inject({
      method: 'POST',
      url: '/accounts/upsert',
      headers,
      payload: { type: 'Customer', source_specific_ids: ['s1'], role: 'CEO' },
    })
    expect(upsert.statusCode).toBe(200)
    expect(await calls.get(`/contacts/${id}`)).toMatchObject({ role: 'CEO' })
  })

  it('are told of on the feed, in the timeline and in the audit trail', async () => {
    const [id, from] = [
      await calls.make('/contacts', { name: 'A' }),
      await calls.make('/contacts', { name: 'B' }),
    ]
    const conversation = await ticket({ id: from })
    const mergeId = await merge(id, from)
    await undo(mergeId)
    const pair = { id, from_id: from, merge_id: mergeId }
    const events = await listEvents(app.core.read, to.org, { after: 0, limit: 200 })
    expect(events.slice(-2).map(({ type, data }) => [type, JSON.parse(data)])).toEqual([
      ['contact.merged', pair],
      ['contact.unmerged', pair],
    ])
    const types = async (of: string) =>
      (await calls.all(`/contacts/${of}/timeline?limit=1`)).map(({ type }) => type)
    expect(await types(id)).toEqual(['contact.unmerged', 'contact.merged', 'contact.created'])
    expect(await types(from)).toEqual(['conversation.opened', 'contact.created'])
    await merge(id, from)
    await calls.must('PATCH', `/conversations/${conversation}`, { status: 'closed' })
    const [closed] = await calls.all(`/contacts/${id}/timeline`)
    expect(closed).toMatchObject({
      type: 'conversation.updated',
      conversation: { id: conversation, number: 'ASM-1', status: 'closed' },
      data: { changes: { status: { from: 'open', to: 'closed' } } },
    })
    const trail = await calls.all('/audit?limit=200')
    expect(trail.filter(({ subject }) => subject === id).map(({ action }) => action)).toEqual([
      'contact.merged',
      'contact.unmerged',
      'contact.merged',
    ])
  })

  it('are two again after undoing, row for row', async () => {
    const company = await calls.make('/companies', { name: 'Acme' })
    const id = await calls.make('/contacts', { name: 'Ada', tags: ['eu', 'both'] })
    const full = {
      email: 'a@old.example',
      role: 'CTO',
      phones: ['1'],
      contract_value: 5,
      company_id: company,
    }
    const from = await calls.make('/contacts', { ...full, tags: ['vip', 'both'], source_specific_ids: ['s'] })
    await ticket({ email: 'a@old.example', id: 'crm-1' })
    await ticket({ id })
    const before = await allRows()
    const mergeId = await merge(id, from)
    expect(await allRows()).not.toBe(before)
    await undo(mergeId)
    expect(await allRows()).toBe(before)
    expect((await calls.ask('POST', `/contacts/merges/${mergeId}/undo`)).status).toBe(404)
  })

  it('leave to the survivor what came since', async () => {
    const id = await calls.make('/contacts', { name: 'Ada' })
    const from = await calls.make('/contacts', { email: 'a@old.example', role: 'CTO', tags: ['vip'] })
    const before = await ticket({ email: 'a@old.example' })
    const mergeId = await merge(id, from)
    const since = await ticket({ email: 'a@old.example', source_specific_id: 'new' })
    await calls.must('PATCH', `/contacts/${id}`, { role: 'CEO', tags: ['vip', 'own'] })
    await undo(mergeId)
    expect(await calls.get(`/contacts/${id}`)).toMatchObject({
      ...{ role: 'CEO', email: null, tags: ['own'], source_specific_ids: ['new'], merged_ids: [] },
    })
    expect(await calls.get(`/contacts/${from}`)).toMatchObject({
      role: 'CTO',
      email: 'a@old.example',
      tags: ['vip'],
    })
    expect(await contactOf(before)).toMatchObject({ id: from })
    expect(await contactOf(since)).toMatchObject({ id })
    expect(await contactOf(await ticket({ email: 'a@old.example' }))).toMatchObject({ id: from })
  })

  it('may be merged on, and come apart in the opposite order only', async () => {
    const [a, b, c] = [
      await calls.make('/contacts', { name: 'A', email: 'a@x.example' }),
      await calls.make('/contacts', { name: 'B', email: 'b@x.example' }),
      await calls.make('/contacts', { name: 'C', role: 'CTO' }),
    ]
    const start = await allRows()
    const first = await merge(b, a)
    const between = await allRows()
    const second = await merge(c, b)
    expect(await calls.get(`/contacts/${a}`)).toMatchObject({ id: c, merged_ids: [a, b].sort() })
    expect(await contactOf(await ticket({ email: 'a@x.example' }))).toMatchObject({ id: c })
    await meddle(app, async (db) => {
      await db.deleteFrom('message').where('org_id', '=', to.org).execute()
      await db.deleteFrom('conversation').where('org_id', '=', to.org).execute()
    })
    const refused = await calls.ask('POST', `/contacts/merges/${first}/undo`)
    expect([refused.status, refused.body.code]).toEqual([409, 'conflict'])
    await undo(second)
    expect(await allRows()).toBe(between)
    await undo(first)
    expect(await allRows()).toBe(start)
  })
})

describe('a merge is refused', () => {
  const refusal = async (id: string, payload: object) => {
    const { status, body } = await calls.ask('POST', `/contacts/${id}/merge`, payload)
    return [status, body.code]
  }
  const verify = (id: string) =>
    meddle(app, (db) => db.updateTable('contact').set({ verified: 1 }).where('id', '=', id).execute())

  it('with itself, in a circle, twice, with nobody, with a stranger', async () => {
    const [a, b, c] = [
      await calls.make('/contacts', { name: 'A' }),
      await calls.make('/contacts', { name: 'B' }),
      await calls.make('/contacts', { name: 'C' }),
    ]
    const other = await app.organisation()
    const foreign = await manageCalls(app, other).make('/contacts', { name: 'X' })
    await merge(a, b)
    const before = await allRows()
    expect(await refusal(a, { from: a })).toEqual([422, 'invalid'])
    expect(await refusal(a, {})).toEqual([422, 'invalid'])
    expect(await refusal(b, { from: a })).toEqual([409, 'conflict'])
    expect(await refusal(c, { from: b })).toEqual([409, 'conflict'])
    expect(await refusal(a, { from: b })).toEqual([409, 'conflict'])
    expect(await refusal(a, { from: newId() })).toEqual([404, 'not_found'])
    expect(await refusal(a, { from: foreign })).toEqual([404, 'not_found'])
    expect(await refusal(foreign, { from: c })).toEqual([404, 'not_found'])
    expect(await allRows()).toBe(before)
  })

  it('to agents, with undoing it and erasing', async () => {
    const [a, b] = [
      await calls.make('/contacts', { name: 'A' }),
      await calls.make('/contacts', { name: 'B' }),
    ]
    const mergeId = await merge(a, b)
    await meddle(app, (db) =>
      db.updateTable('teammate').set({ role: 'agent' }).where('id', '=', to.ownerId).execute(),
    )
    const before = await allRows()
    for (const path of [`/contacts/${a}/merge`, `/contacts/merges/${mergeId}/undo`, `/contacts/${a}/erase`])
      expect((await calls.ask('POST', path, { from: b })).status).toBe(403)
    expect((await calls.ask('GET', `/erasures/${newId()}`)).status).toBe(403)
    expect(await allRows()).toBe(before)
    expect((await calls.ask('PATCH', `/contacts/${a}`, { name: 'Agents may' })).status).toBe(200)
  })

  it('away from a verified contact, of two of them, and into one unless that is said', async () => {
    const [known, claimed] = [
      await calls.make('/contacts', { name: 'Known' }),
      await calls.make('/contacts', { name: 'Claimed' }),
    ]
    await verify(known)
    const before = await allRows()
    expect(await refusal(claimed, { from: known, into_verified: true })).toEqual([409, 'conflict'])
    expect(await refusal(known, { from: claimed })).toEqual([409, 'conflict'])
    expect(await allRows()).toBe(before)
    await verify(claimed)
    expect(await refusal(known, { from: claimed, into_verified: true })).toEqual([409, 'conflict'])
    await meddle(app, (db) =>
      db.updateTable('contact').set({ verified: 0 }).where('id', '=', claimed).execute(),
    )
    await merge(known, claimed, { into_verified: true })
    expect(await calls.get(`/contacts/${claimed}`)).toMatchObject({ id: known, verified: true })
  })

  it('beyond fifty, and beyond a hundred tags', async () => {
    const a = await calls.make('/contacts', {
      name: 'A',
      tags: Array.from({ length: 60 }, (_, n) => `a${n}`),
    })
    const b = await calls.make('/contacts', {
      name: 'B',
      tags: Array.from({ length: 60 }, (_, n) => `b${n}`),
    })
    expect(await refusal(a, { from: b })).toEqual([422, 'invalid'])
    for (let number = 0; number < 50; number++)
      await merge(a, await calls.make('/contacts', { name: `n${number}` }))
    expect(await refusal(a, { from: await calls.make('/contacts', { name: 'n50' }) })).toEqual([
      409,
      'conflict',
    ])
  })
})

it('lets one of fifty merges of the same contact through, beside fifty changes of it', async () => {
  const id = await calls.make('/contacts', { name: 'Ada' })
  const from = await calls.make('/contacts', { name: 'Old', email: 'a@old.example' })
  const merges = Array.from({ length: 50 }, () => calls.ask('POST', `/contacts/${id}/merge`, { from }))
  const edits = Array.from({ length: 50 }, (_, number) =>
    calls.ask('PATCH', `/contacts/${number % 2 ? id : from}`, { role: `r${number}`, tags: [`t${number}`] }),
  )
  const tickets = Array.from({ length: 20 }, () => ticket({ email: 'a@old.example' }))
  const statuses = (await Promise.all(merges)).map(({ status }) => status).sort()
  expect(statuses).toEqual([200, ...Array(49).fill(409)])
  expect([...new Set((await Promise.all(edits)).map(({ status }) => status))]).toEqual([200])
  for (const conversation of await Promise.all(tickets))
    expect(await contactOf(conversation)).toMatchObject({ id, name: 'Ada' })
  expect(await idsIn('/contacts?q=old.example')).toEqual([id])
}, 60_000)

it('merges crossing each other end with one survivor', async () => {
  const ids = await Promise.all(
    Array.from({ length: 10 }, (_, n) => calls.make('/contacts', { name: `n${n}` })),
  )
  const pairs = ids.flatMap((id, at) => ids.map((from, other) => [id, from, at, other] as const))
  const asked = pairs.filter(([id, from]) => id !== from)
  const answers = await Promise.all(
    asked.map(([id, from]) => calls.ask('POST', `/contacts/${id}/merge`, { from })),
  )
  expect([...new Set(answers.map(({ status }) => status))].sort()).toEqual([200, 409])
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(9)
  const [survivor] = await calls.all('/contacts')
  for (const id of ids) expect(await calls.get(`/contacts/${id}`)).toMatchObject({ id: survivor?.id })
}, 60_000)

it('leaves nobody behind when a contact is merged and deleted at once', async () => {
  for (let round = 0; round < 5; round++) {
    const [id, from] = [
      await calls.make('/contacts', { name: 'A', email: `a${round}@x.example` }),
      await calls.make('/contacts', { name: 'B' }),
    ]
    const headers = { authorization: to.apiKey }
    const url = `/accounts/${encodeURIComponent(`a${round}@x.example`)}`
    const [merged] = await Promise.all([
      calls.ask('POST', `/contacts/${id}/merge`, { from }),
      app.http.inject({ method: 'DELETE', url, headers }),
    ])
    expect([200, 404]).toContain(merged.status)
    // Either gone with the survivor, or never merged and still there.
    const rows = await app.core.read
      .selectFrom('contact')
      .select(['merged_into', 'deleted_at'])
      .where('id', '=', from)
      .execute()
    expect(rows.map((row) => [row.merged_into, row.deleted_at === null])).toEqual([
      merged.status === 200 ? [id, false] : [null, true],
    ])
  }
})

describe('two companies merged', () => {
  const mergeCompanies = async (id: string, from: string) =>
    String((await calls.must('POST', `/companies/${id}/merge`, { from })).merge_id)

  it('are one for contacts, tickets, domains and source ids, and two again after undoing', async () => {
    const id = await calls.make('/companies', { name: 'Acme' })
    const old = { domain: 'acme.example', number_of_seats: 3, tags: ['eu'], source_specific_ids: ['c1'] }
    const from = await calls.make('/companies', { name: 'ACME Ltd', ...old })
    const ada = await calls.make('/contacts', { name: 'Ada', company_id: from })
    const conversation = await ticket({ id: ada }, from)
    const before = await allRows()
    const mergeId = await mergeCompanies(id, from)
    expect(await calls.get(`/companies/${from}`)).toMatchObject({
      ...{ id, name: 'Acme', domain: 'acme.example', number_of_seats: 3, tags: ['eu'] },
      ...{ source_specific_ids: ['c1'], merged_ids: [from], merged_from: from },
    })
    expect(await calls.get(`/contacts/${ada}`)).toMatchObject({ company: { id, name: 'Acme' } })
    expect(await calls.get(`/conversations/${conversation}`)).toMatchObject({ company: { id, name: 'Acme' } })
    expect(await idsIn(`/companies/${id}/contacts`)).toEqual([ada])
    expect(await idsIn(`/companies/${from}/conversations`)).toEqual([conversation])
    expect(await idsIn(`/contacts?company=${id}`)).toEqual([ada])
    expect(await idsIn('/companies?q=ltd')).toEqual([id])
    await calls.must('POST', `/companies/merges/${mergeId}/undo`)
    expect(await allRows()).toBe(before)
    expect(await calls.get(`/conversations/${conversation}`)).toMatchObject({ company: { id: from } })
  })

  it('are deleted together', async () => {
    const id = await calls.make('/companies', { name: 'Acme', domain: 'a.example' })
    const from = await calls.make('/companies', { name: 'Old', domain: 'b.example' })
    await mergeCompanies(id, from)
    const headers = { authorization: to.apiKey }
    const answer = await app.http.inject({ method: 'DELETE', url: '/accounts/b.example', headers })
    expect(answer.statusCode).toBe(200)
    for (const each of [id, from]) expect((await calls.ask('GET', `/companies/${each}`)).status).toBe(404)
    expect(await allRows()).not.toContain('Old')
  })
})
