import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { accountCalls } from '../../../test/account-calls.ts'
import { createTestApp, type TestApp, type TestOrganisation, ticketArgs } from '../../../test/app.ts'

const TWINS = 12
let app: TestApp
let to: TestOrganisation
let calls: ReturnType<typeof accountCalls>
beforeAll(async () => {
  app = await createTestApp({ writer: 'thread' })
  calls = accountCalls(app, () => to)
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
})

const acme = { type: 'Company', name: 'Acme', domain: 'acme.example' }
const ada = { type: 'Customer', name: 'Ada', domain: 'ada@acme.example' }
const twins = <T>(one: (n: number) => Promise<T>) =>
  Promise.all(Array.from({ length: TWINS }, (_, n) => one(n)))
const all = async () => (await calls.ask('GET', '')).json().accounts.data
const statuses = (answers: { statusCode: number }[]) => answers.map((answer) => answer.statusCode).sort()
const oneOf = (won: number, lost: number) => [won, ...Array.from({ length: TWINS - 1 }, () => lost)]
const eventTypes = async () =>
  (
    await app.core.read
      .selectFrom('event')
      .select('type')
      .where('org_id', '=', to.org)
      .orderBy('seq')
      .execute()
  ).map((row) => row.type)

describe.each([
  [acme, 'company', (n: number) => `c${n}.example`],
  [ada, 'contact', (n: number) => `u${n}@x.example`],
])('many calls at once about one $type', (account, noun, domain) => {
  it('make one of one domain, and refuse the others', async () => {
    const answers = await twins((n) => calls.ask('POST', '', { ...account, source_specific_ids: [`s${n}`] }))
    expect(statuses(answers)).toEqual(oneOf(200, 409))
    expect(await all()).toHaveLength(1)
    expect((await eventTypes()).filter((type) => type.startsWith(noun))).toEqual([`${noun}.created`])
  })

  it('make one of one source id, whatever the order of the others', async () => {
    const ids = (n: number) => (n % 2 === 0 ? ['a', 'b', 'c'] : ['c', 'b', 'a'])
    const answers = await twins((n) =>
      calls.ask('POST', '', { ...account, domain: domain(n), source_specific_ids: ids(n) }),
    )
    expect(statuses(answers)).toEqual(oneOf(200, 409))
    expect(await all()).toMatchObject([{ source_specific_ids: ['a', 'b', 'c'] }])
  })

  it('upsert one account, which keeps what each brought', async () => {
    const answers = await twins((n) =>
      calls.ask('PUT', '', { ...account, tags: [`t${n}`], source_specific_ids: [`s${n}`] }),
    )
    expect(new Set(answers.map((answer) => answer.body)).size).toBe(1)
    const [one, ...more] = await all()
    expect(more).toEqual([])
    expect([one.tags.length, one.source_specific_ids.length]).toEqual([TWINS, TWINS])
    expect((await eventTypes()).filter((type) => type === `${noun}.created`)).toHaveLength(1)
  })

  it('upsert one account by a source id they share', async () => {
    const answers = await twins((n) =>
      calls.ask('PUT', '', { ...account, domain: domain(n), source_specific_ids: [`s${n}`, 'shared'] }),
    )
    expect(statuses(answers)).toEqual(Array.from({ length: TWINS }, () => 200))
    expect(await all()).toHaveLength(1)
  })

  it('let one of those who want a domain have it', async () => {
    await twins((n) => calls.save('POST', '', { ...account, domain: domain(n) }))
    const answers = await twins((n) => calls.ask('PATCH', `/${domain(n)}`, { domain: account.domain }))
    expect(statuses(answers)).toEqual(oneOf(200, 409))
    expect(await all()).toHaveLength(TWINS)
  })

  it('let one of those who want a source id have it', async () => {
    await twins((n) => calls.save('POST', '', { ...account, domain: domain(n) }))
    const answers = await twins((n) => calls.ask('PATCH', `/${domain(n)}`, { source_specific_ids: ['x'] }))
    expect(statuses(answers)).toEqual(oneOf(200, 409))
  })

  it('never bring back what one of them deletes', async () => {
    const id = await calls.save('POST', '', { ...account, source_specific_ids: ['s'] })
    const answers = await twins((n) =>
      n % 3 === 0
        ? calls.ask('DELETE', `/${id}`)
        : calls.ask('PATCH', `/${id}`, { name: `${n}`, tags: [`${n}`], source_specific_ids: [`${n}`] }),
    )
    for (const { statusCode } of answers) expect([200, 404]).toContain(statusCode)
    expect(statuses(answers.filter((_, n) => n % 3 === 0))).toEqual([200, 404, 404, 404])
    expect(await all()).toEqual([])
    for (const table of [`${noun}_tag`, `${noun}_identity`] as ('contact_tag' | 'contact_identity')[])
      expect(
        await app.core.read.selectFrom(table).selectAll().where('org_id', '=', to.org).execute(),
      ).toEqual([])
  })
})

it('tickets find or make somebody while their contact is deleted and made again', async () => {
  const user = { email: ada.domain, source_specific_id: 's' }
  const answers = await twins(async (n) => {
    if (n % 3 === 0) return await app.core.run('openTicket', ticketArgs(to, { user })).then(() => 200)
    if (n % 3 === 1) return (await calls.ask('DELETE', `/${ada.domain}`)).statusCode
    return (await calls.ask('PUT', '', { ...ada, source_specific_ids: [`s${n}`] })).statusCode
  })
  for (const answer of answers) expect([200, 404]).toContain(answer)
  // Whatever remained, the address leads to one living contact.
  await app.core.run('openTicket', ticketArgs(to, { user: { ...user, name: 'Last' } }))
  const living = (await all()).filter((account: { domain: string | null }) => account.domain === ada.domain)
  expect(living).toHaveLength(1)
  expect(living[0].source_specific_ids).toContain('s')
})

it('a retry after a change elsewhere gives the two addresses of one contact back to it', async () => {
  const id = await calls.save('POST', '', ada)
  await calls.save('PATCH', `/${id}`, { domain: 'new@acme.example' })
  await calls.save('PATCH', `/${id}`, { domain: ada.domain })
  expect(await calls.show(`/${ada.domain}`)).toMatchObject({ id })
  expect((await calls.ask('GET', '/new@acme.example')).statusCode).toBe(404)
})
