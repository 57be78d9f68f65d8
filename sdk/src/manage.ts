import { type CompaniesApi, companiesApi } from './companies.ts'
import { type ContactsApi, contactsApi } from './contacts.ts'
import { type ConversationStateApi, conversationStateApi } from './conversation-state.ts'
import { type ConversationsApi, conversationsApi } from './conversations.ts'
import { type CredentialsApi, credentialsApi } from './credentials.ts'
import { type EventsApi, streamEvents } from './events.ts'
import { type FilesApi, filesApi } from './files.ts'
import { type MacrosApi, macrosApi } from './macros.ts'
import { manageCalls } from './manage-calls.ts'
import { type MessagesApi, messagesApi } from './messages.ts'
import { type OrganisationApi, organisationApi } from './organisation.ts'
import { type OwnApi, ownApi } from './own.ts'
import { type PresenceApi, presenceApi } from './presence.ts'
import type { ConnectionOptions } from './request.ts'
import { type SitesApi, sitesApi } from './sites.ts'
import { type TeamApi, teamApi } from './team.ts'
import { type ViewsApi, viewsApi } from './views.ts'

export type ManageOptions = ConnectionOptions & {
  /** An access token of the manage API; it begins with `pat_`. */
  accessToken: string
}

/** Everything a person can do in the dashboard. */
export type ManageApi = ConversationsApi &
  MessagesApi &
  FilesApi &
  MacrosApi &
  ConversationStateApi &
  ViewsApi &
  ContactsApi &
  CompaniesApi &
  EventsApi &
  PresenceApi &
  TeamApi &
  OwnApi &
  CredentialsApi &
  SitesApi &
  OrganisationApi

/**
 * The manage API of one server.
 * @example
 * const manage = manageApi({ baseUrl: 'https://parley.example.com', accessToken })
 * for await (const conversation of manage.conversations({ status: 'open' })) console.log(conversation.title)
 */
export function manageApi({ accessToken, ...connection }: ManageOptions): ManageApi {
  const authorization = `Bearer ${accessToken}`
  const calls = manageCalls(connection, authorization)
  const listening = { connection, authorization }
  return {
    ...conversationsApi(calls),
    ...messagesApi(calls),
    ...filesApi(calls),
    ...macrosApi(calls),
    ...conversationStateApi(calls),
    ...viewsApi(calls),
    ...contactsApi(calls),
    ...companiesApi(calls),
    events: (options = {}) => streamEvents({ ...listening, after: options.after, signal: options.signal }),
    ...presenceApi(calls, listening),
    ...teamApi(calls),
    ...ownApi(calls),
    ...credentialsApi(calls),
    ...sitesApi(calls),
    ...organisationApi(calls),
  }
}
