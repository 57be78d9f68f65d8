// What a list is asked for. The names are the API's own, so the address, a saved view and a request say it alike.
import type { ConversationStatus, Priority } from '../../../../../server/src/surfaces/manage/wire.ts'

export type Sort = 'oldest' | 'created'

export type Filters = {
  status?: readonly ConversationStatus[]
  /** A teammate's id, `me`, or `none`. */
  assignee?: string
  /** A channel's id or kind. */
  channel?: string
  priority?: Priority | 'none'
  tag?: string
  contact?: string
  company?: string
  unread?: true
  /** Notes name oneself: ever, or in what one has not seen. */
  mentioned?: 'me' | 'unread'
  /** Left out: what was last spoken in comes first. */
  sort?: Sort
  q?: string
}

const statuses: readonly ConversationStatus[] = ['open', 'pending', 'snoozed', 'closed']
const priorities: readonly (Priority | 'none')[] = ['low', 'normal', 'high', 'urgent', 'none']
const mentions = ['me', 'unread'] as const
const sorts: readonly Sort[] = ['oldest', 'created']

/** What it cannot understand it leaves out: an address may be old or mistyped, a view made by a newer server. */
export function filtersOf(given: Readonly<Record<string, unknown>>): Filters {
  const text = (name: string): string | undefined => {
    const value = given[name]
    return typeof value === 'string' && value.trim() !== '' ? value.slice(0, 500) : undefined
  }
  const asked = [given.status].flat().flatMap((value) => (typeof value === 'string' ? value.split(',') : []))
  const status = statuses.filter((one) => asked.includes(one))
  const priority = priorities.find((one) => one === given.priority)
  const sort = sorts.find((one) => one === given.sort)
  const mentioned = mentions.find((one) => one === given.mentioned)
  const assignee = text('assignee')
  const channel = text('channel')
  const tag = text('tag')
  const contact = text('contact')
  const company = text('company')
  const q = text('q')
  return {
    ...(status.length > 0 && { status }),
    ...(assignee && { assignee }),
    ...(channel && { channel }),
    ...(priority && { priority }),
    ...(tag && { tag }),
    ...(contact && { contact }),
    ...(company && { company }),
    ...((given.unread === true || given.unread === 'true') && { unread: true as const }),
    ...(mentioned && { mentioned }),
    ...(sort && { sort }),
    ...(q && { q: q.trim() }),
  }
}

export function readFilters(query: URLSearchParams): Filters {
  return filtersOf({ ...Object.fromEntries(query), status: query.getAll('status') })
}

/** As a saved view keeps them. */
export const filterTexts = (filters: Filters): Record<string, string> =>
  Object.fromEntries(writeFilters(filters))

/** Always in the same order: two that ask for the same are the same text. */
export function writeFilters(filters: Filters, query = new URLSearchParams()): URLSearchParams {
  const { status, assignee, channel, priority, tag, contact, company, unread, mentioned, sort, q } = filters
  const texts = { assignee, channel, priority, tag, contact, company, mentioned, sort, q }
  if (status && status.length > 0) query.set('status', statuses.filter((one) => status.includes(one)).join())
  for (const [name, value] of Object.entries(texts)) if (value !== undefined) query.set(name, value)
  if (unread) query.set('unread', 'true')
  return query
}

/** A search has an order of its own, and the server refuses another. */
export function apiQueryOf({ sort, ...filters }: Filters): URLSearchParams {
  return writeFilters(filters.q === undefined && sort ? { ...filters, sort } : filters)
}

/** The same text for lists that hold the same. */
export const keyOf = (filters: Filters): string => apiQueryOf(filters).toString()

/** A view narrowed by what was added to it. */
export function narrowed(view: Filters, added: Filters): Filters {
  return { ...view, ...added }
}

/** Without one of them. */
export function without(filters: Filters, name: keyof Filters): Filters {
  const { [name]: _, ...rest } = filters
  return rest
}

export const isEmpty = (filters: Filters): boolean => writeFilters(filters).size === 0
