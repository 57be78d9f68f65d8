// What may be asked of the list of conversations: the same in a call and in a saved view.
import { z } from 'zod'
import type { ConversationFilter, ConversationSort } from '../../core/conversations/list/filter.ts'
import type { Core } from '../../core/core.ts'
import { DomainError } from '../../core/errors.ts'
import { parseSearch } from '../../core/search/grammar.ts'
import { storable } from '../../core/storable.ts'
import type { Caller } from './auth.ts'
import { pageQuery } from './paging.ts'
import { status } from './params.ts'
import { idsFor } from './profiles/ids-of.ts'

const LONGEST_SEARCH = 500

const text = (name: string) =>
  z.string({ error: ({ input }) => `${name} ${Array.isArray(input) ? 'is given twice' : 'must be a text'}` })

const filter = (name: string, meaning: string) =>
  text(name).max(100, `${name} is too long`).transform(storable).optional().describe(meaning)

const sorts = ['last_message', 'oldest', 'created', 'mentioned'] as const satisfies ConversationSort[]
const priorities = ['low', 'normal', 'high', 'urgent', 'none'] as const

/** Of which there are four: more than these are no question. */
const MOST_STATUSES = 10
const TOO_OFTEN = 'status is given too often'

/** `status=open,pending` and `status=open&status=pending` are the same. */
const someStatuses = z
  .union([z.string(), z.array(z.string()).max(MOST_STATUSES)], TOO_OFTEN)
  .transform((given, context) => {
    const read = z
      .array(status)
      .min(1, 'status must not be empty')
      .max(MOST_STATUSES, TOO_OFTEN)
      .safeParse([given].flat().flatMap((text) => text.split(',', MOST_STATUSES + 1)))
    if (read.success) return [...new Set(read.data)]
    context.addIssue({ code: 'custom', message: read.error.issues[0]?.message ?? '' })
    return z.NEVER
  })

/** Field by field; {@link agree} is what they must be together. */
export const filterShape = {
  sort: z
    .enum(sorts, `sort must be one of: ${sorts.join(', ')}`)
    .optional()
    .describe('`last_message` unless said; with `mentioned` by the newest mention.'),
  status: someStatuses.optional(),
  assignee: filter('assignee', "A teammate's id, `me`, or `none`."),
  channel: filter('channel', "A channel's id or kind."),
  priority: z.enum(priorities, `priority must be one of: ${priorities.join(', ')}`).optional(),
  tag: filter('tag', 'Only those with this tag.').transform((tag) => tag?.normalize('NFC')),
  contact: filter('contact', "A contact's id."),
  company: filter('company', "A company's id."),
  unread: z.enum(['true', 'false'], 'unread must be true or false').optional(),
  mentioned: z
    .enum(['me', 'unread'], 'mentioned must be me or unread')
    .optional()
    .describe('Those in which a note names you; `unread`: that you have not seen.'),
  q: text('q')
    .max(LONGEST_SEARCH, 'q is too long')
    .transform(storable)
    .optional()
    .describe('Words, phrases and operators such as `from:`, `tag:` or `before:`.'),
}

export type Filters = z.output<z.ZodObject<typeof filterShape>>

/** Refuses what the list would refuse later, whatever there is then. */
export function agree({ q, sort, mentioned }: Filters, context: z.RefinementCtx): void {
  const refuse = (field: string, message: string) =>
    context.addIssue({ code: 'custom', path: [field], message })
  const searches = isSearch(q)
  if (searches) {
    try {
      parseSearch(q, 0)
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      refuse('q', error.message)
    }
    if (sort !== undefined && sort !== 'last_message')
      refuse('sort', 'a search has its own order: leave sort out')
  } else if (sort === 'mentioned' && !mentioned) refuse('sort', 'sort=mentioned goes with mentioned')
}

export const isSearch = (q: string | undefined): q is string => q !== undefined && q.trim() !== ''

export const listQuery = pageQuery.extend(filterShape).superRefine(agree)

/** What the list without a search is asked for. Ids of contacts and companies come with those of all merged into them. */
export async function filterOf(
  core: Core,
  { org, teammate }: Caller,
  { status, assignee, channel, priority, tag, contact, company, unread, mentioned }: Filters,
): Promise<ConversationFilter> {
  return {
    ...(status && { status }),
    ...(assignee && { assignee: assignee === 'none' ? null : assignee === 'me' ? teammate.id : assignee }),
    ...(channel && { channel }),
    ...(priority && { priority: priority === 'none' ? null : priority }),
    ...(tag && { tag }),
    ...(contact && { contact: await idsFor(core, org, 'contact', contact) }),
    ...(company && { company: await idsFor(core, org, 'company', company) }),
    ...(unread === 'true' && { unread: true }),
    ...(mentioned && { mentioned }),
  }
}
