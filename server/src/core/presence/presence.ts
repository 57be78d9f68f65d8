// Who is here, what they look at and whether they type: true at the moment, in memory only, never an event. Each node
// knows all of it, from its own clients and from the hints of the others.
import type { Bus } from '../../bus/bus.ts'
import type { Queryable } from '../../db/schema.ts'
import { findTeammate } from '../accounts/queries.ts'
import { findConversationContact } from '../chat/people/queries.ts'
import type { OrgId } from '../ids.ts'
import { askHint, type Beat, beatHint, readHint } from './hints.ts'

const TOPIC = 'presence'
/** Two heartbeats of 20 s and a bit: who missed both is gone. */
export const GONE_AFTER = 45_000
const TICK = 1_000
/** People of one organisation at once; beyond that nobody new is shown. */
const MOST_PEOPLE = 1_000

/** A contact is who writes in a chat, by the id of that conversation: people who claim one address are not one. */
export type Person = { kind: 'teammate' | 'contact'; id: string }

export type Doing = {
  status: 'online' | 'away'
  /** What they look at. */
  conversationId: string | null
  typing: boolean
  /** What they type is a note, of which the contact must not learn. */
  note: boolean
  /** Code points written so far, if they tell. */
  draftLength: number | null
}

/** `offline` is said once, when they are gone; `at`: since when, ms since the epoch. */
export type Present = Person &
  Omit<Doing, 'status'> & { status: Doing['status'] | 'offline'; name: string; at: number }

type Push = (change: Present) => void

type Entry = {
  person: Person
  doing: Doing
  at: number
  /** By this node's clock, whatever the others' say. */
  heard: number
  /** Their client talks to this very node, which answers for them to nodes that join. */
  own: boolean
  /** Null until it was looked up: nobody is told of them before. */
  name: string | null
  told: Doing | null
}

type Room = { people: Map<string, Entry>; subscribers: Set<Push>; asked: boolean }

export type Presence = {
  /** A heartbeat: they are here, and do this. */
  beat(org: OrgId, person: Person & { name: string }, doing: Doing): void
  /** Whoever sent what they wrote types no more, at every node; who is not here stays away. */
  sent(org: OrgId, person: Person): void
  /** By name. */
  list(org: OrgId): Present[]
  /** Pushes what changes from now on; the same object goes to all. */
  subscribe(org: OrgId, push: Push): () => void
  close(): void
}

export type PresenceParts = {
  read: Queryable
  bus: Bus
  now: () => number
  /** Names this process in hints. */
  node: string
  onError: (error: unknown) => void
}

