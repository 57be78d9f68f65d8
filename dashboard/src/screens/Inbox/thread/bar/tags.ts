import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { listTags, MOST_TAGS } from '../../../../api/tags.ts'

const LONGEST = 50
const NONE: readonly string[] = []

/** Tags in use, those of the youngest conversations first; where there are many, those that begin like `search`. */
export function useKnownTags(search: string, wanted: boolean): readonly string[] {
  const all = useTags('', wanted)
  const begun = all && all.length < MOST_TAGS ? '' : search.trim()
  const found = useTags(begun, wanted)
  return found ?? all ?? NONE
}

function useTags(begun: string, wanted: boolean): readonly string[] | undefined {
  return useQuery({
    queryKey: ['tags', begun],
    queryFn: ({ signal }) => listTags(begun, signal),
    enabled: wanted,
    // A tag that was just thought up is to be offered next.
    staleTime: 0,
    placeholderData: keepPreviousData,
  }).data
}

/** As the server stores it; null when it is none. */
export function tagFrom(typed: string): string | null {
  const tag = typed
    .replace(/\p{Cc}/gu, '')
    .trim()
    .normalize('NFC')
  return tag !== '' && [...tag].length <= LONGEST ? tag : null
}
