import { type InfiniteData, type QueryKey, useInfiniteQuery } from '@tanstack/react-query'
import type { ListBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { readList } from '../../../api/list.ts'
import type { Problem } from '../../../api/problem.ts'

export type Pages<T> = InfiniteData<ListBody<T>, string | null>

/** A list of the manage API, page after page; `key` is also what its cache is changed under. */
export function useList<T>(key: QueryKey, path: string, limit = 100) {
  const query = useInfiniteQuery<ListBody<T>, Problem, Pages<T>, QueryKey, string | null>({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => readList<T>(path, pageParam, limit, signal),
    initialPageParam: null,
    getNextPageParam: (page) => page.next_cursor,
  })
  return { ...query, items: query.data?.pages.flatMap(({ data }) => data) ?? [] }
}

/** The same pages with other entries in them. */
export function inPages<T>(pages: Pages<T>, change: (items: T[]) => T[]): Pages<T> {
  return { ...pages, pages: pages.pages.map((page) => ({ ...page, data: change(page.data) })) }
}
