import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, ticketArgs } from '../../../test/app.ts'
import type { GivenPerson } from './find-or-create.ts'

let app: TestApp
let to: TestOrganisation
beforeAll(async () => {
  app = await createTestApp({ writer: 'thread' })
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
})

type User = Partial<GivenPerson>

const write = (user: User, org = to) => app.core.run('openTicket', ticketArgs(org, { user }))
const post = (user_email: string) =>
  app.http.inject({
    method: 'POST',
    url: '/interaction',
    headers: { authorization: to.apiKey },
    payload: { query: 'x', user_email },
  })

const contacts = () =>
  app.core.read
    .selectFrom('contact')
    .select(['id', 'email', 'name', 'username', 'image_url', 'verified'])
    .where('org_id', '=', to.org)
    .orderBy('id')
    .execute()

it('finds the contact of an address in any case', async () => {
  for (const email of ['Ada@Example.com', 'ada@example.com', ' ADA@EXAMPLE.COM '])
    expect((await post(email)).statusCode).toBe(200)
  expect(await contacts()).toMatchObject([{ email: 'ada@example.com', verified: 0 }])
})

it('fills what was blank and overwrites nothing', async () => {
  await write({ email: 'ada@example.com', name: 'Ada' })
  await write({ email: 'ada@example.com', name: 'Mallory', username: 'al' })
  await write({ email: 'ada@example.com', username: 'mallory', image_url: 'https://example.com/a.png' })
  await write({ email: 'ada@example.com' })
  expect(await contacts()).toMatchObject([
    { name: 'Ada', username: 'al', image_url: 'https://example.com/a.png' },
  ])
})

it('makes no contact of nobody', async () => {
  await write({})
  expect(await contacts()).toEqual([])
})

it('without an address takes nobody for somebody else', async () => {
  await write({ name: 'Ada', username: 'ada' })
  await write({ name: 'Ada', username: 'ada' })
  expect(await contacts()).toHaveLength(2)
})

it('keeps the contacts of two organisations apart', async () => {
  const other = await app.organisation()
  await write({ email: 'ada@example.com', name: 'Ada' })
  await write({ email: 'ada@example.com', name: 'Other' }, other)
  expect(await contacts()).toMatchObject([{ name: 'Ada' }])
})

it('makes one contact of many first tickets at once, and fills it from all of them', async () => {
  const users: User[] = Array.from({ length: 12 }, (_, n) => ({
    email: 'new@example.com',
    ...(n % 3 === 0 && { name: `Name ${n}` }),
    ...(n % 3 === 1 && { username: `user${n}` }),
    ...(n % 3 === 2 && { image_url: `https://example.com/${n}.png` }),
  }))
  await Promise.all(users.map((user) => write(user)))
  const [contact, ...more] = await contacts()
  expect(more).toEqual([])
  expect(contact).toMatchObject({
    name: expect.stringMatching(/^Name/),
    username: expect.stringMatching(/^user/),
    image_url: expect.stringMatching(/^https/),
  })
  const tickets = app.core.read.selectFrom('conversation').select('contact_id').where('org_id', '=', to.org)
  expect(new Set((await tickets.execute()).map((row) => row.contact_id))).toEqual(new Set([contact?.id]))
})

it('overwrites nothing either when several fill the same blank at once', async () => {
  await write({ email: 'ada@example.com' })
  const names = Array.from({ length: 12 }, (_, n) => `Name ${n}`)
  await Promise.all(names.map((name) => write({ email: 'ada@example.com', name })))
  const [before] = await contacts()
  // Every ticket was written under the name that stayed.
  const events = await app.core.read
    .selectFrom('message')
    .select('author_name')
    .where('org_id', '=', to.org)
    .where('author_name', 'like', 'Name%')
    .execute()
  expect(new Set(events.map((event) => event.author_name))).toEqual(new Set([before?.name]))
})
