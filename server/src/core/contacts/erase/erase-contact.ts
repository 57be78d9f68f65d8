// Erasing a person: at once nothing finds them any more, then a job goes through all that is left, and signs a receipt.
import { holdSettings } from '../../accounts/queries.ts'
import { missing } from '../../errors.ts'
import type { Actor } from '../../events.ts'
import type { OrgId, Time } from '../../ids.ts'
import { forgetProfiles } from '../../profiles/forget.ts'
import type { Verb } from '../../verb.ts'
import { forgetViews } from '../../views/forget-views.ts'
import { blankContact } from '../profile/queries.ts'
import { type Counts, nothingRemoved, plus } from './beside.ts'
import {
  findAnyContact,
  findErasureOf,
  forgetFile,
  holdErasure,
  insertErasure,
  listAddresses,
  listMergedInto,
  saveErasure,
} from './queries.ts'
import { order, stages } from './stages.ts'

type EraseArgs = { org: OrgId; actor: Actor & { kind: 'teammate' }; ip: string | null; id: string }

/**
 * Takes the request: profile, identities, tags and words of the contact, and of those merged into it, and the saved views
 * that ask for them, are gone with this commit; the job does the rest. Also for one who was deleted, whose conversations still say everything. A second request
 * finds the first one's receipt.
 * @throws {DomainError} `not_found`
 */
export const eraseContact: Verb<EraseArgs, { erasureId: string }> = async (
  tx,
  { org, actor, ip, id },
  { now, id: fresh },
) => {
  // No merge meanwhile: who becomes an alias of somebody erased would be found by nobody, and stay.
  await holdSettings(tx, org)
  const named = await findAnyContact(tx, org, id)
  if (!named) throw missing('contact')
  const contact = named.merged_into ?? named.id
  const erasureId = fresh()
  const requested_by = JSON.stringify(actor)
  const row = { id: erasureId, contact_id: contact, requested_by, started_at: now, stage: order[0] ?? '' }
  if (!(await insertErasure(tx, org, { ...row, removed: JSON.stringify(nothingRemoved) }))) {
    const earlier = await findErasureOf(tx, org, contact)
    return { result: { erasureId: earlier?.id ?? erasureId } }
  }
  const all = [contact, ...(await listMergedInto(tx, org, contact))]
  const addresses = await listAddresses(tx, org, all)
  const views = await forgetViews(tx, org, { contacts: all, addresses }, actor)
  await blankContact(tx, org, contact, now)
  const { identities, tags, words } = await forgetProfiles(tx, org, 'contact', all)
  const removed = plus(nothingRemoved, { identities, tags, search_rows: words, views: views.length })
  await saveErasure(tx, org, erasureId, { removed: JSON.stringify(removed) })
  const data = { id: contact, erasure_id: erasureId, finished: false }
  return {
    result: { erasureId },
    org,
    events: [{ type: 'contact.erased', conversationId: null, contactId: contact, actor, data }, ...views],
    audit: [{ actor, action: 'contact.erased', subject: contact, data: { erasure_id: erasureId }, ip }],
    jobs: [{ kind: 'eraseContact', payload: { erasureId } }],
  }
}

type Named = { org: OrgId; erasureId: string }

/** One bounded step, kept with what it did: a crash loses none and repeats none. True when only files are left. */
export const eraseStep: Verb<Named, boolean> = async (tx, { org, erasureId }, stamp) => {
  const row = await holdErasure(tx, org, erasureId)
  const name = order.find((stage) => stage === row?.stage)
  if (!row || name === undefined) return { result: true }
  const contacts = [row.contact_id, ...(await listMergedInto(tx, org, row.contact_id))]
  const requestedBy = JSON.parse(row.requested_by)
  const done = await stages[name](tx, org, { erasureId, contacts, place: row.place, requestedBy, stamp })
  const removed = plus(countsOf(row.removed), done.removed)
  const next = done.place === null ? (order[order.indexOf(name) + 1] ?? 'files') : name
  const progress = { stage: next, place: done.place ?? '', removed: JSON.stringify(removed) }
  await saveErasure(tx, org, erasureId, progress)
  return { result: next === 'files', org, events: done.events ?? [] }
}

/** `removed` false: somebody else has the same file, whose it stays. */
export const noteErasedFile: Verb<Named & { sha256: string; removed: boolean }, null> = async (
  tx,
  { org, erasureId, sha256, removed },
) => {
  const row = await holdErasure(tx, org, erasureId)
  const file = row && (await forgetFile(tx, org, erasureId, sha256))
  if (row && file && removed) {
    const counts = plus(countsOf(row.removed), { files: 1, bytes: file.bytes })
    await saveErasure(tx, org, erasureId, { removed: JSON.stringify(counts) })
  }
  return { result: null }
}

/** Files put a moment ago must wait: somebody may be about to name the same bytes. */
export const eraseLater: Verb<Named & { at: Time }, null> = async (_, { org, erasureId, at }) => ({
  result: null,
  org,
  jobs: [{ kind: 'eraseContact', payload: { erasureId }, runAt: at }],
})

/** The receipt as it was signed, with the time that was signed. */
export const finishErasure: Verb<Named & { finishedAt: Time; signature: string }, null> = async (
  tx,
  { org, erasureId, finishedAt, signature },
) => {
  const row = await holdErasure(tx, org, erasureId)
  if (!row) return { result: null }
  await saveErasure(tx, org, erasureId, { stage: 'done', finished_at: finishedAt, signature })
  const actor: Actor = JSON.parse(row.requested_by)
  const data = { id: row.contact_id, erasure_id: erasureId, finished: true }
  return {
    result: null,
    org,
    events: [{ type: 'contact.erased', conversationId: null, contactId: row.contact_id, actor, data }],
  }
}

/** Written by the verbs above alone. */
const countsOf = (removed: string): Counts => JSON.parse(removed)
