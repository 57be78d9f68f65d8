import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { listChannels } from '../../../api/channels.ts'
import { listTeammates } from '../../../api/teammates.ts'
import type { Conversations } from '../list/use-conversations.ts'
import { useKnownTags } from '../thread/bar/tags.ts'
import { type Known, valueBegun } from './suggest.ts'

const KINDS = ['tickets', 'chat', 'medium', 'assistants']

/** What to suggest, asked for once somebody searches; of tags those that begin like what stands at the end of `text`. */
export function useKnown({ people }: Conversations, text: string): Known {
  const team = useQuery({ queryKey: ['teammates'], queryFn: ({ signal }) => listTeammates(signal) })
  const channels = useQuery({ queryKey: ['channels'], queryFn: ({ signal }) => listChannels(signal) })
  const begun = valueBegun(text, 'tag')
  const tags = useKnownTags(begun ?? '', begun !== null)
  // Whom this page had seen when the search began is enough; it need not follow every row that comes in.
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  const seen = useMemo(() => people(), [])
  return {
    tags,
    people: seen,
    channels: [...new Set([...KINDS, ...(channels.data ?? []).map(({ name }) => name)])],
    teammates: (team.data ?? []).map(({ name }) => name),
  }
}
