// What nodes tell each other about presence: ids and numbers, one person to a hint, so that no hint grows.
import type { OrgId } from '../ids.ts'
import type { Doing, Person } from './presence.ts'

/** `age`: how long ago they were heard of, in ms; `at`: since when they do what they do. Names are looked up. */
export type Beat = { org: OrgId; person: Person; doing: Doing; at: number; age: number }

/** `ask`: a node that just started wants to hear who is there. */
export type Hint = { node: string } & ({ what: 'beat'; beat: Beat } | { what: 'ask'; org: OrgId })

const NOTHING = '-'
/** A note is no `1`: to a node that knows nothing of notes nobody types, and it tells no visitor. */
const [REPLY, NOTE] = ['1', '2']

export function beatHint(node: string, { org, person, doing, at, age }: Beat): string {
  const { status, conversationId, typing, note, draftLength } = doing
  const numbers = [typing ? (note ? NOTE : REPLY) : '0', draftLength ?? NOTHING, at, age]
  return ['beat', node, org, person.kind, person.id, status, conversationId ?? NOTHING, ...numbers].join(' ')
}

export function askHint(node: string, org: OrgId): string {
  return `ask ${node} ${org}`
}

/**
 * Undefined for what a newer version may send, which this one passes over. Trust: hints come from nodes of ours alone, so
 * an organisation's id in them is one of our own.
 */
export function readHint(payload: string): Hint | undefined {
  const [what, node = '', org = '', kind, id = '', status, conversation = NOTHING, ...numbers] =
    payload.split(' ')
  if (what === 'ask') return { what, node, org: org as OrgId }
  const [typing, draft, at, age] = numbers
  if (what !== 'beat' || (kind !== 'teammate' && kind !== 'contact')) return undefined
  if (status !== 'online' && status !== 'away') return undefined
  if (!Number.isFinite(Number(at)) || !Number.isFinite(Number(age))) return undefined
  const doing: Doing = {
    status,
    conversationId: conversation === NOTHING ? null : conversation,
    typing: typing === REPLY || typing === NOTE,
    note: typing === NOTE,
    draftLength: draft === undefined || draft === NOTHING ? null : Number(draft),
  }
  const beat: Beat = { org: org as OrgId, person: { kind, id }, doing, at: Number(at), age: Number(age) }
  return { what, node, beat }
}
