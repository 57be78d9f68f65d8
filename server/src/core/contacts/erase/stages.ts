// The stages of an erasure, in order. What finds rows by messages and files comes before these go.
import type { Tx } from '../../../db/schema.ts'
import type { EventDraft } from '../../events.ts'
import type { OrgId } from '../../ids.ts'
import { outdateReadMessages } from '../../search/queries.ts'
import type { Stamp } from '../../verb.ts'
import type { Counts } from './beside.ts'
import { eraseTheirConversations, eraseWhatTheyWroteElsewhere } from './conversations.ts'
import {
  auditAfter,
  eraseJob,
  eraseKey,
  eventsAfter,
  jobsAfter,
  keysAfter,
  messageOfFile,
  saveAudit,
  saveEvent,
  theirConversations,
  theirMessages,
} from './queries.ts'
import { idsIn, redactedEvent, withoutWords } from './redact.ts'

export type Erasing = {
  erasureId: string
  /** The contact and those merged into it. */
  contacts: string[]
  /** Where the step before ended; empty at the beginning of a stage. */
  place: string
  requestedBy: { kind: 'teammate'; id: string | null; name: string | null }
  stamp: Stamp
}

/** `place` null: the stage is done. */
export type Step = { removed: Counts; place: string | null; events?: EventDraft[] }

type Stage = (tx: Tx, org: OrgId, erasing: Erasing) => Promise<Step>

/** Rows looked at in one step: a few milliseconds of the writer. */
const PAGE = 300

const END = '\u{10ffff}'
const toTheEnd = (rows: readonly unknown[], place: string) => (rows.length < PAGE ? null : place)

/** The order is that of the stages below. */
export const order = ['idempotency', 'jobs', 'elsewhere', 'conversations', 'events', 'audit'] as const
export type StageName = (typeof order)[number]

export const stages: Readonly<Record<StageName, Stage>> = {
  /** Keys whose results name something of theirs, with whatever a client wrote into the key itself. */
  async idempotency(tx, org, { contacts, place }) {
    const [route = '', key = ''] = place === '' ? [] : (JSON.parse(place) as string[])
    const rows = await keysAfter(tx, org, { route, key }, PAGE)
    const named = (row: (typeof rows)[number]) => idsIn(`${row.route} ${row.result}`)
    const theirs = await findTheirs(tx, org, contacts, rows.flatMap(named))
    const gone = rows.filter((row) => named(row).some(theirs))
    for (const row of gone) await eraseKey(tx, org, row)
    const last = rows.at(-1)
    return {
      removed: { idempotency_keys: gone.length },
      place: toTheEnd(rows, JSON.stringify([last?.route, last?.key])),
    }
  },

  /** Also those not done yet: nobody is there to be answered or woken for. */
  async jobs(tx, org, { contacts, place, erasureId }) {
    const rows = await jobsAfter(tx, org, place, PAGE)
    const own = rows.filter((row) => row.own && !row.payload.includes(erasureId))
    const named = new Map<string, string[]>()
    for (const row of own) {
      const { number } = JSON.parse(row.payload)
      const message = typeof number === 'number' ? await messageOfFile(tx, org, number) : undefined
      named.set(row.id, [...idsIn(row.payload), ...(message === undefined ? [] : [message])])
    }
    const theirs = await findTheirs(tx, org, contacts, [...named.values()].flat())
    const gone = own.filter((row) => named.get(row.id)?.some(theirs))
    for (const row of gone) await eraseJob(tx, org, row.id)
    return { removed: { jobs: gone.length }, place: toTheEnd(rows, rows.at(-1)?.id ?? END) }
  },

  elsewhere: outdating(eraseWhatTheyWroteElsewhere),
  conversations: outdating(eraseTheirConversations),

  async events(tx, org, { contacts, place }) {
    const rows = await eventsAfter(tx, org, Number(place), PAGE)
    const conversations = await theirConversations(tx, org, contacts, [
      ...new Set(rows.flatMap((row) => row.conversation_id ?? [])),
    ])
    let events = 0
    for (const row of rows) {
      const about =
        conversations.has(row.conversation_id ?? '') ||
        contacts.some((id) => row.contact_id === id || row.actor.includes(id) || row.data.includes(id))
      if (!about) continue
      const left = redactedEvent(row)
      if (left.actor === row.actor && left.data === row.data) continue
      await saveEvent(tx, org, row.seq, left)
      events++
    }
    return { removed: { events }, place: toTheEnd(rows, String(rows.at(-1)?.seq)) }
  },

  /** Who did what and when stays: that is what the trail is for. */
  async audit(tx, org, { contacts, place }) {
    const rows = await auditAfter(tx, org, place, PAGE)
    const named = (row: (typeof rows)[number]) => [...idsIn(row.data), row.subject ?? '']
    const theirs = await findTheirs(tx, org, contacts, rows.flatMap(named))
    let audit_rows = 0
    for (const row of rows.filter((each) => named(each).some(theirs))) {
      const left = withoutWords(row.data)
      if (left === row.data) continue
      await saveAudit(tx, org, row.id, left)
      audit_rows++
    }
    return { removed: { audit_rows }, place: toTheEnd(rows, rows.at(-1)?.id ?? END) }
  },
}

/** The search index may have read what goes here, and not written it down yet. */
function outdating(stage: Stage): Stage {
  return async (tx, org, erasing) => {
    await outdateReadMessages(tx, org)
    return await stage(tx, org, erasing)
  }
}

/** Says of an id whether it is the contact's, a conversation's or a message's of theirs. */
async function findTheirs(tx: Tx, org: OrgId, contacts: string[], ids: string[]) {
  const asked = [...new Set(ids)]
  const conversations = await theirConversations(tx, org, contacts, asked)
  const messages = await theirMessages(tx, org, contacts, asked)
  return (id: string) => contacts.includes(id) || conversations.has(id) || messages.has(id)
}
