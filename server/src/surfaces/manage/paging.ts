// Keyset pages: a cursor is the place of the last row, opaque to clients.
import { z } from 'zod'
import { DomainError } from '../../core/errors.ts'

const LARGEST_PAGE = 200
const LONGEST_CURSOR = 300

export const pageQuery = z.object({
  limit: z.coerce
    .number('limit must be a number')
    .int('limit must be a whole number')
    .min(1, 'limit must be at least 1')
    .max(LARGEST_PAGE, `limit must be at most ${LARGEST_PAGE}`)
    .default(50),
  after: z
    .string('after is given twice')
    .max(LONGEST_CURSOR, 'after is not a cursor of this list')
    .optional(),
})

export function cursorOf(...place: string[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

/** @throws {DomainError} `invalid` for anything that {@link cursorOf} did not make. */
export function readCursor(cursor: string, parts: number): string[] {
  const text = Buffer.from(cursor, 'base64url').toString('utf8')
  const place: unknown = /^\["[^\\\0]*"\]$/.test(text) ? parse(text) : undefined
  const valid =
    Array.isArray(place) && place.length === parts && place.every((part) => typeof part === 'string')
  if (!valid) throw notACursor()
  return place
}

/** The seq in a cursor of a list that is ordered by it. */
export function readSeqCursor(cursor: string): number {
  const [seq = ''] = readCursor(cursor, 1)
  if (!/^\d{1,15}$/.test(seq)) throw notACursor()
  return Number(seq)
}

function notACursor(): DomainError {
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
