import { Readable } from 'node:stream'
import type { z } from 'zod'
import { listAttachments } from '../../../core/attachments/queries.ts'
import { findBySerial } from '../../../core/conversations/numbers/queries.ts'
import { type ConversationRow, findConversation } from '../../../core/conversations/queries.ts'
import type { Core } from '../../../core/core.ts'
import { DomainError } from '../../../core/errors.ts'
import type { OrgId } from '../../../core/ids.ts'
import { listMessages } from '../../../core/messages/queries.ts'
import type { Answer, Call } from '../../../http/surface.ts'
import type { Teammate } from './access-token.ts'
import { messageBodyOf, wholeTicketOf } from './present.ts'
import type { DeskMessageBody, ticketParams } from './wire.ts'

type Show = Call<Teammate, undefined, undefined, z.output<typeof ticketParams>>

const PAGE = 200

/**
 * `GET /tickets/{id}`: with all its messages, in the order they came in; many are read and sent page by page. The id of
 * one that was merged leads to where it went (docs/contracts.md 4c#33, 4c#37).
 */
export async function showTicket({ core, caller, params }: Show): Promise<Answer> {
  const { org, teammate } = caller
  const found = await findBySerial(core.read, org, params.id)
  const row = found && (await findConversation(core.read, org, teammate.id, found.id))
  if (!row) throw new DomainError('not_found', 'Ticket not found')
  const ticket = wholeTicketOf(row)
  const first = await pageAfter(core, org, row, 0)
  if (first.next === undefined)
    return { status: 200, body: { ticket: { ...ticket, messages: first.messages } } }
  const open = JSON.stringify({ ticket }).slice(0, -2)
  const parts = written(open, first, (seq) => pageAfter(core, org, row, seq))
  return {
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: Readable.from(parts, { objectMode: false }),
  }
}

type Page = { messages: DeskMessageBody[]; next: number | undefined }

async function pageAfter(core: Core, org: OrgId, ticket: ConversationRow, after: number): Promise<Page> {
  const rows = await listMessages(core.read, org, ticket.id, { after, limit: PAGE })
  const said = rows.filter(({ kind }) => kind !== 'event')
  const files = await listAttachments(
    core.read,
    org,
    said.map(({ id }) => id),
  )
  return {
    messages: said.map((message) => messageBodyOf(ticket.channel_kind, message, files)),
    next: rows.length < PAGE ? undefined : rows.at(-1)?.seq,
  }
}

async function* written(
  open: string,
  first: Page,
  pageAfter: (seq: number) => Promise<Page>,
): AsyncGenerator<string> {
  yield `${open},"messages":[`
  let comma = ''
  for (let page = first; ; page = await pageAfter(page.next)) {
    const text = page.messages.map((message) => JSON.stringify(message)).join(',')
    if (text !== '') {
      yield comma + text
      comma = ','
    }
    if (page.next === undefined) break
  }
  yield ']}}'
}
