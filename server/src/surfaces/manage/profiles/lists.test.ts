import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, ticketArgs } from '../../../../test/app.ts'
import { manageCalls } from '../../../../test/manage-calls.ts'
import { meddle } from '../../../../test/meddle.ts'
import { newId, timeOf } from '../../../core/ids.ts'

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

const names = async (path: string) => (await calls.all(path)).map((entry) => entry.name ?? entry.email)

describe('the list of contacts', () => {
  it('goes by name without regard to case and accents, page by page', async () => {
    for (const name of [
      'zoe',
      'Ada',
      'Éva',
      'bob "the" \\ builder',
      '李明',
      'ada',
      'x'.repeat(255),
      '日'.repeat(200),
    ])
      await calls.make('/contacts', { name })
    const all = await names('/contacts?limit=200')
    expect(all.slice(0, 5)).toEqual(['Ada', 'ada', 'bob "the" \\ builder', 'Éva', 'x'.repeat(255)])
    expect(await names('/contacts?limit=1')).toEqual(all)
    expect(await names('/contacts?limit=3')).toEqual(all)
  })

  it('finds by the beginnings of names, addresses, user names and source ids, all of them', async () => {
    const ada = { name: 'Ada Lovelace', email: 'ada.l@mail.example', username: 'countess' }
    await calls.make('/contacts', { ...ada, source_specific_ids: ['Crm-77'] })
    await calls.make('/contacts', { name: 'Adam Smith' })
    const found = [
      'ADA',
      'love',
      'ada love',
      'ada.l@',
      'mail.ex',
      'l@mail',
      'count',
      'crm-7',
      '77',
      'àdå lové',
    ]
    for (const q of found)
      expect([q, await names(`/contacts?q=${encodeURIComponent(q)}`)]).toEqual([
        q,
        q === 'ADA' ? ['Ada Lovelace', 'Adam Smith'] : ['Ada Lovelace'],
      ])
    for (const q of ['ovelace', 'adamant', 'lovelace smith', '!!', 'example', '%', '_'])
      expect([q, await names(`/contacts?q=${encodeURIComponent(q)}`)]).toEqual([q, []])
    expect(await names('/contacts?q=')).toHaveLength(2)
  })

  it('finds whom a ticket brought, and what a later ticket added', async () => {
    await app.core.run('openTicket', ticketArgs(to, { user: { email: 'jo@mail.example', id: 'crm 9' } }))
    expect(await names('/contacts?q=jo')).toEqual(['jo@mail.example'])
    await app.core.run('openTicket', ticketArgs(to, { user: { email: 'jo@mail.example', name: 'Jo Dee' } }))
    expect(await names('/contacts?q=dee')).toEqual(['Jo Dee'])
    expect(await names('/contacts?q=crm')).toEqual(['Jo Dee'])
  })

  it('narrows to a company and to a tag, together with words', async () => {
    const company = await calls.make('/companies', { name: 'Acme' })
    await calls.make('/contacts', { name: 'Ada', company_id: company, tags: ['VIP', 'eu'] })
    await calls.make('/contacts', { name: 'Bob', company_id: company })
    await calls.make('/contacts', { name: 'Cleo', tags: ['VIP'] })
    expect(await names(`/contacts?company=${company}`)).toEqual(['Ada', 'Bob'])
    expect(await names(`/companies/${company}/contacts?q=b`)).toEqual(['Bob'])
    expect(await names('/contacts?tag=VIP')).toEqual(['Ada', 'Cleo'])
    expect(await names('/contacts?tag=vip')).toEqual([])
    expect(await names(`/contacts?tag=VIP&company=${company}&q=a`)).toEqual(['Ada'])
    expect(await names(`/contacts?company=${newId()}`)).toEqual([])
  })

  it('forgets what was changed', async () => {
    const id = await calls.make('/contacts', { name: 'Ada', tags: ['old'], source_specific_ids: ['s1'] })
    await calls.must('PATCH', `/contacts/${id}`, { name: 'Grace', tags: ['new'], source_specific_ids: [] })
    for (const path of ['q=ada', 'q=s1', 'tag=old']) expect(await names(`/contacts?${path}`)).toEqual([])
    for (const path of ['q=gra', 'tag=new']) expect(await names(`/contacts?${path}`)).toEqual(['Grace'])
  })

  it('meets everybody once however they match, over any size of page', async () => {
    // More than one window of the index, most of them by two words, and one in ten by both terms.
    const rows = Array.from({ length: 1_300 }, (_, number) => ({
      id: newId(),
      words: number % 10 === 0 ? ['anna', 'anton', 'zed'] : ['anna', 'anton'],
      name: `n${String(number).padStart(5, '0')}`,
    }))
    const now = timeOf(Date.now())
    const contact = { org_id: to.org, verified: 0 as const, phones: '[]', created_at: now, updated_at: now }
    await meddle(app, async (db) => {
      for (let at = 0; at < rows.length; at += 100) {
        const some = rows.slice(at, at + 100)
        await db
          .insertInto('contact')
          .values(some.map(({ id, name }) => ({ ...contact, id, name, sort_name: name })))
          .execute()
        await db
          .insertInto('contact_word')
          .values(
            some.flatMap(({ id, words, name }) =>
              words.map((word) => ({ org_id: to.org, contact_id: id, word, sort_name: name })),
            ),
          )
          .execute()
      }
    })
    const all = rows.map((row) => row.name)
    expect(await names('/contacts?q=an&limit=200')).toEqual(all)
    expect(await names('/contacts?q=ant&limit=7')).toEqual(all)
    const tenth = all.filter((_, number) => number % 10 === 0)
    expect(await names('/contacts?q=an z&limit=10')).toEqual(tenth)
    expect(await names('/contacts?q=zed ann&limit=200')).toEqual(tenth)
  })

  it('refuses cursors it did not make', async () => {
    await calls.make('/contacts', { name: 'Ada' })
    const cursor = (...parts: string[]) => Buffer.from(JSON.stringify(parts)).toString('base64url')
    for (const path of [
      'after=x',
      `after=${cursor('a')}`,
      `q=a&after=${cursor('', 'x')}`,
      `q=a&after=${cursor('1', '', '', '')}`,
      `q=a&after=${cursor('-', '', '', '')}`,
      `q=a&after=${cursor('0', 'AAAA', '_w', 'x')}`,
      `after=${'x'.repeat(2_000)}`,
      'q=a&q=b',
      `q=${'x'.repeat(201)}`,
      'limit=0',
      'limit=201',
    ])
      expect([path, (await calls.ask('GET', `/contacts?${path}`)).status]).toEqual([path, 422])
    for (const path of ['q=%00', 'q=%F0%9F', `q=a&after=${cursor('0', 'YWE', 'AAAA', 'x')}`])
      expect([path, (await calls.ask('GET', `/contacts?${path}`)).status]).toEqual([path, 200])
  })
})

