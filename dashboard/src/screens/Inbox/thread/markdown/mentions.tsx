import type { ReactNode } from 'react'
import type { Person } from '../use-actions.ts'

/** Finds `@Noor Valdis` and `@Noor` of those who work here, the longest name first, and nothing inside of a word. */
export function mentionsOf(people: readonly Person[], me: string): (text: string) => ReactNode {
  const byName = new Map<string, string>()
  for (const { id, name } of people) {
    const first = name.trim().split(/\s+/)[0]
    if (first) byName.set(first.toLowerCase(), id)
  }
  for (const { id, name } of people) byName.set(name.trim().toLowerCase(), id)
  const names = [...byName.keys()].filter((name) => name !== '').sort((a, b) => b.length - a.length)
  if (names.length === 0) return (text) => text
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}@.])@(?:${names.map(literal).join('|')})(?![\\p{L}\\p{N}])`,
    'giu',
  )

  return (text) => {
    const parts: ReactNode[] = []
    let from = 0
    for (const match of text.matchAll(pattern)) {
      const id = byName.get(match[0].slice(1).toLowerCase())
      parts.push(text.slice(from, match.index))
      parts.push(
        <span className={id === me ? 'mention mention-me' : 'mention'} key={match.index}>
          {match[0]}
        </span>,
      )
      from = match.index + match[0].length
    }
    return from === 0 ? text : [...parts, text.slice(from)]
  }
}

/** Where letters are Unicode's, escaping anything else is an error: `Anne-Marie` keeps her hyphen as it is. */
function literal(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
