import { keep } from '../person/kept.ts'
import { type Chord, collide, parseKeys } from './keys.ts'
import type { Command } from './registry.ts'

type Bindings = {
  /** Keys that type a character do nothing: for who dictates, or hits keys by accident. */
  charactersOff: boolean
  /** By command; an empty list is a command without keys. */
  changed: Readonly<Record<string, readonly string[]>>
}

/** Which keys a person wants to be others than the ones we thought of. */
export const bindings = keep('keys', (found): Bindings => {
  const kept: Partial<Record<string, unknown>> =
    typeof found === 'object' && found !== null ? { ...found } : {}
  const changed =
    typeof kept.changed === 'object' && kept.changed !== null ? Object.entries(kept.changed) : []
  return {
    charactersOff: kept.charactersOff === true,
    changed: Object.fromEntries(changed.filter((entry): entry is [string, string[]] => isWords(entry[1]))),
  }
})

type Keyed = Pick<Command, 'id' | 'keys'>

export function keysOf({ id, keys = [] }: Keyed, { charactersOff, changed }: Bindings): readonly string[] {
  const own = changed[id] ?? keys
  return charactersOff ? own.filter((text) => !parseKeys(text).some(isCharacter)) : own
}

export function isChanged({ id }: Keyed, { changed }: Bindings): boolean {
  return changed[id] !== undefined
}

/** Whose keys would be in the way of these. */
export function inTheWay<T extends Keyed>(keys: string, of: Keyed, all: readonly T[], now: Bindings): T[] {
  const wanted = parseKeys(keys)
  return all.filter(
    (other) => other.id !== of.id && keysOf(other, now).some((theirs) => collide(parseKeys(theirs), wanted)),
  )
}

/** Gives a command these keys and no others, and takes them from whoever had them. */
export function rebind(now: Bindings, of: Keyed, keys: string | null, all: readonly Keyed[]): Bindings {
  const changed: Record<string, readonly string[]> = { ...now.changed, [of.id]: keys === null ? [] : [keys] }
  if (keys !== null)
    for (const other of inTheWay(keys, of, all, { ...now, charactersOff: false }))
      changed[other.id] = (now.changed[other.id] ?? other.keys ?? []).filter(
        (theirs) => !collide(parseKeys(theirs), parseKeys(keys)),
      )
  return { ...now, changed }
}

/** The keys it came with, unless somebody else has them by now: then those go back as well. */
export function asDelivered(now: Bindings, of: Keyed, all: readonly Keyed[]): Bindings {
  const changed = { ...now.changed }
  delete changed[of.id]
  for (const keys of of.keys ?? [])
    for (const other of inTheWay(keys, of, all, { charactersOff: false, changed })) delete changed[other.id]
  return { ...now, changed }
}

function isCharacter(chord: Chord): boolean {
  return [...chord].length === 1 || /^shift\+.$/u.test(chord)
}

function isWords(found: unknown): found is string[] {
  return Array.isArray(found) && found.every((word) => typeof word === 'string')
}
