import type { JobDraft } from '../../db/job-draft.ts'
import { saveCompany } from '../companies/save-company.ts'
import { saveContact } from '../contacts/save-contact.ts'
import {
  type ImportConversationArgs,
  importConversation,
} from '../conversations/imports/import-conversation.ts'
import type { EventDraft } from '../events.ts'
import type { Effect, Verb } from '../verb.ts'
import type { companyOf, contactOf } from './profiles.ts'
import { holdSample, markAsSample, type SampleNoun, saveSample } from './queries.ts'
import { changed, SAMPLE } from './start-sample.ts'

export type AddSampleConversationArgs = Omit<ImportConversationArgs, 'actor' | 'sourceSpecificId'> & {
  /** Counted from 1: how far the sample has come with it. */
  place: number
  company: ReturnType<typeof companyOf>
  person: ReturnType<typeof contactOf>
}

/**
 * One conversation of the sample with whom it was, through the verbs that everything else goes through, and marked in the
 * same commit. A second time it changes nothing. False when the sample is no longer wanted.
 */
export const addSampleConversation: Verb<AddSampleConversationArgs, boolean> = async (tx, args, stamp) => {
  const { org, place, company, person, ...conversation } = args
  const sample = await holdSample(tx, org)
  if (sample?.state !== 'loading') return { result: false }
  const done: { events: EventDraft[]; jobs: JobDraft[] } = { events: [], jobs: [] }
  const also = <R>(effect: Effect<R>): R => {
    if (effect.org !== undefined) done.events.push(...(effect.events ?? []))
    done.jobs.push(...(effect.jobs ?? []))
    return effect.result
  }
  const mark = async (noun: SampleNoun, made: { id: string; created: boolean }): Promise<void> => {
    if (made.created) await markAsSample(tx, org, noun, made.id)
  }

  const firm = also(await saveCompany(tx, { org, actor: SAMPLE, ...company }, stamp))
  await mark('company', firm)
  const fields = { ...person.fields, company_id: firm.id }
  const contact = also(await saveContact(tx, { org, actor: SAMPLE, ...person, fields }, stamp))
  await mark('contact', contact)
  const sourceSpecificId = sourceOf(place)
  const told = also(
    await importConversation(tx, { ...conversation, org, actor: SAMPLE, sourceSpecificId }, stamp),
  )
  await mark('conversation', { id: told.conversationId, created: told.imported })

  const state = place >= sample.total ? ('loaded' as const) : sample.state
  const progress = { state, done: Math.max(sample.done, place), total: sample.total }
  await saveSample(tx, org, progress)
  return { result: true, org, jobs: done.jobs, events: [...done.events, changed(progress)] }
}

const sourceOf = (place: number) => `parley-sample-${String(place).padStart(3, '0')}`
