// The part of the manage API that is about contacts and companies. Order of docs/api/contacts.md.
import type { z } from 'zod'
import type { SignReceipt } from '../../../core/contacts/erase/receipt.ts'
import { type Route, route } from '../../../http/surface.ts'
import { administrator, teammate } from '../auth.ts'
import { pageQuery } from '../paging.ts'
import { ulidParams as params } from '../params.ts'
import {
  companyListBody,
  contactListBody,
  conversationBody,
  erasureBody,
  listOf,
  mergedCompanyBody,
  mergedContactBody,
  oneCompanyBody,
  oneContactBody,
  timelineBody,
} from '../wire.ts'
import { changeCompany, createCompany, listCompanies, listContactsOf, showCompany } from './companies.ts'
import { changeContact, createContact, listContacts, showContact } from './contacts.ts'
import { eraseContact, showErasure } from './erase.ts'
import { companyFields, contactFields } from './fields.ts'
import {
  companyMergeBody,
  mergeBody,
  mergeCompany,
  mergeContact,
  undoCompanyMerge,
  undoContactMerge,
} from './merge.ts'
import { contactQuery, profileQuery } from './pages.ts'
import { listConversationsOfCompany, listConversationsOfContact, listTimeline } from './related.ts'

const auth = teammate
const conversations = listOf(conversationBody)

const answering = <Status extends number>(status: Status, body: z.ZodType, summary: string) => ({
  summary,
  answers: { [status]: body },
})

export const profiles = (sign: SignReceipt): readonly Route[] => [
  route('GET', '/contacts', {
    doc: answering(200, contactListBody, 'List contacts by name, or those that match'),
    auth,
    scope: 'contacts:read',
    query: contactQuery,
    handle: listContacts,
  }),
  route('POST', '/contacts', {
    doc: { ...answering(201, oneContactBody, 'Create a contact'), refuses: ['conflict', 'mismatch'] },
    auth,
    scope: 'contacts:write',
    body: contactFields,
    handle: createContact,
  }),
  route('GET', '/contacts/:id', {
    doc: { ...answering(200, oneContactBody, 'Show a contact'), refuses: ['not_found'] },
    auth,
    scope: 'contacts:read',
    params,
    handle: showContact,
  }),
  route('PATCH', '/contacts/:id', {
    doc: { ...answering(200, oneContactBody, 'Change a contact'), refuses: ['not_found', 'conflict'] },
    auth,
    scope: 'contacts:write',
    params,
    body: contactFields,
    handle: changeContact,
  }),
  route('GET', '/contacts/:id/conversations', {
    doc: { ...answering(200, conversations, 'List a contact’s conversations'), refuses: ['not_found'] },
    auth,
    scope: 'contacts:read',
    params,
    query: pageQuery,
    handle: listConversationsOfContact,
  }),
  route('GET', '/contacts/:id/timeline', {
    doc: { ...answering(200, timelineBody, 'List what happened around a contact'), refuses: ['not_found'] },
    auth,
    scope: 'contacts:read',
    params,
    query: pageQuery,
    handle: listTimeline,
  }),
  route('POST', '/contacts/:id/merge', {
    doc: {
      ...answering(200, mergedContactBody, 'Merge another contact into this one'),
      refuses: ['not_found', 'conflict', 'mismatch'],
    },
    auth: administrator,
    scope: 'contacts:write',
    params,
    body: mergeBody,
    handle: mergeContact,
  }),
  route('POST', '/contacts/merges/:id/undo', {
    doc: {
      ...answering(200, mergedContactBody, 'Undo a merge of contacts'),
      refuses: ['not_found', 'conflict'],
    },
    auth: administrator,
    scope: 'contacts:write',
    params,
    handle: undoContactMerge,
  }),
  route('POST', '/contacts/:id/erase', {
    doc: { ...answering(202, erasureBody, 'Erase a person'), refuses: ['not_found'] },
    auth: administrator,
    scope: 'contacts:write',
    params,
    handle: eraseContact(sign),
  }),
  route('GET', '/erasures/:id', {
    doc: { ...answering(200, erasureBody, 'Show the receipt of an erasure'), refuses: ['not_found'] },
    auth: administrator,
    scope: 'contacts:read',
    params,
    handle: showErasure(sign),
  }),
  route('GET', '/companies', {
    doc: answering(200, companyListBody, 'List companies by name, or those that match'),
    auth,
    scope: 'contacts:read',
    query: profileQuery,
    handle: listCompanies,
  }),
  route('POST', '/companies', {
    doc: { ...answering(201, oneCompanyBody, 'Create a company'), refuses: ['conflict', 'mismatch'] },
    auth,
    scope: 'contacts:write',
    body: companyFields,
    handle: createCompany,
  }),
  route('GET', '/companies/:id', {
    doc: { ...answering(200, oneCompanyBody, 'Show a company'), refuses: ['not_found'] },
    auth,
    scope: 'contacts:read',
    params,
    handle: showCompany,
  }),
  route('PATCH', '/companies/:id', {
    doc: { ...answering(200, oneCompanyBody, 'Change a company'), refuses: ['not_found', 'conflict'] },
    auth,
    scope: 'contacts:write',
    params,
    body: companyFields,
    handle: changeCompany,
  }),
  route('GET', '/companies/:id/contacts', {
    doc: { ...answering(200, contactListBody, 'List a company’s contacts'), refuses: ['not_found'] },
    auth,
    scope: 'contacts:read',
    params,
    query: profileQuery,
    handle: listContactsOf,
  }),
  route('GET', '/companies/:id/conversations', {
    doc: { ...answering(200, conversations, 'List a company’s conversations'), refuses: ['not_found'] },
    auth,
    scope: 'contacts:read',
    params,
    query: pageQuery,
    handle: listConversationsOfCompany,
  }),
  route('POST', '/companies/:id/merge', {
    doc: {
      ...answering(200, mergedCompanyBody, 'Merge another company into this one'),
      refuses: ['not_found', 'conflict', 'mismatch'],
    },
    auth: administrator,
    scope: 'contacts:write',
    params,
    body: companyMergeBody,
    handle: mergeCompany,
  }),
  route('POST', '/companies/merges/:id/undo', {
    doc: {
      ...answering(200, mergedCompanyBody, 'Undo a merge of companies'),
      refuses: ['not_found', 'conflict'],
    },
    auth: administrator,
    scope: 'contacts:write',
    params,
    handle: undoCompanyMerge,
  }),
]
