// Conversations to merge: opened, written in and looked at in one word each, for tests.
import { findConversation } from '../src/core/conversations/queries.ts'
import { nothingEnclosed } from '../src/core/messages/add-message.ts'
import { listMessages } from '../src/core/messages/queries.ts'
import { NOBODY, type TestApp, type TestClock, type TestOrganisation, ticketArgs } from './app.ts'

export type Talks = ReturnType<typeof talksOf>

export function talksOf(app: TestApp, to: TestOrganisation, clock: TestClock) {
  const ada = { ...NOBODY, email: 'ada@example.com', name: 'Ada' }
  const noor = () => ({ kind: 'teammate' as const, id: to.ownerId, name: 'Noor' })
  const file = (name: string) => ({
    state: 'stored' as const,
    sha256: name.repeat(64).slice(0, 64),
    byte_size: 1,
    filename: name,
    content_type: 'text/plain',
    width: null,
    height: null,
  })

  async function open(body: string, source: string | null = null, user = ada): Promise<string> {
    clock.advance(10)
    const enclosed = { ...nothingEnclosed, source_specific_id: source, attachments: [file(body.slice(0, 1))] }
    return (await app.core.run('openTicket', ticketArgs(to, { body, user, enclosed }))).conversationId
  }
  const writes = async (id: string, body: string, source: string | null = null) => {
    clock.advance(10)
    const enclosed = { ...nothingEnclosed, source_specific_id: source }
    const ticket = { id, given: id }
    return await app.core.run('replyToTicket', { org: to.org, ticket, user: ada, body, enclosed })
  }
  const answers = async (id: string, body: string) => {
    clock.advance(10)
    const args = { org: to.org, conversationId: id, author: noor(), body, seenSeq: null }
    return await app.core.run('reply', { ...args, kind: 'message' })
  }
  const notes = async (id: string, body: string, mentions: string[] = []) => {
    clock.advance(10)
    const args = { org: to.org, conversationId: id, author: noor(), body, seenSeq: null, mentions }
    return await app.core.run('reply', { ...args, kind: 'note' })
  }
  const change = (id: string, wanted: object) =>
    app.core.run('changeConversation', { org: to.org, conversationId: id, wanted, actor: noor() })
  const merge = (id: string, from: string) =>
    app.core.run('mergeConversations', { org: to.org, conversationId: id, from, actor: noor(), ip: null })
  const undo = (id: string, merge: string) =>
    app.core.run('unmergeConversations', { org: to.org, conversationId: id, merge, actor: noor(), ip: null })
  const read = (id: string, seq: number) =>
    app.core.run('markRead', { org: to.org, conversationId: id, teammate: noor(), seq })
  const draft = (id: string, body: string) =>
    app.core.run('saveDraft', {
      org: to.org,
      conversationId: id,
      teammate: noor(),
      kind: 'reply',
      body,
      baseSeq: 1,
    })
  const show = (id: string) => findConversation(app.core.read, to.org, to.ownerId, id)
  const said = async (id: string) =>
    (await listMessages(app.core.read, to.org, id, { after: 0, limit: 200 }))
      .filter((row) => row.kind !== 'event')
      .map((row) => row.body)

  /** Everything the given conversations are made of, but for entries, and for how far their counters got. */
  async function rowsOf(ids: string[]): Promise<unknown> {
    const of = (
      table: 'message' | 'mention' | 'attachment' | 'conversation_tag' | 'conversation_read' | 'draft',
    ) => app.core.read.selectFrom(table).selectAll().where('conversation_id', 'in', ids)
    const rows = {
      conversations: await app.core.read
        .selectFrom('conversation')
        .selectAll()
        .where('id', 'in', ids)
        .orderBy('id')
        .execute(),
      messages: (await of('message').execute()).filter((row) => !('kind' in row) || row.kind !== 'event'),
      mentions: await of('mention').execute(),
      attachments: await of('attachment').execute(),
      tags: await of('conversation_tag').execute(),
      marks: await of('conversation_read').execute(),
      drafts: await of('draft').execute(),
    }
    return Object.fromEntries(
      Object.entries(rows).map(([name, list]) => [
        name,
        list
          .map((row) =>
            JSON.stringify(row, (key, value) => (/^(next_seq|updated_at)$/.test(key) ? 0 : value)),
          )
          .sort(),
      ]),
    )
  }

  /** Two of Ada's, with a bit of everything in each. */
  async function two(): Promise<[string, string]> {
    const a = await open('a lid', 'source-a')
    const b = await open('b kettle', 'source-b')
    await writes(b, 'b two', 'r1')
    await writes(a, 'a two', 'r1')
    await answers(a, 'a three')
    await change(a, { tags: ['lid', 'both'], status: 'closed', assignee_id: to.ownerId })
    await change(b, { tags: ['kettle', 'both'], priority: 'high' })
    await read(a, 1)
    await draft(a, 'dear')
    await draft(b, 'hello')
    return [a, b]
  }
  return {
    ada,
    noor,
    open,
    writes,
    answers,
    notes,
    change,
    merge,
    undo,
    read,
    draft,
    show,
    said,
    rowsOf,
    two,
  }
}
