// The blanks of a macro, filled in when it is inserted; what has no value stays, and is marked.
import type { ConversationBody } from '../../../../../../server/src/surfaces/manage/wire.ts'

const VARIABLES = [
  'contact.name',
  'contact.first_name',
  'contact.email',
  'teammate.name',
  'ticket.number',
  'ticket.title',
] as const
type Variable = (typeof VARIABLES)[number]
export type Values = Readonly<Record<Variable, string | null>>

const BLANK = /\{\{\s*([a-z]+\.[a-z_]+)\s*\}\}/g

export function valuesOf(
  { contact, number, title }: Pick<ConversationBody, 'contact' | 'number' | 'title'>,
  teammate: string | null,
): Values {
  return {
    'contact.name': contact?.name ?? null,
    'contact.first_name': contact?.name?.trim().split(/\s+/)[0] ?? null,
    'contact.email': contact?.email ?? null,
    'teammate.name': teammate,
    'ticket.number': number,
    'ticket.title': title,
  }
}

/** A value is somebody's text in our Markdown: its signs are escaped, so that no name becomes a link or a heading. */
export function fillIn(body: string, values: Values): string {
  return body.replace(BLANK, (blank, name: string) => {
    const value = isVariable(name) ? values[name] : null
    return value === null || value.trim() === '' ? blank : escaped(value)
  })
}

/** The blanks that are still there, each once; what merely looks like one is left alone. */
export function blanksIn(text: string): string[] {
  const names = [...text.matchAll(BLANK)].map(([, name = '']) => name).filter(isVariable)
  return [...new Set(names)].map((name) => `{{${name}}}`)
}

/** Where they stand, for the editor to mark. */
export function blankRanges(text: string): { from: number; to: number }[] {
  return [...text.matchAll(BLANK)]
    .filter(([, name = '']) => isVariable(name))
    .map(({ 0: blank, index }) => ({ from: index, to: index + blank.length }))
}

function isVariable(name: string): name is Variable {
  return VARIABLES.some((variable) => variable === name)
}

function escaped(value: string): string {
  return value.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>~]/g, '\\$&')
}
