import { z } from 'zod'
import { problemBody } from '../../../http/problem.ts'
import { authorBody } from './author.ts'
import { conversationStatus, priority } from './conversation.ts'
import { time, ulid } from './values.ts'

export const attachmentBody = z.object({
  id: z.int().describe('Unique in the organisation.'),
  state: z
    .enum(['stored', 'link', 'unfetched'])
    .describe('`link`: waiting to be fetched; `unfetched`: it could not be, and `failure` says why.'),
  filename: z.string(),
  content_type: z.string().describe('By its bytes.'),
  byte_size: z.int(),
  width: z.int().nullable().describe('Of a picture that can be shown, in pixels; null for everything else.'),
  height: z.int().nullable(),
  url: z.string().nullable().describe('Path of the download; null while there is nothing to download.'),
  thumbnail_url: z.string().nullable(),
  source_url: z
    .string()
    .nullable()
    .describe('Where it was, or will be, fetched from; null for what was uploaded.'),
  failure: z.string().nullable(),
})
export type AttachmentBody = z.output<typeof attachmentBody>

const change = <T extends z.ZodType>(value: T) => z.object({ from: value, to: value }).exactOptional()

const otherConversation = z.object({ id: ulid, number: z.string().nullable(), title: z.string() })

const owner = z.object({ kind: z.enum(['bot', 'assistant', 'people']), id: z.string().nullable() })

/** What an entry of kind `event` changed: each attribute from what to what. */
export const changesBody = z.object({
  status: change(conversationStatus),
  snoozed_until: change(time.nullable()),
  assignee_id: change(z.string().nullable()),
  priority: change(priority.nullable()),
  owner: change(owner),
  tags: z.object({ added: z.array(z.string()), removed: z.array(z.string()) }).exactOptional(),
  merged: otherConversation.exactOptional(),
  unmerged: otherConversation.exactOptional(),
})

export const messageBody = z.object({
  id: ulid,
  seq: z.int().describe('Its place in the conversation.'),
  kind: z.enum(['message', 'note', 'event']),
  direction: z.enum(['inbound', 'outbound']),
  author: authorBody,
  body: z.string().meta({ examples: ['It closes when I press hard.'] }),
  attachments: z.array(attachmentBody),
  mentions: z
    .array(z.object({ id: ulid, name: z.string().meta({ examples: ['Noor Valdis'] }) }))
    .describe('Teammates a note names.'),
  quick_replies: z
    .array(z.string())
    .describe('Answers a reply offers, of which a visitor of the chat may press one.'),
  changes: changesBody
    .nullable()
    .describe(
      "Of an entry of kind `event`; `body` says the same as a sentence that continues the author's name.",
    ),
  delivery: z.enum(['none', 'pending', 'delivered', 'failed', 'dead']),
  sources: z.array(z.unknown()),
  source_specific_id: z.string().nullable(),
  original_timestamp: time.nullable().describe('When it was written, as the client says.'),
  created_at: time,
})
export type MessageBody = z.output<typeof messageBody>

/** Answer 409 of `POST …/messages` with `seen_seq`. */
export const sendConflictBody = problemBody.extend({
  newer: z.array(messageBody).describe('What was written since, oldest first. Nothing was sent.'),
})
export type SendConflictBody = z.output<typeof sendConflictBody>
