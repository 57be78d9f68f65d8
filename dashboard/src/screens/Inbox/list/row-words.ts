import type { AuthorBody, ConversationBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { safeText } from '../../../ui/safe-text.ts'
import { channelWords } from '../channel-look.ts'

/** What stands in a row besides whom it is with and what it is about. */
export type RowWords =
  /** What the reader left unsent. */
  | { kind: 'draft'; of: 'reply' | 'note'; words: string }
  /** What was said last; `by` is null for the contact, whose row it is, and `me` for the reader. */
  | { kind: 'said'; by: null | 'me' | { name: string } | { role: AuthorBody['kind'] }; words: string }
  /** Nothing that the row does not say already: where it came in. */
  | { kind: 'where'; words: string }

export function rowWords(conversation: ConversationBody, me: string): RowWords {
  const { draft, last_message } = conversation
  if (draft) return { kind: 'draft', of: draft.kind, words: safeText(draft.snippet) }
  const words = last_message && unsaid(conversation, last_message)
  if (!last_message || !words) return { kind: 'where', words: whereOf(conversation) }
  const { kind, id, name } = last_message.author
  if (kind === 'contact') return { kind: 'said', by: null, words }
  if (kind === 'teammate' && id === me) return { kind: 'said', by: 'me', words }
  return { kind: 'said', by: name ? { name: safeText(name) } : { role: kind }, words }
}

/** `ASM-1 · Tickets API` */
export function whereOf({ number, channel }: ConversationBody): string {
  const name = channelWords(channel)
  return number === null ? name : `${number} · ${name}`
}

/** A title that was made of the first message says its beginning already. */
function unsaid(
  { title, created_at }: ConversationBody,
  { snippet, created_at: at }: NonNullable<ConversationBody['last_message']>,
): string {
  const words = safeText(snippet)
  const said = safeText(title).replace(/\s+/g, ' ').trim()
  if (at !== created_at || !words.startsWith(said)) return words
  const rest = words.slice(said.length)
  if (rest === '…') return ''
  // A title that was cut within a word leaves the whole word to be read here.
  return /^\s|^$/.test(rest) ? rest.trim() : `…${words.slice(said.lastIndexOf(' ') + 1)}`
}
