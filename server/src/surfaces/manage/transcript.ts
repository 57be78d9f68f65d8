// A conversation to take along: streamed a page at a time, so that its length does not matter.
import { Readable } from 'node:stream'
import { create as dispositionOf } from 'content-disposition'
import { z } from 'zod'
import { findConversation } from '../../core/conversations/queries.ts'
import type { Core } from '../../core/core.ts'
import { missing } from '../../core/errors.ts'
import type { OrgId } from '../../core/ids.ts'
import { listMessages } from '../../core/messages/queries.ts'
import type { Answer, Call } from '../../http/surface.ts'
import type { Caller } from './auth.ts'
import { conversationBodies } from './conversation-bodies.ts'
import { withFiles } from './conversations.ts'
import type { ulidParams } from './params.ts'
import { heading, section } from './transcript-text.ts'
import type { ConversationBody, MessageBody } from './wire.ts'

const formats = ['text', 'json'] as const

export const transcriptQuery = z.object({
  format: z.enum(formats, `format must be one of: ${formats.join(', ')}`).default('text'),
  /** Also what stays in the house: notes, and who did what. */
  notes: z.enum(['true', 'false'], 'notes must be true or false').default('false'),
})

type Show = Call<Caller, undefined, z.output<typeof transcriptQuery>, z.output<typeof ulidParams>>

/** `GET /api/manage/conversations/{id}/transcript`, as Markdown or JSON, to be saved. */
export async function exportTranscript({ core, caller, params, query, request }: Show): Promise<Answer> {
  const { org, teammate } = caller
  const row = await findConversation(core.read, org, teammate.id, params.id)
  const [conversation] = row ? await conversationBodies(core.read, org, teammate.id, [row]) : []
  if (!conversation) throw missing('conversation')
  const messages = said(core, org, conversation.id, query.notes === 'true')
  // They reach nobody but who asked, so their own word on the address of this server is good enough.
  const origin = `${request.protocol}://${request.host}`
  const isText = query.format === 'text'
  const parts = isText ? inMarkdown(conversation, messages, origin) : inJson(conversation, messages)
  const name = conversation.number ?? `conversation-${conversation.id}`
  return {
    status: 200,
    headers: {
      'content-type': isText ? 'text/markdown; charset=utf-8' : 'application/json; charset=utf-8',
      'content-disposition': dispositionOf(`${name}.${isText ? 'md' : 'json'}`),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store',
    },
    body: Readable.from(parts, { objectMode: false }),
  }
}

const PAGE = 200

async function* said(
  core: Core,
  org: OrgId,
  conversation: string,
  notes: boolean,
): AsyncGenerator<MessageBody> {
  for (let after = 0; ; ) {
    const rows = await listMessages(core.reports, org, conversation, { after, limit: PAGE })
    for (const message of await withFiles(core.reports, org, rows))
      if (notes || message.kind === 'message') yield message
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return
    after = last.seq
  }
}

async function* inMarkdown(
  conversation: ConversationBody,
  messages: AsyncIterable<MessageBody>,
  origin: string,
): AsyncGenerator<string> {
  yield heading(conversation)
  for await (const message of messages) yield section(message, origin)
}

async function* inJson(
  conversation: ConversationBody,
  messages: AsyncIterable<MessageBody>,
): AsyncGenerator<string> {
  yield `{"conversation":${JSON.stringify(conversation)},"messages":[`
  let comma = ''
  for await (const message of messages) {
    yield `${comma}\n${JSON.stringify(message)}`
    comma = ','
  }
  yield '\n]}\n'
}
