import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem, type Problem } from '../../api/problem.ts'
import { bindings, keysOf } from '../../commands/bindings.ts'
import type { Command } from '../../commands/registry.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { useKept } from '../../person/use-kept.ts'
import type { Place } from '../../screens/Inbox/place.ts'
import { commandMark } from './marks.tsx'
import { matchText } from './match.ts'
import { recent } from './recent.ts'
import { useFoundConversations } from './use-found-conversations.tsx'

export type Entry = {
  id: string
  mark: ReactElement
  label: string
  ranges: readonly [number, number][]
  /** How well it fits, where that was asked. */
  score?: number
  hint?: string
  keys?: string
  run(): void
}

const GROUPS = ['actions', 'go', 'conversations', 'settings'] as const
/** Settings that fit this well stand before conversations, which come a moment later and would push them from under a hand. */
const WELL = 3
type Group = { name: (typeof GROUPS)[number]; entries: Entry[] }

/** What fits a query, in groups. */
export function useEntries(query: string, place: Place): { groups: Group[]; failed: Problem | null } {
  const { t } = useTranslation('shell')
  const commands = useCommands()
  const now = useKept(bindings)
  const latest = useKept(recent)
  const found = useFoundConversations(query, place)

  function commandsOf(group: Command['group']): Entry[] {
    return commands
      .filter((command) => command.group === group && command.keyOnly !== true)
      .flatMap((command) => {
        const match = matchText(query, command.label)
        return match ? [{ command, ...match, age: latest.indexOf(command.id) }] : []
      })
      .sort(
        (a, b) => b.score - a.score || ageOf(a) - ageOf(b) || a.command.label.localeCompare(b.command.label),
      )
      .map(({ command, ranges, score }) => {
        const [keys] = keysOf(command, now)
        return {
          id: command.id,
          mark: commandMark(command),
          label: command.label,
          ranges,
          score,
          ...(command.hint !== undefined && { hint: command.hint }),
          ...(keys !== undefined && { keys }),
          run: () => command.run(),
        }
      })
  }

  const groups = GROUPS.map((name): Group => {
    if (name !== 'conversations') return { name, entries: commandsOf(name) }
    return { name, entries: found.entries(t('palette.everywhere', { query: query.trim() })) }
  })
  const settings = groups.at(-1)
  const fitting = settings?.entries.some(({ score = 0 }) => score >= WELL)
  if (settings && fitting) groups.splice(2, 0, ...groups.splice(-1))
  return {
    groups: groups.filter(({ entries }) => entries.length > 0),
    failed: found.error === null ? null : asProblem(found.error),
  }
}

const ageOf = ({ age }: { age: number }): number => (age < 0 ? Number.POSITIVE_INFINITY : age)
