export {
  type AccountChange,
  type AccountReference,
  type AccountsApi,
  type AccountsOptions,
  accountsApi,
  type NewAccount,
} from './accounts.ts'
export type { CompaniesApi, CompanyFields } from './companies.ts'
export type { ContactFields, ContactFilter, ContactsApi, ProfileFields, ProfileFilter } from './contacts.ts'
export type { ConversationStateApi } from './conversation-state.ts'
export type { ConversationChange, ConversationFilter, ConversationsApi } from './conversations.ts'
export type { CredentialsApi, NewAccessToken, NewApiKey } from './credentials.ts'
export { ParleyError, type ParleyErrorCode } from './errors.ts'
export type { EventOptions, EventsApi } from './events.ts'
export type { FilesApi } from './files.ts'
export type { Once } from './idempotency.ts'
export type { MacroFields, MacrosApi } from './macros.ts'
export { type ManageApi, type ManageOptions, manageApi } from './manage.ts'
export type {
  DownloadOptions,
  MessagesApi,
  TranscriptOptions,
  Written,
  WrittenNote,
  WrittenReply,
} from './messages.ts'
export type { LimitsChange, OrganisationApi } from './organisation.ts'
export type { OwnApi, Proof } from './own.ts'
export type { Anew, Beat, PresenceApi } from './presence.ts'
export type { ConnectionOptions } from './request.ts'
export type { NewSite, Renewal, SiteChange, SitesApi } from './sites.ts'
export type { TeamApi } from './team.ts'
export type { Enclosed, Person } from './ticket-form.ts'
export {
  type CreatedTicket,
  type NewReply,
  type NewTicket,
  type TicketsApi,
  type TicketsOptions,
  ticketsApi,
} from './tickets.ts'
export type { NewView, ViewChange, ViewsApi } from './views.ts'
export type * from './wire.ts'
