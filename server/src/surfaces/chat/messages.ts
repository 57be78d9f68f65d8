import { Readable } from 'node:stream'
import { setImmediate as yieldToOthers } from 'node:timers/promises'
import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Blobs } from '../../blobs/blobs.ts'
import { hashSecret } from '../../core/accounts/secrets.ts'
import { findSent, findVisitor } from '../../core/chat/queries.ts'
import { listSaid, seqAt } from '../../core/chat/said/queries.ts'
import { conversationMissing } from '../../core/chat/write-in-chat.ts'
import { DomainError } from '../../core/errors.ts'
import type { Presence } from '../../core/presence/presence.ts'
import { formReader } from '../../http/form.ts'
import { idempotencyKeyOf, replayedHeader } from '../../http/idempotency.ts'
import type { Answer, BodyReader, Call } from '../../http/surface.ts'
import { type FileRules, REPLY_FILES, takeFiles } from '../../http/take-files.ts'
import type { Site } from './auth.ts'
import { notGuessing, visitorOf } from './guesses.ts'
import { messageHeaders } from './once.ts'
import { filesOf, messageBodyOf, type Viewer } from './present.ts'
import type { MessageBody, messageForm, messagesQuery, tokenParams } from './wire.ts'

type Params = z.output<typeof tokenParams>
type List = Call<Site, undefined, z.output<typeof messagesQuery>, Params>
type Send = Call<Site, z.output<typeof messageForm>, undefined, Params>

/** Of the longest messages a page is 2 MB, and as much is in memory for a reader who takes their time. */
const PAGE = 50

/**
 * `GET …/messages?since=`: all there is, or all that is later, as one bare list. A long one is read and sent page by
 * page, up to what was newest when it was asked for.
 */
export async function listMessages({ core, caller: site, params, query }: List): Promise<Answer> {
  const token = params.visitor_token
  const visitor = await visitorOf(core, site, token)
  const { since } = query
  // Nearly every poll.
  if (since !== null && since >= visitor.last_message_at) return { status: 200, body: [] }
  const viewer = { core, site, token }
  const upTo = visitor.next_seq - 1
  const after =
    since === null ? 0 : await seqAt(core.read, site.org, visitor.living_id, { since, newest: upTo })
  const pageAfter = async (seq: number) => {
    const rows = await listSaid(core.read, site.org, visitor, { after: seq, upTo, limit: PAGE })
    return { bodies: await bodiesOf(viewer, rows), next: rows.length < PAGE ? undefined : rows.at(-1)?.seq }
  }
  const first = await pageAfter(after)
  if (first.next === undefined) return { status: 200, body: first.bodies }
  const headers = { 'content-type': 'application/json; charset=utf-8' }
  return { status: 200, headers, body: Readable.from(written(first, pageAfter)) }
}

async function bodiesOf(viewer: Viewer, rows: Awaited<ReturnType<typeof listSaid>>): Promise<MessageBody[]> {
  const files = await filesOf(viewer, rows)
  return rows.map((row) => messageBodyOf(viewer, row, files))
}

type Page = { bodies: MessageBody[]; next: number | undefined }

async function* written(first: Page, pageAfter: (seq: number) => Promise<Page>): AsyncGenerator<string> {
  let page = first
  let open = '['
  while (true) {
    if (page.bodies.length > 0) yield open + page.bodies.map((body) => JSON.stringify(body)).join(',')
    open = ','
    if (page.next === undefined) break
    // Pages of a fast reader would follow each other without anybody else being served in between.
    await yieldToOthers()
    page = await pageAfter(page.next)
  }
  yield ']'
}

/** Any type up to 32 MiB, as with the files of tickets. */
const rules: FileRules = {
  ...REPLY_FILES,
  tooLarge: () => new DomainError('too_large', 'File size exceeds 32MB'),
}

/** Text alone as JSON or a form, files as parts of one. */
export function messageReader(blobs: Blobs): BodyReader {
  const { maxBytes, most } = rules
  const files = { name: 'files', maxBytes, most, stage: blobs.stage }
  const read = formReader({ lists: [], longestItem: 0, objects: [], files })
  return async (request: FastifyRequest) => await read(request)
}

/** `POST …/messages`: what the visitor writes; it opens a closed conversation again. */
export function sendMessage(blobs: Blobs, presence: Presence): (call: Send) => Promise<Answer> {
  return async (call) => {
    const { core, caller: site } = call
    const { result, replayed } = await notGuessing(core, site, () => write(blobs, call))
    presence.sent(site.org, { kind: 'contact', id: result.conversationId })
    return {
      status: 201,
      body: { status: 'ok' },
      headers: { ...messageHeaders(result), ...replayedHeader(replayed || result.again) },
    }
  }
}

async function write(blobs: Blobs, { core, caller: site, params, body, request }: Send) {
  const { org } = site
  const { message, clientMessageId, files } = body
  const tokenHash = hashSecret(params.visitor_token)
  const text = { org, tokenHash, body: message, clientMessageId }
  // Nearly every message: the verb looks for the visitor, and a look here would be one too many.
  if (files.length === 0 && request.headers['idempotency-key'] === undefined)
    return await core.runOnce('writeInChat', { ...text, attachments: [] }, undefined)
  const visitor = await findVisitor(core.read, org, tokenHash)
  if (!visitor) throw conversationMissing()
  const lists = { files_base64: [], files_image_url: [] }
  const { drafts, keep } = await takeFiles(blobs, { files, lists }, rules)
  const facts = { message, clientMessageId, drafts }
  const key = idempotencyKeyOf(request, org, `POST chat messages ${visitor.token_hash}`, facts)
  const known =
    clientMessageId === null ? undefined : await findSent(core.read, org, visitor.living_id, clientMessageId)
  if (!known) await keep()
  return await core.runOnce('writeInChat', { ...text, attachments: drafts }, key)
}
