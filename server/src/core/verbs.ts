// Every verb there is. A new one is a file beside its noun and a line here.
import { createApiKey, deleteApiKey } from './accounts/api-keys.ts'
import { changeLimits } from './accounts/change-limits.ts'
import { createAccessToken, deleteAccessToken } from './accounts/own/access-tokens.ts'
import { changePassword } from './accounts/own/change-password.ts'
import { endOwnSession } from './accounts/own/end-own-session.ts'
import {
  endSession,
  noteCredentialUsed,
  noteSessionSeen,
  startSession,
  sweepSessions,
} from './accounts/sessions.ts'
import { setUpOrganisation } from './accounts/set-up-organisation.ts'
import { changeTeammate } from './accounts/team/change-teammate.ts'
import { acceptInvitation, invite, withdrawInvitation } from './accounts/team/invitations.ts'
import { giveUpLink, keepThumbnail, storeLink } from './attachments/settle.ts'
import { deleteCompany } from './companies/delete-company.ts'
import { saveCompany } from './companies/save-company.ts'
import { deleteContact } from './contacts/delete-contact.ts'
import { saveContact } from './contacts/save-contact.ts'
import { openTicket } from './conversations/open-ticket.ts'
import { reply } from './conversations/reply.ts'
import { replyToTicket } from './conversations/reply-to-ticket.ts'
import { changeConversation } from './conversations/state/change-conversation.ts'
import { saveDraft } from './conversations/state/drafts.ts'
import { markRead } from './conversations/state/mark-read.ts'
import { wakeConversation } from './conversations/state/wake-conversation.ts'
import { completeJob, enqueueScheduled, failJob, planSchedule, renewLease, takeJobs } from './jobs/verbs.ts'
import type { AnyVerb } from './perform.ts'
import { saveBuckets, sweepSpine } from './spine/sweep.ts'
import type { Effect } from './verb.ts'

export const verbs = {
  setUpOrganisation,
  changeLimits,
  createApiKey,
  deleteApiKey,
  changeTeammate,
  invite,
  withdrawInvitation,
  acceptInvitation,
  createAccessToken,
  deleteAccessToken,
  changePassword,
  startSession,
  endSession,
  endOwnSession,
  noteSessionSeen,
  noteCredentialUsed,
  sweepSessions,
  saveCompany,
  deleteCompany,
  saveContact,
  deleteContact,
  openTicket,
  changeConversation,
  wakeConversation,
  markRead,
  saveDraft,
  reply,
  replyToTicket,
  storeLink,
  giveUpLink,
  keepThumbnail,
  takeJobs,
  completeJob,
  failJob,
  renewLease,
  planSchedule,
  enqueueScheduled,
  saveBuckets,
  sweepSpine,
} satisfies Record<string, AnyVerb>

type Verbs = typeof verbs
export type VerbName = keyof Verbs
export type VerbArgs<N extends VerbName> = Parameters<Verbs[N]>[1]
export type VerbResult<N extends VerbName> = Awaited<ReturnType<Verbs[N]>> extends Effect<infer R> ? R : never
