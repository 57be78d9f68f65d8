import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, ticketArgs } from '../../../test/app.ts'
import type { Core } from '../core.ts'
import { indexSome } from './index-messages.ts'

let app: TestApp
let to: TestOrganisation
beforeAll(async () => {
  app = await createTestApp({})
  to = await app.organisation()
})
afterAll(() => app.close())

/** Reads at once, and writes down what it read only after this. */
function readsBefore(happens: () => Promise<void>) {
  const run = async (verb: string, args: unknown) => {
    if (verb === 'storeEntries') await happens()
    return await app.core.run(verb as 'storeEntries', args as never)
  }
  return { read: app.core.read, run: run as Core['run'] }
}

it('writes nothing down that was erased since it was read, in their conversations or in those of others', async () => {
  const by = { user: { email: 'ada@mail.example' } }
  await app.core.run('openTicket', ticketArgs(to, { body: 'plant of theirs', ...by }))
  const other = await app.core.run(
    'openTicket',
    ticketArgs(to, { body: 'mine', user: { email: 'else@mail.example' } }),
  )
  const contacts = await app.core.read
    .selectFrom('contact')
    .select(['id', 'email'])
    .where('org_id', '=', to.org)
    .execute()
  const id = String(contacts.find(({ email }) => email === 'ada@mail.example')?.id)
  const author = { kind: 'contact' as const, id, name: 'Ada' }
  const { conversationId } = other
  await app.core.run('reply', {
    org: to.org,
    conversationId,
    kind: 'message',
    author,
    body: 'plant elsewhere',
    seenSeq: null,
  })
  const slow = readsBefore(async () => {
    const actor = { kind: 'teammate' as const, id: to.ownerId, name: 'Noor Valdis' }
    const { erasureId } = await app.core.run('eraseContact', { org: to.org, actor, ip: null, id })
    while (!(await app.core.run('eraseStep', { org: to.org, erasureId })));
  })
  expect(await indexSome(slow, to.org)).toBe(true)
  const entries = () =>
    app.core.read.selectFrom('search_entry').select('message_id').where('org_id', '=', to.org).execute()
  expect(await entries()).toEqual([])

  while (await indexSome(app.core, to.org));
  // Both messages of the other conversation, one of which says nothing any more.
  expect((await entries()).length).toBe(2)
})
