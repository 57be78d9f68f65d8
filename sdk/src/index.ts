export { ParleyError, type ParleyErrorCode } from './errors.ts'
export {
  type ConversationFilter,
  type EventOptions,
  type ManageApi,
  type ManageOptions,
  manageApi,
  type NewApiKey,
} from './manage.ts'
export type { ConnectionOptions } from './request.ts'
export type { Enclosed, Person } from './ticket-form.ts'
export {
  type CreatedTicket,
  type NewReply,
  type NewTicket,
  type TicketsApi,
  type TicketsOptions,
  ticketsApi,
} from './tickets.ts'
export type {
  ApiKey,
  Attachment,
  Author,
  Changes,
  Conversation,
  ConversationStatus,
  CreatedApiKey,
  Message,
  ParleyEvent,
  Priority,
} from './wire.ts'
