import { z } from 'zod'
import { conversationStatus } from './conversation.ts'
import { ulid as id, time } from './values.ts'

const text = z.string().nullable()

export const contactBody = z.object({
  id,
  name: text,
  email: text,
  username: text,
  image_url: text,
  role: text,
  company: z.object({ id, name: z.string() }).nullable(),
  phones: z.array(z.string()),
  contract_value: z.number().nullable(),
  contract_type: text,
  tags: z.array(z.string()),
  source_specific_ids: z.array(z.string()),
  verified: z.boolean().describe('Whether they proved who they are; else it is what somebody typed.'),
  created_at: time,
  updated_at: time,
})
export type ContactBody = z.output<typeof contactBody>

/** Answer of `GET`, `POST` and `PATCH` of one contact. */
export const oneContactBody = contactBody.extend({
  merged_ids: z.array(id).describe('Contacts that were merged into this one; their ids find it.'),
  merged_from: id.nullable().describe('The id that was asked for, when it is one of these.'),
})
export type OneContactBody = z.output<typeof oneContactBody>

export const contactListBody = z.object({ data: z.array(contactBody), next_cursor: text })

/**
 * One entry of `GET …/contacts/{id}/timeline`: an event, and the conversation it is about as it is now. Openings are kept
 * with their conversation, also when their event went with the time.
 */
export const timelineEntryBody = z.object({
  id: z.string().describe('Of the entry, and only within its timeline.'),
  type: z.string(),
  actor: z.object({ kind: z.string(), id: text, name: text }),
  conversation: z.object({ id, number: text, title: z.string(), status: conversationStatus }).nullable(),
  data: z.record(z.string(), z.unknown()),
  at: time,
})
export type TimelineEntryBody = z.output<typeof timelineEntryBody>

export const timelineBody = z.object({ data: z.array(timelineEntryBody), next_cursor: text })

/** Answer of `POST …/merge` and `…/undo`: the survivor as it is then. */
export const mergedContactBody = z.object({ merge_id: id, contact: oneContactBody })
