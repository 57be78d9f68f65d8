// The corpus: dialogues as people write them, in dialogues/*.txt. A line that begins with >> is the contact's, << a
// teammate's, ** the assistant's, !! a note; what follows belongs to it, and ++ names a file that came with it.
import { readdirSync, readFileSync } from 'node:fs'
import type { ChannelKind } from '../../db/schema.ts'
import { LANGUAGES, type Language } from './people.ts'
import { PRODUCT_KINDS, type ProductKind } from './products.ts'

export type Line = { by: 'contact' | 'teammate' | 'assistant' | 'note'; text: string; files: string[] }

export type Dialogue = {
  title: string
  on: ChannelKind[]
  language: Language
  tags: string[]
  /** Which products it may be about. */
  about: ProductKind
  priority: 'high' | 'urgent' | 'normal' | null
  lines: Line[]
}

const KINDS = ['tickets', 'chat', 'medium', 'assistants'] as const
const PRIORITIES = ['normal', 'high', 'urgent'] as const
const MARKS = { '>>': 'contact', '<<': 'teammate', '**': 'assistant', '!!': 'note' } as const

export function readDialogues(): Dialogue[] {
  const folder = new URL('./dialogues/', import.meta.url)
  return readdirSync(folder)
    .sort()
    .flatMap((name) => parseDialogues(readFileSync(new URL(name, folder), 'utf8'), name))
}

/** @throws {Error} naming the dialogue that cannot be read. */
export function parseDialogues(text: string, source: string): Dialogue[] {
  return text
    .split(/^== /m)
    .slice(1)
    .map((block) => parseOne(block, source))
}

function parseOne(block: string, source: string): Dialogue {
  const [title = '', ...rows] = block.trimEnd().split('\n')
  const broken = (what: string) => new Error(`${source}: ${title}: ${what}`)
  const facts: Record<string, string> = {}
  const lines: Line[] = []
  for (const row of rows) {
    const last = lines.at(-1)
    const by = row[2] === ' ' ? MARKS[row.slice(0, 2) as keyof typeof MARKS] : undefined
    const fact = /^(on|lang|tags|priority|about): (.+)$/.exec(row)
    if (by) lines.push({ by, text: row.slice(3), files: [] })
    else if (row.startsWith('++ ') && last) last.files.push(row.slice(3))
    else if (last) last.text += `\n${row}`
    else if (fact) facts[fact[1] ?? ''] = fact[2] ?? ''
    else throw broken(`what is "${row}"?`)
  }
  if (lines[0]?.by !== 'contact') throw broken('a dialogue begins with the contact')
  const listed = <T extends string>(known: readonly T[], value: string): T => {
    const found = known.find((each) => each === value)
    if (!found) throw broken(`${value} is none of ${known.join(', ')}`)
    return found
  }
  const { on = '', lang = 'en', tags, priority, about = 'anything' } = facts
  return {
    title,
    on: on.split(' ').map((kind) => listed(KINDS, kind)),
    language: listed(LANGUAGES, lang),
    tags: tags?.split(', ') ?? [],
    about: listed(PRODUCT_KINDS, about),
    priority: priority === undefined ? null : listed(PRIORITIES, priority),
    lines: lines.map((line) => ({ ...line, text: line.text.trim() })),
  }
}
