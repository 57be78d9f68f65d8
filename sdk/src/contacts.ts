import type { Once } from './idempotency.ts'
import { type ManageCalls, part, queryOf } from './manage-calls.ts'
import type { Contact, Conversation, Erasure, MergedContact, OneContact, TimelineEntry } from './wire.ts'
import { wireFields } from './wire-names.ts'

/** What contacts and companies share. Null empties a field; what is left out stays. */
export type ProfileFields = {
  imageUrl?: string | null
  phones?: readonly string[] | null
  contractValue?: number | null
  contractType?: string | null
  /** The whole list, as that of source ids. */
  tags?: readonly string[] | null
  sourceSpecificIds?: readonly string[] | null
}

/** A new contact needs a name or an e-mail address. */
export type ContactFields = ProfileFields & {
  name?: string | null
  email?: string | null
  username?: string | null
  role?: string | null
  companyId?: string | null
}

export type ProfileFilter = {
  /** Each word must begin a word of the name, the address, the user name or a source id. */
  q?: string
  tag?: string
  signal?: AbortSignal
}

export type ContactFilter = ProfileFilter & {
  /** Its id. */
  company?: string
}

export type ContactsApi = {
  /** By name, or in the order of the words that match; goes on over short and empty pages. */
  contacts(filter?: ContactFilter): AsyncGenerator<Contact, void>
  /** By their id, or that of one who was merged into them. @throws {ParleyError} `not_found` */
  contact(id: string, signal?: AbortSignal): Promise<OneContact>
  /** `conflict` when the address or a source id is another's. @throws {ParleyError} */
  createContact(contact: ContactFields, once?: Once): Promise<OneContact>
  changeContact(id: string, change: ContactFields, signal?: AbortSignal): Promise<OneContact>
  /** The last opened first. */
  conversationsOfContact(id: string, signal?: AbortSignal): AsyncGenerator<Conversation, void>
  /** What happened around them but for messages, newest first. */
  timeline(contactId: string, signal?: AbortSignal): AsyncGenerator<TimelineEntry, void>
  /**
   * `from` becomes another name of the contact. `intoVerified`: said by somebody who knows that the survivor proved who
   * they are and the other one did not. This and the rest are for owners and admins. @throws {ParleyError}
   */
  mergeContacts(id: string, from: string, options?: Once & { intoVerified?: boolean }): Promise<MergedContact>
  undoContactMerge(mergeId: string, signal?: AbortSignal): Promise<MergedContact>
  /** Begins; who asks again gets the same receipt. @throws {ParleyError} */
  eraseContact(id: string, signal?: AbortSignal): Promise<Erasure>
  erasure(id: string, signal?: AbortSignal): Promise<Erasure>
}

export function contactsApi({ list, get, send, create }: ManageCalls): ContactsApi {
  const one = (id: string): string => `/contacts/${part(id)}`
  return {
    contacts: ({ signal, ...filter } = {}) => list(`/contacts${queryOf(filter)}`, signal),
    contact: (id, signal) => get(one(id), signal),
    createContact: (contact, once) => create('/contacts', wireFields(contact), once),
    changeContact: (id, change, signal) => send('PATCH', one(id), { json: wireFields(change), signal }),
    conversationsOfContact: (id, signal) => list(`${one(id)}/conversations`, signal),
    timeline: (id, signal) => list(`${one(id)}/timeline`, signal),
    mergeContacts: (id, from, { intoVerified, ...once } = {}) =>
      create(`${one(id)}/merge`, { from, into_verified: intoVerified }, once),
    undoContactMerge: (mergeId, signal) => send('POST', `/contacts/merges/${part(mergeId)}/undo`, { signal }),
    // Repeating begins nothing new.
    eraseContact: (id, signal) => create(`${one(id)}/erase`, undefined, signal && { signal }),
    erasure: (id, signal) => get(`/erasures/${part(id)}`, signal),
  }
}
