// Conversations through the SDK, against the server it is for.
import { beforeAll, expect, it } from 'vitest'
import { manageApi, ParleyError } from '../../sdk/src/index.ts'
import { indexSome } from '../src/core/search/index-messages.ts'
import { failDelivery } from './fail-delivery.ts'
import { png } from './forms.ts'
import { mate } from './mate.ts'
import { meddle } from './meddle.ts'
import { all, sdkServer } from './sdk-server.ts'

const server = sdkServer()
const { manage } = server
let ids: string[]
beforeAll(async () => {
  ids = [await open('The lid does not close'), await open('Where is my invoice?'), await open('A second lid')]
  while (await indexSome(server.app.core, server.to.org));
})

async function open(query: string): Promise<string> {
  const user = { email: 'jo@mail.example' }
  const { ticketId } = await server.tickets().createTicket({ query, user })
  return ticketId ?? ''
}

const titles = async (filter: Parameters<ReturnType<typeof manage>['conversations']>[0]) =>
  (await all(manage().conversations(filter))).map(({ title }) => title)

it('changes conversations one by one and together, and finds them by every filter', async () => {
  const [lid = '', invoice = ''] = ids
  const snoozedUntil = new Date(Date.now() + 3_600_000)
  const changed = await manage().changeConversation(lid, {
    snoozedUntil,
    assigneeId: server.to.ownerId,
    priority: 'high',
    tags: ['lids'],
  })
  expect(changed).toMatchObject({
    status: 'snoozed',
    snoozed_until: snoozedUntil.toISOString(),
    assignee: { id: server.to.ownerId },
    priority: 'high',
    tags: ['lids'],
  })
  const unknown = '01ARZ3NDEKTSV4RRFFQ69G5FAV'
  const { updated, failed } = await manage().changeConversations([invoice, unknown], { status: 'closed' })
  expect(updated).toMatchObject([{ id: invoice, status: 'closed' }])
  expect(failed).toEqual([{ id: unknown, code: 'not_found', detail: 'conversation not found' }])

  const [first, second, third] = ['The lid does not close', 'Where is my invoice?', 'A second lid']
  expect(await titles({})).toEqual([third, second, first])
  expect(await titles({ sort: 'oldest' })).toEqual([first, second, third])
  expect(await titles({ status: ['snoozed', 'closed'], sort: 'created' })).toEqual([second, first])
  expect(await titles({ assignee: 'me' })).toEqual([first])
  expect(await titles({ assignee: 'none', status: 'open' })).toEqual([third])
  expect(await titles({ priority: 'high', tag: 'lids', channel: 'tickets' })).toEqual([first])
  expect(await titles({ contact: changed.contact?.id ?? '', unread: true })).toHaveLength(3)
  expect(await titles({ company: unknown })).toEqual([])
  expect(await titles({ q: 'lid' })).toEqual([third, first])
  const [hit] = await all(manage().conversations({ q: 'invoice' }))
  expect(hit?.match).toMatchObject({ seq: 1, snippet: 'Where is my invoice?' })
  expect(hit?.last_message).toMatchObject({ snippet: 'Where is my invoice?', author: { kind: 'contact' } })
  expect(await all(manage().tags('LI'))).toEqual([{ name: 'lids' }])
  expect(await all(manage().channels())).toContainEqual(changed.channel)
  expect(await manage().conversationCounts()).toMatchObject({
    open: 1,
    closed: 1,
    mine: { snoozed: 1 },
    by_assignee: [{ assignee_id: server.to.ownerId, snoozed: 1 }],
  })
})

it('answers, with files, and not over what somebody said meanwhile', async () => {
  const id = await open('Is there a spare lid?')
  const file = new File([new Uint8Array(png(3, 2))], 'spare lid.png')
  const sent = await manage().reply(id, { body: 'There is', files: [file], seenSeq: 1 })
  expect(sent).toMatchObject({ kind: 'message', direction: 'outbound', attachments: [{ width: 3 }] })
  const noted = await manage().note(id, { body: 'The last one' })
  expect(noted).toMatchObject({ kind: 'note', seq: sent.seq + 1 })

  const late = await manage()
    .reply(id, { body: 'Sorry, no', seenSeq: 1 })
    .catch((error: unknown) => error)
  if (!(late instanceof ParleyError)) throw new Error('it went out')
  expect(late).toMatchObject({ status: 409, code: 'conflict' })
  expect(late.newer?.map(({ body }) => body)).toEqual(['There is', 'The last one'])
  const form = { body: 'Sorry, no', files: [file], seenSeq: 1 }
  await expect(manage().reply(id, form)).rejects.toMatchObject({ newer: [{ id: sent.id }, { id: noted.id }] })
  expect(await manage().reply(id, { ...form, force: true })).toMatchObject({ body: 'Sorry, no' })

  const again = { body: 'Once', idempotencyKey: 'answer-1' }
  expect((await manage().note(id, again)).id).toBe((await manage().note(id, again)).id)
  const bodies = (await all(manage().messages(id))).map(({ body }) => body)
  expect(bodies).toEqual(['Is there a spare lid?', 'There is', 'The last one', 'Sorry, no', 'Once'])
  await expect(manage().reply(id, { body: ' ' })).rejects.toMatchObject({ code: 'invalid', field: 'body' })
})

