import type { Blobs } from '../src/blobs/blobs.ts'
import type { SurfaceParts } from '../src/surfaces/index.ts'

/** For tests that read the tables of routes and call none of them through it: the parts of a server that does nothing. */
export const tableParts: SurfaceParts = {
  feed: { moved() {}, subscribe: () => () => {}, close() {} },
  presence: { beat() {}, sent() {}, list: () => [], subscribe: () => () => {}, close() {} },
  blobs: {} as Blobs,
  sign: () => '',
  rates: { tickets_per_second: 30, replies_per_minute: 60 },
  stopping: new AbortController().signal,
}
