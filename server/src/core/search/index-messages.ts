// Writes down what messages say, behind the events that announce them: a search sees a message a moment after it came.
import type { Entry } from '../../db/full-text.ts'
import { listAttachments } from '../attachments/queries.ts'
import type { Core } from '../core.ts'
import type { OrgId } from '../ids.ts'
import { type EventRow, listEvents } from '../spine/queries.ts'
import { documentOf } from './document.ts'
import { findMessages, findProgress, listMessageIds, type MessageFacts, type Progress } from './queries.ts'

/** Few enough that tickets, which wait for the same writer, wait two milliseconds at most. */
const MESSAGES_AT_ONCE = 64
const EVENTS_AT_ONCE = 200

type Reader = Pick<Core, 'read' | 'run'>

/** Goes one step on. @returns false when the organisation's index is up to date. */
export async function indexSome(core: Reader, org: OrgId): Promise<boolean> {
  const from = await findProgress(core.read, org)
  const events = await listEvents(core.read, org, { after: from.seq, limit: EVENTS_AT_ONCE })
  const messages: string[] = []
  let to = from.seq
  for (const event of events) {
    const moved = movedBetween(event)
    // What came before is written first; this event is the next step.
    if (moved.length > 0 && messages.length > 0) break
    for (const conversation of moved) if (!(await again(core, org, conversation, from))) return true
    if (event.type === 'message.created') messages.push(JSON.parse(event.data).message_id)
    to = event.seq
    if (messages.length === MESSAGES_AT_ONCE) break
  }
  if (to === from.seq) return false
  await core.run('storeEntries', { org, entries: await entriesOf(core, org, messages), from, to })
  return true
}

/** The conversations whose messages are findable elsewhere than they were: both sides of a merge, or of its undoing. */
function movedBetween({ type, conversation_id, data }: EventRow): string[] {
  if (conversation_id === null || !/^conversation\.(un)?merged$/.test(type)) return []
  const { merged, unmerged } = JSON.parse(data)
  return [conversation_id, (merged ?? unmerged).id]
}

/** All of a conversation, step by step. False when the index is not at this place any more. */
async function again(core: Reader, org: OrgId, conversation: string, at: Progress): Promise<boolean> {
  for (let after = 0; ; ) {
    const page = await listMessageIds(core.read, org, conversation, { after, limit: MESSAGES_AT_ONCE })
    const last = page.at(-1)
    if (!last) return true
    const ids = page.map(({ id }) => id)
    const entries = await entriesOf(core, org, ids)
    if (!(await core.run('storeEntries', { org, entries, from: at, to: at.seq }))) return false
    after = last.seq
  }
}

async function entriesOf(core: Reader, org: OrgId, ids: readonly string[]): Promise<Entry[]> {
  const messages = await findMessages(core.read, org, ids)
  const files = await listAttachments(
    core.read,
    org,
    messages.map(({ id }) => id),
  )
  const byMessage = Map.groupBy(files, (file) => file.message_id)
  return messages.map((message) => ({
    conversation: message.conversation_id,
    message: message.id,
    at: message.created_at,
    text: documentOf({ ...factsOf(message), files: (byMessage.get(message.id) ?? []).map(fileOf) }),
  }))
}

const fileOf = (file: { filename: string; content_type: string }) => ({
  filename: file.filename,
  contentType: file.content_type,
})

function factsOf(message: MessageFacts) {
  const { body, kind, direction, author_id, author_name, author_email } = message
  return {
    body,
    kind: kind === 'note' ? ('note' as const) : ('message' as const),
    author: { id: author_id, name: author_name, address: author_email },
    recipient:
      direction === 'outbound' && kind === 'message'
        ? { name: message.contact_name, address: message.contact_email }
        : null,
    channelId: message.channel_id,
    at: message.created_at,
    heading:
      message.created_at === message.opened_at ? { number: message.number, title: message.title } : null,
  }
}
