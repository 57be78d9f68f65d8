// What a message is found by: its text, and marks for what operators ask.
import { BARRIER } from '../../db/full-text.ts'
import type { Time } from '../ids.ts'
import { dayMarks } from './days.ts'
import { wordsOf } from './words.ts'

export type Searchable = {
  body: string
  kind: 'message' | 'note'
  author: { id: string | null; name: string | null; address: string | null }
  /** Of an outbound message: whom it was written to. */
  recipient: { name: string | null; address: string | null } | null
  channelId: string
  at: Time
  /** Of a conversation's first message. */
  heading: { number: string | null; title: string } | null
  files: readonly { filename: string; contentType: string }[]
}

/** A body of 256 KiB may have more; nobody searches for the end of such a log. */
const MOST_WORDS = 10_000

/** Marks have a `_`, which no word of a text has, so that the two never meet. */
export const authorMark = (word: string) => `a_${word}`
export const authorIdMark = (id: string) => `u_${id.toLowerCase()}`
export const recipientMark = (word: string) => `t_${word}`
export const channelMark = (id: string) => `k_${id.toLowerCase()}`
export const traits = ['file', 'image', 'note'] as const
export const traitMark = (trait: (typeof traits)[number]) => `has_${trait}`

/** Words with a space between. */
export function documentOf(message: Searchable): string {
  const { author, recipient, heading, files } = message
  const named = (person: { name: string | null; address: string | null }) =>
    [person.name, person.address].map((text) => wordsOf(text ?? ''))
  const by = named(author)
  const parts = [
    heading ? wordsOf(`${heading.number ?? ''} ${heading.title}`) : [],
    ...files.map(({ filename }) => wordsOf(filename)),
    ...by,
    ...by.map((words) => words.map(authorMark)),
    ...(recipient ? named(recipient).map((words) => words.map(recipientMark)) : []),
    author.id === null ? [] : [authorIdMark(author.id)],
    [channelMark(message.channelId), ...dayMarks(message.at)],
    files.length > 0 ? [traitMark('file')] : [],
    files.some(({ contentType }) => contentType.startsWith('image/')) ? [traitMark('image')] : [],
    message.kind === 'note' ? [traitMark('note')] : [],
    // Last, so that a long text cannot push the rest beyond what positions reach.
    wordsOf(message.body).slice(0, MOST_WORDS),
  ]
  return parts
    .filter((part) => part.length > 0)
    .map((part) => part.join(' '))
    .join(` ${BARRIER} `)
}
