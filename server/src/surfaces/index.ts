import type { Feed } from '../core/spine/feed.ts'
import type { Surface } from '../http/surface.ts'
import { manage } from './manage/routes.ts'
import { tickets } from './tickets/routes.ts'

/** Every surface of the server; the route matrix in the tests is made from this list. */
export function surfaces(feed: Feed, stopping: AbortSignal): readonly Surface[] {
  return [tickets, manage(feed, stopping)]
}
