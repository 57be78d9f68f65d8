// Keyset pages: a cursor is the place of the last row, opaque to clients.
import { z } from 'zod'
import { DomainError } from '../../core/errors.ts'
import type { ListBody } from './wire.ts'

const LARGEST_PAGE = 200
const LONGEST_CURSOR = 300

export const pageQuery = z.object({
  limit: z.coerce
    .number('limit must be a number')
    .int('limit must be a whole number')
    .min(1, 'limit must be at least 1')
    .max(LARGEST_PAGE, `limit must be at most ${LARGEST_PAGE}`)
    .default(50)
    .describe('How many at most.'),
  after: z
    .string('after is given twice')
    .max(LONGEST_CURSOR, 'after is not a cursor of this list')
    .optional()
    .describe('The `next_cursor` of the page before.'),
})

/**
 * A page out of `limit + 1` rows: the one too many says that there are more. `placeOf` names where a row stands in the
 * list's order, for the next call to go on after it.
 */
export function pageOf<Row, Body>(
  rows: readonly Row[],
  limit: number,
  bodyOf: (row: Row) => Body,
  placeOf: (row: Row) => string[],
): ListBody<Body> {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const more = last !== undefined && rows.length > limit
  return { data: page.map(bodyOf), next_cursor: more ? cursorOf(...placeOf(last)) : null }
}

export function cursorOf(...place: string[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

/**
 * Where to go on, part by part; undefined at the beginning of a list.
 * @throws {DomainError} `invalid` for anything that {@link pageOf} did not make.
 */
export function placeFrom<Name extends string>(
  cursor: string | undefined,
  names: readonly Name[],
): Record<Name, string> | undefined {
  if (cursor === undefined) return undefined
  const place = readCursor(cursor, names.length)
  // One entry per name, by the line above.
  return Object.fromEntries(names.map((name, part) => [name, place[part]])) as Record<Name, string>
}

function readCursor(cursor: string, parts: number): string[] {
  const text = Buffer.from(cursor, 'base64url').toString('utf8')
  const place: unknown = /^\["[^\\\0]*"\]$/.test(text) ? parse(text) : undefined
  const valid =
    Array.isArray(place) && place.length === parts && place.every((part) => typeof part === 'string')
  if (!valid) throw notACursor()
  return place
}

/** The seq in a cursor of a list that is ordered by it; 0 at its beginning. */
export function seqFrom(cursor: string | undefined): number {
  if (cursor === undefined) return 0
  const [seq = ''] = readCursor(cursor, 1)
  if (!/^\d{1,15}$/.test(seq)) throw notACursor()
  return Number(seq)
}

export function notACursor(): DomainError {
  return new DomainError('invalid', 'after is not a cursor of this list', { field: 'after' })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not a cursor: the caller says so in its own words.
    return undefined
  }
}
