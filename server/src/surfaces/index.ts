import type { Surface } from '../http/surface.ts'
import { helpdesk } from './chat/helpdesk/routes.ts'
import { chat } from './chat/routes.ts'
import { type ManageParts, manage } from './manage/routes.ts'
import { accounts } from './tickets/accounts/routes.ts'
import { type TicketRates, tickets } from './tickets/routes.ts'

export type SurfaceParts = ManageParts & { rates: TicketRates }

/** Every surface of the server; the route matrix in the tests is made from this list. */
export function surfaces({ rates, ...parts }: SurfaceParts): readonly Surface[] {
  return [...tickets(parts.blobs, rates), accounts, chat(parts), ...helpdesk, manage(parts)]
}
