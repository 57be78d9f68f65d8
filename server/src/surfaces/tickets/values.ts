// Values that travel as text inside forms: people, times and properties (docs/contracts.md 1c#21, 1c#28).
import { z } from 'zod'
import { fits } from '../../core/code-points.ts'
import { storable } from '../../core/storable.ts'

const MOST_PROPERTIES = 64
const LARGEST_PROPERTIES = 16 * 1024
const DEEPEST = 20

const longest = { id: 255, source_specific_id: 255, email: 254, name: 255, username: 255, image_url: 2_048 }
type Person = Record<keyof typeof longest, string | null>

/** A person as JSON text. Undefined for a blank field and an empty object, which count as absent. */
export const personIn = (field: string) =>
  z
    .string()
    .optional()
    .transform((text, context): Person | undefined => {
      if (text === undefined || text.trim() === '') return undefined
      const refuse = (message: string) => {
        context.addIssue({ code: 'custom', message })
        return z.NEVER
      }
      const object = jsonObject(text)
      if (!object) return refuse(`${field} must be a JSON object`)
      if (Object.keys(object).length === 0) return undefined
      const person: Person = {
        id: null,
        source_specific_id: null,
        email: null,
        name: null,
        username: null,
        image_url: null,
      }
      for (const name of Object.keys(longest) as (keyof Person)[]) {
        const value = Object.hasOwn(object, name) ? object[name] : null
        if (value === null || value === undefined) continue
        // Ids of other systems are often numbers.
        if (typeof value !== 'string' && typeof value !== 'number')
          return refuse(`${field}.${name} must be a string`)
        const clean = storable(String(value)).trim()
        if (!fits(clean, longest[name]))
          return refuse(`${field}.${name} is too long (maximum ${longest[name]} characters)`)
        person[name] = clean || null
      }
      return person
    })

/** RFC 3339 with `Z` or an offset; becomes UTC with milliseconds. Null when blank. */
export const originalTimestamp = z
  .string()
  .optional()
  .transform((text, context) => {
    const given = text?.trim().toUpperCase()
    if (!given) return null
    if (z.iso.datetime({ offset: true }).safeParse(given).success) {
      const time = new Date(given)
      if (!Number.isNaN(time.getTime()) && time.getUTCFullYear() > 0 && time.getUTCFullYear() < 10_000)
        return time.toISOString()
    }
    context.addIssue({ code: 'custom', message: 'original_timestamp must be RFC 3339 with Z or an offset' })
    return z.NEVER
  })

/** A JSON object as text, nested values as they came. */
export const additionalProperties = z
  .string()
  .optional()
  .transform((text, context) => {
    if (text === undefined || text.trim() === '') return '{}'
    const refuse = (rule: string) => {
      context.addIssue({ code: 'custom', message: `additional_properties ${rule}` })
      return z.NEVER
    }
    if (Buffer.byteLength(text) > LARGEST_PROPERTIES) return refuse('is too long (maximum 16 KiB)')
    if (nesting(text) > DEEPEST) return refuse(`is nested too deeply (maximum ${DEEPEST})`)
    const object = jsonObject(text)
    if (!object) return refuse('must be a JSON object')
    const names = Object.keys(object)
    if (names.length > MOST_PROPERTIES) return refuse(`has too many keys (maximum ${MOST_PROPERTIES})`)
    if (names.some((name) => ['__proto__', 'constructor', 'prototype'].includes(name)))
      return refuse('must not use the names __proto__, constructor or prototype')
    return mended(JSON.stringify(object))
  })

function jsonObject(text: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined
    return { ...parsed }
  } catch {
    // Not JSON: the caller says so, naming the field.
    return undefined
  }
}

/** Brackets open at once, at most: counted before the parser, whose own stack is not for strangers to fill. */
function nesting(text: string): number {
  let open = 0
  let most = 0
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*(?:"|$)|[{}[\]]/gs)) {
    if (token === '{' || token === '[') most = Math.max(most, ++open)
    else if (token === '}' || token === ']') open--
  }
  return most
}

/** Escapes of NUL and of half characters, which PostgreSQL or a reader of UTF-8 would trip over later. */
function mended(json: string): string {
  return json.replace(/(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/gi, '$1\\ufffd')
}
