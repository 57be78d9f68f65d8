import { type ConversationFilter, listQueryOf } from './conversations.ts'
import type { Once } from './idempotency.ts'
import { type ManageCalls, part, queryOf } from './manage-calls.ts'
import type { Conversation, View } from './wire.ts'

export type NewView = Once & {
  /** 1 to 80 characters, unique among your own or the shared ones. */
  name: string
  /** Whether everybody sees it. */
  shared?: boolean
  filters: Omit<ConversationFilter, 'signal'>
}

/** What is left out stays. */
export type ViewChange = {
  name?: string
  shared?: boolean
  /** All of them. */
  filters?: Omit<ConversationFilter, 'signal'>
  /** Where it is to stand among the others of its list, from 0. */
  position?: number
}

export type ViewsApi = {
  /** The caller's own, then the shared ones, each with how many conversations it shows. */
  views(signal?: AbortSignal): AsyncGenerator<View, void>
  /** @throws {ParleyError} `not_found`, also for somebody else's own. */
  view(id: string, signal?: AbortSignal): Promise<View>
  /** Keeps filters of the list under a name. @throws {ParleyError} `conflict` for a name that is taken. */
  createView(view: NewView): Promise<View>
  /** Answers the view as it is then. @throws {ParleyError} */
  changeView(id: string, change: ViewChange, signal?: AbortSignal): Promise<View>
  deleteView(id: string, signal?: AbortSignal): Promise<void>
  /** The conversations it shows, in its order. */
  conversationsOfView(view: Pick<View, 'filters'>, signal?: AbortSignal): AsyncGenerator<Conversation, void>
}

export function viewsApi({ list, get, send, tell, create }: ManageCalls): ViewsApi {
  const path = (id: string): string => `/views/${part(id)}`
  return {
    views: (signal) => list('/views', signal),
    view: (id, signal) => get(path(id), signal),
    createView: ({ name, shared, filters, ...once }) =>
      create('/views', { name, shared, filters: listQueryOf(filters) }, once),
    changeView: (id, { filters, ...change }, signal) =>
      send('PATCH', path(id), {
        json: { ...change, filters: filters && listQueryOf(filters) },
        signal,
      }),
    deleteView: (id, signal) => tell('DELETE', path(id), { signal }),
    conversationsOfView: ({ filters }, signal) => list(`/conversations${queryOf(filters)}`, signal),
  }
}
