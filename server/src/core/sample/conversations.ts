// The conversations of the sample, one after the other: whoever stores them decides where.
import type { ImportConversationArgs } from '../conversations/imports/import-conversation.ts'
import type { PastFile } from '../conversations/imports/past-entries.ts'
import { DAY, nextOpen, someMoment } from './calendar.ts'
import { type Dialogue, readDialogues } from './dialogues.ts'
import type { DemoContact } from './people.ts'
import type { Random } from './random.ts'
import { entriesOf, type Teammate } from './timeline.ts'

type Kind = Dialogue['on'][number]

/** How many in a hundred come in on each kind of channel, and what its channel is called when there is none yet. */
export const KINDS = [
  { kind: 'tickets', share: 40, name: 'Tickets API' },
  { kind: 'chat', share: 28, name: 'Website chat' },
  { kind: 'medium', share: 16, name: 'WhatsApp' },
  { kind: 'assistants', share: 16, name: 'Assistants API' },
] as const

export type Cast = {
  random: Random
  contacts: readonly DemoContact[]
  owner: Teammate
  team: readonly Teammate[]
  /** Those there is a channel for. */
  kinds: readonly Kind[]
  now: number
  /** How far back the oldest may begin. */
  days: number
  makeFile: (filename: string) => Promise<PastFile>
}

export type SampleConversation = Pick<
  ImportConversationArgs,
  'title' | 'contact' | 'additional_properties' | 'entries' | 'seen'
> & {
  /** Counted from 1, oldest first. */
  place: number
  kind: Kind
  person: DemoContact
}

/** The same cast and chance make the same conversations, however often. */
export async function* sampleConversations(cast: Cast, count: number): AsyncGenerator<SampleConversation> {
  const { random, contacts, owner, team, now, days, makeFile } = cast
  const kinds = KINDS.filter(({ kind }) => cast.kinds.includes(kind))
  const next = deck(readDialogues(), random)
  const starts = Array.from({ length: count }, () => someMoment(now, days, random)).sort((a, b) => a - b)
  for (const [index, moment] of starts.entries()) {
    const kind = anyOf(kinds, random)
    const dialogue = next(kind)
    const contact = random.pick(contacts.filter(({ language }) => language === dialogue.language))
    // A chat that people answer takes place while they are there.
    const live = kind !== 'tickets' && dialogue.lines.some(({ by }) => by === 'teammate')
    const start = live ? Math.min(nextOpen(moment, random), now - DAY / 48) : moment
    const scene = { dialogue, kind, contact, agent: random.pick(team), triage: random.pick([owner, ...team]) }
    const { title, status, entries } = await entriesOf({ ...scene, start, now }, random, makeFile)
    const recent = now - Date.parse(entries.at(-1)?.at ?? '') < 4 * DAY
    const waits = status === 'open' && entries.at(-1)?.kind === 'message'
    const unread = waits && (recent ? random.chance(0.75) : random.chance(0.2))
    const seenAll = (teammateId: string) => ({ teammateId, entry: entries.length })
    yield {
      place: index + 1,
      kind,
      person: contact,
      title: kind === 'tickets' || random.chance(0.3) ? title : null,
      contact: {
        id: null,
        source_specific_id: null,
        email: contact.email,
        name: contact.name,
        username: null,
        image_url: null,
      },
      additional_properties: kind === 'tickets' ? JSON.stringify(planOf(contact)) : '{}',
      entries,
      seen: [
        ...(unread ? [] : [seenAll(owner.id)]),
        ...team
          .filter(({ id }) => id !== owner.id && (!unread || random.chance(0.4)))
          .map(({ id }) => seenAll(id)),
      ],
    }
  }
}

function planOf({ company }: DemoContact) {
  return { plan: company.seats > 200 ? 'Business' : 'Plus', seats: company.seats }
}

function anyOf(kinds: readonly (typeof KINDS)[number][], random: Random): Kind {
  const all = kinds.reduce((sum, { share }) => sum + share, 0)
  let left = random.between(1, all)
  for (const { kind, share } of kinds) {
    left -= share
    if (left <= 0) return kind
  }
  throw new Error('no kind of channel to choose from')
}

/** Deals the dialogues that fit a kind one after the other, all of them before any comes again. */
function deck(dialogues: readonly Dialogue[], random: Random): (kind: Kind) => Dialogue {
  const left = new Map<string, Dialogue[]>()
  return (kind) => {
    const rest = left.get(kind) ?? []
    if (rest.length === 0) rest.push(...random.shuffle(dialogues.filter(({ on }) => on.includes(kind))))
    left.set(kind, rest)
    const [dialogue] = rest.splice(0, 1)
    if (!dialogue) throw new Error(`no dialogue is for ${kind}`)
    return dialogue
  }
}
