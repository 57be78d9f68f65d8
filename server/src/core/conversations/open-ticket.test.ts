import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createTestApp,
  type TestApp,
  type TestOrganisation,
  testClock,
  ticketArgs,
} from '../../../test/app.ts'
import type { GivenPerson } from '../contacts/find-or-create.ts'
import { listEvents } from '../spine/queries.ts'

const clock = testClock()
let app: TestApp
let to: TestOrganisation
beforeAll(async () => {
  app = await createTestApp({ clock })
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation({ prefix: 'POT' })
})

const open = (body: string, user: Partial<GivenPerson> = {}, title: string | null = null) =>
  app.core.run(
    'openTicket',
    ticketArgs(to, { apiKey: { publicId: 'key1', name: 'Website form' }, title, body, user }),
  )

const eventsAfter = async (after: number) =>
  (await listEvents(app.core.read, to.org, { after, limit: 200 })).map((row) => ({
    ...row,
    actor: JSON.parse(row.actor),
    data: JSON.parse(row.data),
  }))

describe('a ticket', () => {
  it('is a conversation with its number, its title and its first message', async () => {
    const { conversationId, number } = await open('The lid\ndoes not close')
    expect(number).toBe('POT-1')
    const row = app.core.read.selectFrom('conversation').selectAll().where('id', '=', conversationId)
    expect({ ...(await row.executeTakeFirst()) }).toMatchObject({
      title: 'The lid',
      status: 'open',
      owner_kind: 'people',
      owner_id: null,
      epoch: 0,
      next_seq: 2,
      inbound_count: 1,
      contact_id: null,
    })
    const messages = app.core.read
      .selectFrom('message')
      .selectAll()
      .where('conversation_id', '=', conversationId)
    expect((await messages.execute()).map((message) => ({ ...message }))).toMatchObject([
      {
        seq: 1,
        kind: 'message',
        direction: 'inbound',
        author_kind: 'contact',
        author_id: null,
        author_name: null,
        body: 'The lid\ndoes not close',
        delivery: 'none',
      },
    ])
  })

  it('of nobody known is an event of the key that sent it', async () => {
    const { conversationId } = await open('x'.repeat(300), {}, 'Lid')
    expect(await eventsAfter(2)).toMatchObject([
      {
        seq: 3,
        type: 'conversation.opened',
        conversation_id: conversationId,
        actor: { kind: 'api_key', id: 'key1', name: 'Website form' },
        data: { number: 'POT-1', title: 'Lid', channel: { id: to.ticketsChannel, kind: 'tickets' } },
      },
      { seq: 4, type: 'message.created', data: { seq: 1, direction: 'inbound', preview: 'x'.repeat(200) } },
    ])
  })

  it.each([
    [{ email: 'ada@example.com', name: 'Ada', username: 'al' }, 'Ada'],
    [{ email: 'ada@example.com', username: 'al' }, 'al'],
    [{ email: 'ada@example.com' }, 'ada@example.com'],
    [{ image_url: 'https://example.com/a.png' }, null],
  ])('of somebody is an event of theirs: %j', async (user, name) => {
    await open('x', user)
    const [opened, created] = await eventsAfter(2)
    expect(opened?.actor).toEqual({ kind: 'contact', id: expect.any(String), name })
    expect(created?.data.author).toEqual(opened?.actor)
  })

  it('calls for no job: clients of the tickets API come and fetch', async () => {
    await open('x')
    expect(await app.core.read.selectFrom('job').select('id').where('org_id', '=', to.org).execute()).toEqual(
      [],
    )
  })

  it('does not clash with another of the same millisecond, whoever wrote them', async () => {
    const users: Partial<GivenPerson>[] = [
      { email: 'new@example.com' },
      {},
      { name: 'Ada' },
      { email: 'new@example.com' },
      {},
    ]
    const numbers = []
    for (const user of users) numbers.push((await open('x', user)).number)
    expect(numbers).toEqual(['POT-1', 'POT-2', 'POT-3', 'POT-4', 'POT-5'])
  })
})
