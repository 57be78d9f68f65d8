import i18next from 'i18next'
import type { PresenceBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { locale } from '../../../i18n/local.ts'
import { safeText } from '../../../ui/safe-text.ts'

/** Who else has a conversation open, who of them is writing, and whether its contact is there. */
export type Others = {
  viewers: readonly PresenceBody[]
  writing: readonly PresenceBody[]
  contact: PresenceBody | null
}
export type OthersByConversation = ReadonlyMap<string, Others>

/** A contact at the other end is no collision, and stands apart. */
export function othersByConversation(present: readonly PresenceBody[], me: string): OthersByConversation {
  const byConversation = new Map<
    string,
    { viewers: PresenceBody[]; writing: PresenceBody[]; contact: PresenceBody | null }
  >()
  for (const person of present) {
    if (person.teammate_id === me || person.conversation_id === null) continue
    const others = byConversation.get(person.conversation_id) ?? { viewers: [], writing: [], contact: null }
    byConversation.set(person.conversation_id, others)
    if (person.kind === 'contact') others.contact = person
    else {
      others.viewers.push(person)
      if (person.typing) others.writing.push(person)
    }
  }
  return byConversation
}

/** `Imke is replying`, `Imke is writing a note`, of both kinds at once `2 are writing`; empty when nobody is. */
export function writingWords(writing: readonly PresenceBody[]): string {
  const [first, second, ...more] = writing.map(({ name }) => firstName(name))
  if (first === undefined) return ''
  const notes = writing.filter(({ draft_kind }) => draft_kind === 'note').length
  const what = notes === 0 ? 'replying' : notes === writing.length ? 'noting' : 'writing'
  if (second === undefined) return say(`presence.${what}`, { name: first })
  if (more.length > 0) return say(`presence.${what}Many`, { count: writing.length })
  return say(`presence.${what}Two`, { first, second })
}

/** `Imke Sarro and Tomas Elm are here too`. */
export function viewersWords(viewers: readonly PresenceBody[]): string {
  const names = viewers.map(({ name }) => safeText(name))
  if (names.length === 0) return ''
  const list = new Intl.ListFormat(locale(), { type: 'conjunction' }).format(names)
  return say('presence.here', { count: names.length, names: list })
}

/** `Priya is typing`, of the contact; empty while they are not. */
export function typingWords(contact: PresenceBody | null): string {
  return contact?.typing ? say('presence.typing', { name: firstName(contact.name) }) : ''
}

const say = (key: string, words: Record<string, string | number>) =>
  i18next.t(key, { ns: 'thread', ...words })

function firstName(name: string): string {
  const safe = safeText(name)
  return safe.trim().split(/\s+/)[0] ?? safe
}