it('sends files ahead, names them in a message, and deletes what it does not need', async () => {
  const id = await open('Send me the manual')
  const upload = async (name: string) => (await manage().sendFile(new File(['x'], name))).file
  const [first, second] = [await upload('1.txt'), await upload('2.txt')]
  expect(first).toMatchObject({ filename: '1.txt', content_type: 'text/plain', byte_size: 1, width: null })
  const third = new File(['x'], '3.txt')
  const written = { body: '', fileIds: [second.id, first.id], files: [third] }
  const { attachments } = await manage().reply(id, written)
  expect(attachments.map(({ filename }) => filename)).toEqual(['2.txt', '1.txt', '3.txt'])
  const used = manage().note(id, { body: 'x', fileIds: [first.id] })
  await expect(used).rejects.toMatchObject({ code: 'invalid', field: 'files.0' })
  const again = { idempotencyKey: 'file-1' }
  const { file } = await manage().sendFile(third, again)
  expect(await manage().sendFile(third, again)).toEqual({ file })
  await manage().deleteFile(file.id)
  await expect(manage().deleteFile(file.id)).rejects.toMatchObject({ code: 'not_found' })
})

it('tries again what was not delivered', async () => {
  const id = await open('Are you there?')
  const message = await manage().reply(id, { body: 'Here' })
  await expect(manage().retryDelivery(message.id)).rejects.toMatchObject({ code: 'conflict' })
  await failDelivery(server.app, server.to, id, message.id)
  expect(await manage().retryDelivery(message.id)).toMatchObject({ id: message.id, delivery: 'pending' })
})

it('downloads what came, and what was said as Markdown and as data', async () => {
  const id = await open('A picture comes')
  const bytes = new Uint8Array(png(3, 2))
  const { attachments } = await manage().note(id, { body: '', files: [new File([bytes], 'lid.png')] })
  const [attachment = { id: 0 }] = attachments
  const file = await manage().download(attachment)
  expect(file.headers.get('content-type')).toBe('image/png')
  expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes)
  const small = await manage().download(attachment, { thumbnail: true })
  expect((await small.blob()).type).toBe('image/webp')
  await expect(manage().download({ id: 4_711 })).rejects.toMatchObject({ code: 'not_found' })

  const text = await manage().transcript(id, { notes: true })
  expect(text).toContain('A picture comes')
  expect(text).toContain('lid.png')
  expect(await manage().transcript(id)).not.toContain('lid.png')
  const data = await manage().transcriptData(id, { notes: true })
  expect(data).toMatchObject({ conversation: { id }, messages: [{ seq: 1 }, { kind: 'note' }] })
  expect((await manage().transcriptData(id)).messages).toHaveLength(1)
})

it('keeps read marks and drafts', async () => {
  const id = await open('How wide is it?')
  expect(await manage().markRead(id, 1)).toEqual({ unread: 0, unread_mentions: 0 })
  expect(await manage().markRead(id, 0)).toEqual({ unread: 1, unread_mentions: 0 })
  await manage().saveDraft(id, { kind: 'reply', body: 'As wide as', baseSeq: 1 })
  await manage().saveDraft(id, { kind: 'note', body: 'Measure it' })
  const drafts = await all(manage().drafts(id))
  expect(drafts.map(({ kind, body, base_seq }) => [kind, body, base_seq]).sort()).toEqual([
    ['note', 'Measure it', 0],
    ['reply', 'As wide as', 1],
  ])
  await manage().discardDraft(id, 'note')
  expect(await all(manage().drafts(id))).toHaveLength(1)
})

