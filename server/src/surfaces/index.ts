import type { Blobs } from '../blobs/blobs.ts'
import type { Feed } from '../core/spine/feed.ts'
import type { Surface } from '../http/surface.ts'
import { manage } from './manage/routes.ts'
import { accounts } from './tickets/accounts/routes.ts'
import { type TicketRates, tickets } from './tickets/routes.ts'

export type SurfaceParts = { feed: Feed; blobs: Blobs; rates: TicketRates; stopping: AbortSignal }

/** Every surface of the server; the route matrix in the tests is made from this list. */
export function surfaces({ feed, blobs, rates, stopping }: SurfaceParts): readonly Surface[] {
  return [...tickets(blobs, rates), accounts, manage({ feed, blobs, stopping })]
}
