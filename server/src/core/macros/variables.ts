// What a macro's text may leave open until it is known who answers whom.

export const variables = [
  'contact.name',
  'contact.first_name',
  'contact.email',
  'teammate.name',
  'ticket.number',
  'ticket.title',
] as const
export type Variable = (typeof variables)[number]

/** What stands between the braces, blanks around it included. */
const PLACE = /\{\{([^{}]*)\}\}/g

const isVariable = (name: string): name is Variable => variables.some((known) => known === name)

/** The first name between braces that stands for nothing. */
export function unknownVariable(text: string): string | undefined {
  for (const [, given = ''] of text.matchAll(PLACE)) if (!isVariable(given.trim())) return given.trim()
  return undefined
}

export type Filled = {
  body: string
  /** Those the text asks for and that there was nothing for, each once. */
  empty: Variable[]
}

/** Markdown, with every value as the plain text it is: no name may become a link or a picture. */
export function fillIn(text: string, values: Readonly<Record<Variable, string | null>>): Filled {
  const empty = new Set<Variable>()
  const body = text.replaceAll(PLACE, (place, given: string) => {
    const name = given.trim()
    if (!isVariable(name)) return place
    const value = literal(values[name] ?? '')
    if (value === '') empty.add(name)
    return value
  })
  return { body, empty: variables.filter((name) => empty.has(name)) }
}

/** Without regard to a title before it: "Jo" of "Jo March". */
export function firstName(name: string | null): string | null {
  return name?.trim().split(/\s+/, 1)[0] ?? null
}

/**
 * One line in which Markdown finds nothing of its own and no mark turns text around, with as few backslashes as that takes: they show wherever a text
 * is read as it is, and nearly all names need none.
 */
function literal(value: string): string {
  return value
    .replace(/[\s\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim()
    .replace(/[\\`*[\]<>~|]/g, '\\$&')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/^(?=[#+=-])/, '\\')
    .replace(/^(\d{1,9})(?=[.)](\s|$))/, '$1\\')
}
