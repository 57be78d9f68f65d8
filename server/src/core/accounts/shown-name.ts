// What people, keys, tokens and views may be called, and how any short text looks.
import { z } from 'zod'
import { fits } from '../code-points.ts'

const LONGEST_NAME = 120

/** What nobody sees: soft hyphen, zero-width space, marks that turn the direction of text. Joiners stay, emoji need them. */
const INVISIBLE = /\u00ad|\u200b|[\u200e\u200f]|[\u202a-\u202e]|[\u2060-\u206f]|\ufeff/g

/** A text of one line as it looks: two that a person cannot tell apart are one. Upper and lower case do differ. */
export function asShown(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
}

/** A name, {@link asShown}. */
export const shownNameUpTo = (longest: number) =>
  z
    .string('name is required')
    .transform(asShown)
    .refine((name) => name !== '', 'name is required')
    .refine((name) => fits(name, longest), `name is too long (maximum ${longest} characters)`)
    .describe(`1 to ${longest} characters.`)

export const shownName = shownNameUpTo(LONGEST_NAME)
