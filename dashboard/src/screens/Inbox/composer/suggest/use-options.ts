import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Emoji, findEmoji, loadEmoji } from '../emoji/emoji.ts'
import { findMacros, type Macro, readMacros } from '../macros/macros.ts'
import type { Trigger } from './trigger.ts'

export type Option =
  | { id: string; kind: 'macro'; macro: Macro }
  | { id: string; kind: 'mention'; person: { id: string; name: string; email: string } }
  | { id: string; kind: 'emoji'; emoji: Emoji }

const MOST = 8

/** Undefined until it is known, null where the server has none. */
export function useMacros(): { macros: readonly Macro[] | null | undefined; failed: boolean; retry(): void } {
  const { data, isError, refetch } = useQuery({
    queryKey: ['macros'],
    staleTime: 60_000,
    queryFn: ({ signal }) => readMacros(signal),
  })
  return { macros: data, failed: isError, retry: () => void refetch() }
}

type People = readonly { id: string; name: string; email: string }[]

/** What may be picked for what somebody is typing. */
export function useOptions(trigger: Trigger | null, people: People, macros: readonly Macro[]): Option[] {
  const { i18n } = useTranslation('composer')
  const { data: emoji } = useQuery({
    queryKey: ['emoji', i18n.language],
    enabled: trigger?.kind === 'emoji',
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => loadEmoji(i18n.language),
  })
  if (trigger === null) return []
  const { kind, query } = trigger
  if (kind === 'macro')
    return findMacros(macros, query, 50).map((macro) => ({ id: `option-${macro.id}`, kind, macro }))
  if (kind === 'emoji')
    return findEmoji(emoji ?? [], query, MOST).map((each) => ({ id: `option-${each[1]}`, kind, emoji: each }))
  return findPeople(people, query).map((person) => ({ id: `option-${person.id}`, kind, person }))
}

export function findPeople(people: People, query: string): People {
  const wanted = query.toLowerCase().trim()
  return people
    .filter(({ name }) => ` ${name.toLowerCase()}`.includes(` ${wanted}`))
    .sort((a, b) => a.name.localeCompare(b.name))
    .slice(0, MOST)
}