it('offers answers under a reply, with files and without', async () => {
  const id = await open('Which lid?')
  const quickReplies = ['The steel one, please', 'The glass one']
  for (const files of [[], [new File(['x'], 'a.txt')]])
    await manage().reply(id, { body: 'Steel or glass?', quickReplies, files })
  const offered = (await all(manage().messages(id))).map(({ quick_replies }) => quick_replies)
  expect(offered).toEqual([[], quickReplies, quickReplies])
})

it('names teammates in notes, with files and without, and finds where it is named', async () => {
  const id = await open('Whose is this?')
  const bo = await mate(server.app, server.to, { name: 'Bo' })
  const mentions = [bo.id, server.to.ownerId]
  const file = new File(['x'], 'a.txt')
  for (const files of [[], [file]]) {
    const note = await manage().note(id, { body: '@Bo', mentions, files })
    expect(note.mentions.map(({ name }) => name)).toEqual(['Noor Valdis', 'Bo'])
  }
  const asBo = manageApi({ baseUrl: server.baseUrl, accessToken: bo.accessToken })
  const found = async (mentioned: 'me' | 'unread') =>
    (await all(asBo.conversations({ mentioned }))).map((row) => row.unread_mentions)
  expect([await found('me'), await found('unread')]).toEqual([[2], [2]])
  expect(await asBo.conversationCounts()).toMatchObject({ mentions: 1, mentions_is_capped: false })
  await asBo.markRead(id, 3)
  expect([await found('me'), await found('unread')]).toEqual([[0], []])
})

it('keeps filters as views, moves, shares and deletes them', async () => {
  const id = await open('Keep me')
  await manage().changeConversation(id, { status: 'pending', priority: 'low' })
  const made = await manage().createView({
    name: 'Low',
    filters: { status: ['open', 'pending'], priority: 'low', unread: true, sort: 'oldest' },
    idempotencyKey: 'view-1',
  })
  expect(made).toMatchObject({
    name: 'Low',
    shared: false,
    filters: { status: 'open,pending', priority: 'low', unread: 'true', sort: 'oldest' },
    count: 1,
    count_is_capped: false,
  })
  expect((await all(manage().conversationsOfView(made))).map((row) => row.id)).toEqual([id])
  const found = await manage().createView({ name: 'Found', shared: true, filters: { q: 'nothing says so' } })
  expect(await all(manage().conversationsOfView(found))).toEqual([])
  expect((await all(manage().views())).map(({ name }) => name)).toEqual(['Low', 'Found'])
  expect(await manage().changeView(made.id, { shared: true, position: 0 })).toMatchObject({ shared: true })
  expect(await manage().changeView(made.id, { filters: {} })).toMatchObject({ name: 'Low', filters: {} })
  expect((await all(manage().views())).map(({ name }) => name)).toEqual(['Low', 'Found'])
  expect(await manage().view(made.id)).toMatchObject({ position: 0 })
  await expect(manage().changeView(made.id, { name: 'Found' })).rejects.toMatchObject({ code: 'conflict' })
  await manage().deleteView(made.id)
  await expect(manage().view(made.id)).rejects.toMatchObject({ code: 'not_found' })
})

it('merges two and takes them apart again', async () => {
  const [into, from] = [await open('My lid'), await open('My lid, again')]
  const { merge_id, conversation } = await manage().mergeConversations(into, from)
  expect(conversation).toMatchObject({ id: into, merged_ids: [from] })
  expect((await manage().conversation(from)).id).toBe(into)
  await expect(manage().mergeConversations(into, from)).rejects.toMatchObject({ code: 'conflict' })
  const undone = await manage().undoMerge(into, merge_id)
  expect(undone).toMatchObject({ conversation: { id: into, merged_ids: [] }, returned: { id: from } })
  await expect(manage().undoMerge(into, merge_id)).rejects.toMatchObject({ code: 'not_found' })
})

it('gives a conversation back to the assistant it was taken from', async () => {
  const id = await open('Is anybody there?')
  await meddle(server.app, (db) =>
    db
      .updateTable('conversation')
      .set({ owner_kind: 'assistant', owner_id: 'h' })
      .where('id', '=', id)
      .execute(),
  )
  await expect(manage().handBack(id)).rejects.toMatchObject({ code: 'conflict' })
  const taken = await manage().changeConversation(id, { assigneeId: server.to.ownerId })
  expect(taken.handed_from).toEqual({ kind: 'assistant', id: 'h' })
  expect((await manage().handBack(id)).owner).toEqual({ kind: 'assistant', id: 'h', epoch: 2 })
})
