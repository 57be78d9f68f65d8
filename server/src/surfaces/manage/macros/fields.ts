// What a teammate may give of a macro.
import { z } from 'zod'
import { shownName } from '../../../core/accounts/shown-name.ts'
import { fits } from '../../../core/code-points.ts'
import { unknownVariable, variables } from '../../../core/macros/variables.ts'
import { storable } from '../../../core/storable.ts'
import { assigneeId, priority, tag } from '../conversation-state.ts'
import { status } from '../params.ts'

const LONGEST_BODY = 10_000
const MOST_ACTIONS = 20
/** A year in minutes. */
const LONGEST_SNOOZE = 366 * 24 * 60
const MINUTES = `snooze takes minutes: 1 to ${LONGEST_SNOOZE}`

const shortcut = z
  .string('shortcut must be a text, or null')
  .regex(/^[a-z0-9-]{1,32}$/, 'a shortcut has 1 to 32 of a to z, 0 to 9 and -')
  .nullable()
  .meta({
    description: 'What finds it at once: 1 to 32 of `a` to `z`, `0` to `9` and `-`.',
    examples: ['new-lid'],
  })

const body = z
  .string('body must be a text')
  .transform(storable)
  .refine((text) => fits(text, LONGEST_BODY), `body is too long (maximum ${LONGEST_BODY} characters)`)
  .superRefine((text, context) => {
    const unknown = unknownVariable(text)
    if (unknown === undefined) return
    context.addIssue({
      code: 'custom',
      message: `unknown variable {{${unknown.slice(0, 60).toWellFormed()}}}`,
    })
  })
  .describe(
    `Markdown, up to ${LONGEST_BODY} characters. Filled in when it is used: ${variables.map((name) => `\`{{${name}}}\``).join(', ')}.`,
  )

const action = z.discriminatedUnion(
  'type',
  [
    z.object({
      type: z.literal('status'),
      value: status.exclude(['snoozed'], 'status must be one of: open, pending, closed'),
    }),
    z.object({
      type: z.literal('assignee'),
      value: assigneeId.describe("A teammate's id, `me` for whoever runs it, or null for nobody."),
    }),
    z.object({ type: z.literal('priority'), value: priority }),
    z.object({ type: z.literal('add_tag'), value: tag }),
    z.object({ type: z.literal('remove_tag'), value: tag }),
    z.object({
      type: z.literal('snooze'),
      value: z.int(MINUTES).min(1, MINUTES).max(LONGEST_SNOOZE, MINUTES).describe('Minutes from the run.'),
    }),
  ],
  'an action is one of: status, assignee, priority, add_tag, remove_tag, snooze',
)

/** What it changes: of two actions about the same thing, nobody could say which one holds. */
const subjectOf = ({ type, value }: z.output<typeof action>) =>
  type === 'snooze' ? 'status' : type === 'add_tag' || type === 'remove_tag' ? `the tag ${value}` : type

const actions = z
  .array(action, 'actions must be a list')
  .max(MOST_ACTIONS, `a macro has at most ${MOST_ACTIONS} actions`)
  .superRefine((list, context) => {
    const seen = new Set<string>()
    for (const [place, each] of list.entries()) {
      const subject = subjectOf(each)
      if (seen.has(subject))
        context.addIssue({ code: 'custom', path: [place], message: `two actions are about ${subject}` })
      seen.add(subject)
    }
  })
  .describe('What it does to the conversation.')

const shared = z
  .boolean('shared must be true or false')
  .describe('Whether everybody has it. For owners and admins; else it is only yours.')

export const newMacroBody = z.object({
  name: shownName,
  shortcut: shortcut.default(null),
  body: body.default(''),
  actions: actions.default([]),
  shared: shared.default(false),
})

export const macroChange = z.object({
  name: shownName.optional(),
  shortcut: shortcut.optional(),
  body: body.optional(),
  actions: actions.optional(),
  shared: shared.optional(),
})
