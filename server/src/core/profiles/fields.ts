// The values of profiles, each with its one rule, for every surface that takes them.
import { domainToASCII } from 'node:url'
import { z } from 'zod'
import { fits } from '../code-points.ts'
import { storable } from '../storable.ts'

const MOST_ENTRIES = 100
export const MOST_PHONES = 20

export const trimmed = (text: string) => storable(text).trim()

/** Lengths are counted in code points. */
export const atMost = (longest: number) => (text: string) => fits(text, longest)

const text = (field: string, longest: number) =>
  z
    .string({ error: ({ input }) => `${field} ${input == null ? 'is required' : 'must be text'}` })
    .transform(trimmed)
    .refine(atMost(longest), `${field} is too long (maximum ${longest} characters)`)

export const requiredText = (field: string, longest: number) =>
  text(field, longest)
    .refine((value) => value !== '', `${field} is required`)
    .optional()

/** Null and blank empty the field. */
export const optionalText = (field: string, longest: number) =>
  text(field, longest)
    .transform((value) => value || null)
    .nullish()

export const list = (field: string, longest: number, most = MOST_ENTRIES) =>
  z
    .array(
      z
        .string(`${field} must be a list of texts`)
        .transform(trimmed)
        .refine((value) => value !== '', `${field} must not have blank entries`)
        .refine(atMost(longest), `${field} has an entry that is too long (maximum ${longest} characters)`),
      `${field} must be a list of texts`,
    )
    .max(most, `${field} has too many entries (maximum ${most})`)
    .transform((values) => [...new Set(values)])
    .nullish()

export const webAddress = optionalText('image_url', 2_048).refine(
  (url) => url == null || (/^https?:\/\//i.test(url) && URL.canParse(url)),
  'image_url must be an http or https URL',
)

/** Addresses match without regard to case, as those of tickets do (docs/contracts.md 1c#11). */
export const emailFrom = (given: string): string => given.toLowerCase()
export const EMAIL = /^[^\s@]+@[^\s@]+$/

const LABEL = '(?!-)[a-z0-9_-]{1,63}(?<!-)'
/** At least two labels, the last no number: neither an id nor an IP address looks like that. */
const DOMAIN = new RegExp(`^(?=.{1,253}$)(${LABEL}\\.)+(?!\\d+$)${LABEL}$`)

/** The one spelling of a bare domain; undefined for anything with a scheme, port, path, user or without a dot. */
export function domainFrom(given: string): string | undefined {
  // The URL parser behind this would cut off a path and decode `%` instead of refusing them.
  if (given.length > 1_000 || /[\s/\\:@?#%[\]]/.test(given)) return undefined
  const ascii = domainToASCII(given).replace(/\.$/, '')
  return DOMAIN.test(ascii) ? ascii : undefined
}

const SEATS = 'number_of_seats must be a whole number from 0 to 1000000000'
export const seats = z.int(SEATS).min(0, SEATS).max(1_000_000_000, SEATS).nullish()
