// The answers a reply offers, as they are sent: short, of one line, and no two that read alike.
import { z } from 'zod'
import { asShown } from '../../core/accounts/shown-name.ts'
import { fits } from '../../core/code-points.ts'

const MOST = 10
const LONGEST = 80
const NOT_TEXTS = 'quick_replies must be a list of texts'

const differ = (texts: readonly string[]) =>
  new Set(texts.map((text) => text.toLowerCase())).size === texts.length

/** Whoever is offered one may type it as well, in whatever case: so case tells no two of them apart. */
export const quickReplies = z
  .array(z.string(NOT_TEXTS).transform(asShown), NOT_TEXTS)
  .max(MOST, `at most ${MOST} quick replies`)
  .refine((texts) => texts.every((text) => text !== ''), 'a quick reply is blank')
  .refine(
    (texts) => texts.every((text) => fits(text, LONGEST)),
    `a quick reply has at most ${LONGEST} characters`,
  )
  .refine(differ, 'two quick replies read alike')

export const sentQuickReplies = z
  .array(z.string().max(LONGEST))
  .max(MOST)
  .describe(
    'Of a reply: answers offered under it, of which a visitor of the chat may press one. One line each, no two alike.',
  )
  .meta({ examples: [['Swap it', 'Refund me']] })
