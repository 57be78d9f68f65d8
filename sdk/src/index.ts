export { ParleyError, type ParleyErrorCode } from './errors.ts'
export {
  type ConversationFilter,
  type EventOptions,
  type ManageApi,
  type ManageOptions,
  manageApi,
} from './manage.ts'
export type { ConnectionOptions } from './request.ts'
export {
  type CreatedTicket,
  type NewTicket,
  type TicketsApi,
  type TicketsOptions,
  ticketsApi,
} from './tickets.ts'
export type {
  Attachment,
  Author,
  Conversation,
  ConversationStatus,
  Message,
  ParleyEvent,
  Priority,
} from './wire.ts'
