import { firstCodePoints } from '../code-points.ts'

const LONGEST = 200
const LONGEST_EXTENSION = 16

/** Controls, and marks that reorder or hide text: a name must read as what it is. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/**
 * A file's name as people see it, and nothing else: no path, nothing invisible, at most 200 characters with its
 * extension kept. Files themselves are named by what they contain.
 */
export function displayName(given: string, otherwise: string): string {
  const last = given.normalize('NFC').toWellFormed().split(/[/\\]/).at(-1) ?? ''
  const name = last.replace(INVISIBLE, '').trim()
  if (name === '' || /^\.+$/.test(name)) return otherwise
  const dot = name.lastIndexOf('.')
  const extension = dot > 0 && name.length - dot <= LONGEST_EXTENSION ? name.slice(dot) : ''
  const stem = extension === '' ? name : name.slice(0, dot)
  return firstCodePoints(stem, LONGEST - extension.length) + extension
}
