import { z } from 'zod'
import { priorities, statuses } from '../../../core/conversations/state/changes.ts'
import { authorBody } from './author.ts'
import { channelBody } from './channel.ts'
import { time, ulid } from './values.ts'

export const conversationStatus = z.enum(statuses)
export type ConversationStatus = z.output<typeof conversationStatus>

export const priority = z.enum(priorities)
export type Priority = z.output<typeof priority>

const draftKind = z.enum(['reply', 'note'])

export const conversationBody = z.object({
  id: ulid,
  number: z
    .string()
    .nullable()
    .meta({
      description: 'Ticket number; null for conversations that are not tickets.',
      examples: ['ASM-1'],
    }),
  title: z.string().meta({ examples: ['The kettle lid does not close'] }),
  status: conversationStatus,
  priority: priority.nullable(),
  channel: channelBody,
  source_specific_id: z.string().nullable().describe("The client's own id of it."),
  contact: z
    .object({
      id: ulid,
      name: z.string().nullable(),
      email: z.string().nullable(),
      username: z.string().nullable(),
      image_url: z.string().nullable(),
    })
    .nullable(),
  visitor: z
    .object({
      verified: z
        .boolean()
        .describe('Whether they proved who they are; else `contact` is what somebody typed.'),
      seen_seq: z.int().describe('The last message they have seen; 0 for none.'),
    })
    .nullable()
    .describe('Who writes in a chat; null for conversations of other channels.'),
  company: z.object({ id: ulid, name: z.string() }).nullable(),
  company_reference: z
    .string()
    .nullable()
    .describe('The company as the client named it, when no such company is known.'),
  owner: z.object({
    kind: z.enum(['bot', 'assistant', 'people']),
    id: z.string().nullable(),
    epoch: z.int().describe('Counts changes of owner.'),
  }),
  handed_from: z
    .object({ kind: z.enum(['bot', 'assistant']), id: z.string().nullable() })
    .nullable()
    .describe('Whom people took it from, and whom it can be given back to.'),
  assignee: z.object({ id: ulid, name: z.string() }).nullable(),
  tags: z.array(z.string()),
  additional_properties: z.record(z.string(), z.unknown()),
  created_at: time,
  updated_at: time,
  last_message_at: time,
  snoozed_until: time.nullable().describe('When a snoozed conversation opens by itself.'),
  unread: z.int().describe('Messages the caller has not seen yet.'),
  unread_mentions: z.int().describe('How often notes name the caller who has not seen that yet.'),
  last_message: z
    .object({
      id: ulid,
      author: authorBody,
      snippet: z
        .string()
        .describe(
          'Its beginning in one line, without Markdown; of a message without text the name of its first file.',
        )
        .meta({ examples: ['It closes when I press hard.'] }),
      created_at: time,
    })
    .nullable()
    .describe('What was said last; notes and changes are left out.'),
  delivery_failed: z.boolean().describe('The newest answer could not be delivered, or not yet.'),
  draft: z
    .object({ kind: draftKind, snippet: z.string() })
    .nullable()
    .describe('What the caller wrote last and did not send.'),
  merged_ids: z.array(ulid).describe('What was merged into it; each of these ids leads here too.'),
  match: z
    .object({ message_id: ulid, seq: z.int(), created_at: time, snippet: z.string() })
    .exactOptional()
    .describe('In answers to `q` alone: the newest message that fits, and the part of it that does.'),
})
export type ConversationBody = z.output<typeof conversationBody>

/** Answer of `PUT …/{id}/read`. */
export const readMarkBody = conversationBody.pick({ unread: true, unread_mentions: true })
export type ReadMarkBody = z.output<typeof readMarkBody>

/** The caller's unsent text. */
export const draftBody = z.object({
  kind: draftKind,
  body: z.string(),
  base_seq: z.int().describe('The newest message they had seen when they wrote it.'),
  updated_at: time,
})
export type DraftBody = z.output<typeof draftBody>