export function createPresence({ read, bus, now, node, onError }: PresenceParts): Presence {
  const rooms = new Map<OrgId, Room>()
  const born = now()

  const unsubscribe = bus.subscribe(TOPIC, (payload) => {
    const hint = readHint(payload)
    if (!hint || hint.node === node) return
    if (hint.what === 'beat') hear(hint.beat, null)
    else answer(hint.org)
  })
  const ticking = setInterval(forgetTheGone, TICK)
  ticking.unref()

  function roomOf(org: OrgId): Room {
    const room = rooms.get(org) ?? { people: new Map(), subscribers: new Set(), asked: false }
    rooms.set(org, room)
    return room
  }

  /** `name` is known of who talks to this node. */
  function hear({ org, person, doing, at, age }: Beat, name: string | null): Entry | undefined {
    const room = roomOf(org)
    const key = `${person.kind} ${person.id}`
    const known = room.people.get(key)
    const heard = now() - age
    // What a node answers for them may be older than their last heartbeat at another one.
    if (age > GONE_AFTER || (known && heard < known.heard)) return known
    if (!known && room.people.size >= MOST_PEOPLE) return undefined
    const entry = known ?? { person, doing, at, heard, own: false, name: null, told: null }
    room.people.set(key, entry)
    if (!same(entry.doing, doing)) Object.assign(entry, { doing, at })
    Object.assign(entry, { heard, own: name !== null })
    if (entry.told !== entry.doing) announce(org, room, key, entry, name).catch(onError)
    return entry
  }

  async function announce(org: OrgId, room: Room, key: string, entry: Entry, given: string | null) {
    const name = given ?? (await nameOf(org, entry.person))
    // Gone meanwhile, or told by a later beat that was quicker.
    if (room.people.get(key) !== entry || entry.told === entry.doing) return
    // Disabled since: they are here for nobody.
    if (name === undefined) return void room.people.delete(key)
    entry.name = name
    entry.told = entry.doing
    tell(room, presentOf(entry, name))
  }

  async function nameOf(org: OrgId, { kind, id }: Person): Promise<string | undefined> {
    if (kind === 'teammate') return (await findTeammate(read, org, id))?.name
    return (await findConversationContact(read, org, id))?.name ?? undefined
  }

  function tell(room: Room, change: Present): void {
    for (const push of [...room.subscribers]) push(change)
  }

  function forgetTheGone(): void {
    for (const [org, room] of rooms) {
      for (const [key, entry] of room.people) {
        if (now() - entry.heard <= GONE_AFTER) continue
        room.people.delete(key)
        if (entry.name !== null) tell(room, { ...presentOf(entry, entry.name), ...OFFLINE, at: now() })
      }
      if (room.people.size === 0 && room.subscribers.size === 0) rooms.delete(org)
    }
  }

  /** Later than that after its start a node has heard of everybody by their own heartbeats. */
  function askAround(org: OrgId, room: Room): void {
    if (room.asked || now() - born > GONE_AFTER) return
    room.asked = true
    bus.publish(TOPIC, askHint(node, org))
  }

  function answer(org: OrgId): void {
    for (const { own, person, doing, at, heard } of rooms.get(org)?.people.values() ?? [])
      if (own) bus.publish(TOPIC, beatHint(node, { org, person, doing, at, age: now() - heard }))
  }

  return {
    beat(org, { name, ...person }, doing) {
      const entry = hear({ org, person, doing, at: now(), age: 0 }, name)
      if (entry) bus.publish(TOPIC, beatHint(node, { org, person, doing, at: entry.at, age: 0 }))
    },
    sent(org, person) {
      const known = rooms.get(org)?.people.get(`${person.kind} ${person.id}`)
      if (!known?.doing.typing) return
      const { conversationId } = known.doing
      const doing: Doing = {
        ...known.doing,
        ...STILL,
        // A contact is shown while they write alone.
        conversationId: person.kind === 'contact' ? null : conversationId,
      }
      const entry = hear({ org, person, doing, at: now(), age: 0 }, known.name)
      if (entry) bus.publish(TOPIC, beatHint(node, { org, person, doing, at: entry.at, age: 0 }))
    },
    list(org) {
      const room = roomOf(org)
      askAround(org, room)
      const present = [...room.people.values()].flatMap((entry) =>
        entry.name === null || now() - entry.heard > GONE_AFTER ? [] : presentOf(entry, entry.name),
      )
      return present.sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1))
    },
    subscribe(org, push) {
      const room = roomOf(org)
      room.subscribers.add(push)
      askAround(org, room)
      return () => void room.subscribers.delete(push)
    },
    close() {
      clearInterval(ticking)
      unsubscribe()
      rooms.clear()
    },
  }
}

const STILL = { typing: false, note: false, draftLength: null } as const
const OFFLINE = { status: 'offline', conversationId: null, ...STILL } as const

function presentOf({ person, doing, at }: Entry, name: string): Present {
  return { ...person, ...doing, name, at }
}

function same(a: Doing, b: Doing): boolean {
  return (
    a.status === b.status &&
    a.conversationId === b.conversationId &&
    a.typing === b.typing &&
    a.note === b.note &&
    a.draftLength === b.draftLength
  )
}
