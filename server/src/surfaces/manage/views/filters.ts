// What a view keeps: the list's own query, checked by the list's own schema, so that a view never fails later.
import { z } from 'zod'
import { countConversations } from '../../../core/conversations/list/queries.ts'
import type { Core } from '../../../core/core.ts'
import type { Caller } from '../auth.ts'
import { agree, type Filters, filterOf, filterShape, isSearch } from '../list-query.ts'
import { countFound } from '../search.ts'
import type { ViewFiltersBody } from '../wire.ts'

const names = Object.keys(filterShape).join(', ')

/** Whatever the list would leave out as unknown is refused: a misspelt filter would show everything. */
export const viewFilters = z
  .strictObject(filterShape, {
    error: ({ code }) =>
      code === 'unrecognized_keys' ? `filters may have: ${names}` : 'filters must be an object',
  })
  .superRefine(agree)
  .transform(written)
  .describe('Names and values as in `GET /conversations`.')

/** As they stand in a URL; what asks for nothing is left out. */
function written({ status, unread, q, ...filters }: Filters): ViewFiltersBody {
  const given = {
    ...filters,
    ...(status && { status: status.join(',') }),
    ...(unread === 'true' && { unread }),
    ...(isSearch(q) && { q }),
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value)) as ViewFiltersBody
}

const kept = z.object(filterShape)

/** As far as a badge beside its name shows. */
const MOST_COUNTED = 100

/** How many conversations its list has for the caller; `capped`: there may be more. */
export async function countOf(core: Core, caller: Caller, filters: unknown) {
  const { q, ...asked } = kept.parse(filters)
  if (isSearch(q)) return await countFound(core, caller, { ...asked, q }, MOST_COUNTED)
  const filter = await filterOf(core, caller, asked)
  return await countConversations(core.reports, caller.org, caller.teammate.id, filter, MOST_COUNTED)
}