it('lists companies the same way', async () => {
  await calls.make('/companies', { name: 'Pottle & Pan', domain: 'pottle.example', tags: ['eu'] })
  await calls.make('/companies', { name: 'Acme', source_specific_ids: ['A-1'] })
  expect(await names('/companies?limit=1')).toEqual(['Acme', 'Pottle & Pan'])
  expect(await names('/companies?q=pan')).toEqual(['Pottle & Pan'])
  expect(await names('/companies?q=pottle.ex')).toEqual(['Pottle & Pan'])
  expect(await names('/companies?q=a-1')).toEqual(['Acme'])
  expect(await names('/companies?tag=eu')).toEqual(['Pottle & Pan'])
})

it('gives words to whoever was there before there were any', async () => {
  const id = await calls.make('/contacts', { name: 'Ada' })
  await meddle(app, (db) => db.deleteFrom('contact_word').where('contact_id', '=', id).execute())
  expect(await names('/contacts?q=ada')).toEqual([])
  const { indexProfiles } = await import('../../../jobs/index-profiles.ts')
  const job = {
    id: 'x',
    org: to.org,
    kind: 'indexProfiles',
    lane: null,
    payload: { noun: 'contact' },
    attempt: 1,
  }
  await indexProfiles(app.core)(job, new AbortController().signal)
  expect(await names('/contacts?q=ada')).toEqual(['Ada'])
})
