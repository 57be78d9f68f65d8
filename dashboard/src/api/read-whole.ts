import type { ListBody } from '../../../server/src/surfaces/manage/wire.ts'
import { readList } from './list.ts'

const PAGE = 200
/** More than any organisation has: of macros 500, of teammates hardly as many. */
const MOST_PAGES = 10

/** All of a list, for what is looked through as a whole. */
export async function readWhole<T>(path: string, signal: AbortSignal): Promise<T[]> {
  const all: T[] = []
  let after: string | null = null
  for (let page = 0; page < MOST_PAGES; page++) {
    const list: ListBody<T> = await readList(path, after, PAGE, signal)
    all.push(...list.data)
    after = list.next_cursor
    if (after === null) break
  }
  return all
}
