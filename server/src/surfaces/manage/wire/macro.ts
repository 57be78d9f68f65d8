import { z } from 'zod'
import { conversationBody, conversationStatus, priority } from './conversation.ts'
import { time, ulid } from './values.ts'

export const macroActionBody = z.discriminatedUnion('type', [
  z.object({ type: z.literal('status'), value: conversationStatus.exclude(['snoozed']) }),
  z.object({
    type: z.literal('assignee'),
    value: z.string().nullable().describe("A teammate's id, `me` for whoever runs it, or null for nobody."),
  }),
  z.object({ type: z.literal('priority'), value: priority.nullable() }),
  z.object({ type: z.enum(['add_tag', 'remove_tag']), value: z.string() }),
  z.object({ type: z.literal('snooze'), value: z.int().describe('Minutes from the run.') }),
])

export const macroBody = z.object({
  id: ulid,
  name: z.string().meta({ examples: ['Lid: send a new one'] }),
  shortcut: z
    .string()
    .nullable()
    .meta({ examples: ['new-lid'] }),
  body: z
    .string()
    .describe('Markdown with variables.')
    .meta({ examples: ['Hello {{contact.first_name}}!'] }),
  actions: z.array(macroActionBody),
  shared: z.boolean().describe('Whether everybody has it, or its owner alone.'),
  owner_id: z.string().describe('The teammate who made it.'),
  updated_at: time,
})
export type MacroBody = z.output<typeof macroBody>

/** Answer of `POST …/conversations/{id}/macros/{macro}`. */
export const macroRunBody = z.object({
  body: z.string().describe('Its text for this conversation: Markdown, with nothing left open.'),
  empty_variables: z.array(z.string()).describe('Those of the text that there was nothing for.'),
  conversation: conversationBody,
})
export type MacroRunBody = z.output<typeof macroRunBody>
