// Every verb there is. A new one is a file beside its noun and a line here.
import { createApiKey, deleteApiKey } from './accounts/api-keys.ts'
import { changeOrganisation } from './accounts/change-organisation.ts'
import { createAccessToken, deleteAccessToken } from './accounts/own/access-tokens.ts'
import { changeEmail } from './accounts/own/change-email.ts'
import { changePassword } from './accounts/own/change-password.ts'
import { endOtherSessions } from './accounts/own/end-other-sessions.ts'
import { endOwnSession } from './accounts/own/end-own-session.ts'
import { confirmSecondFactor, startSecondFactor } from './accounts/second-factor/enrol.ts'
import {
  disableSecondFactor,
  noteCodeRefused,
  renewRecoveryCodes,
  resetSecondFactor,
} from './accounts/second-factor/give-up.ts'
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
import { addChannel } from './channels/add-channel.ts'
import { retryDelivery } from './channels/retry-delivery.ts'
import { noteSeen } from './chat/note-seen.ts'
import { openChat } from './chat/open-chat.ts'
import { proveVisitor } from './chat/prove-visitor.ts'
import { writeInChat } from './chat/write-in-chat.ts'
import { deleteCompany } from './companies/delete-company.ts'
import { mergeCompanies, unmergeCompanies } from './companies/merge-companies.ts'
import { saveCompany } from './companies/save-company.ts'
import { deleteContact } from './contacts/delete-contact.ts'
import {
  eraseContact,
  eraseLater,
  eraseStep,
  finishErasure,
  noteErasedFile,
} from './contacts/erase/erase-contact.ts'
import { mergeContacts, unmergeContacts } from './contacts/merge-contacts.ts'
import { saveContact } from './contacts/save-contact.ts'
import { importConversation } from './conversations/imports/import-conversation.ts'
import { mergeConversations } from './conversations/merge/merge-conversations.ts'
import { unmergeConversations } from './conversations/merge/unmerge-conversations.ts'
import { openTicket } from './conversations/open-ticket.ts'
import { reply } from './conversations/reply.ts'
import { replyToTicket } from './conversations/reply-to-ticket.ts'
import { changeConversation } from './conversations/state/change-conversation.ts'
import { saveDraft } from './conversations/state/drafts.ts'
import { handBack } from './conversations/state/hand-back.ts'
import { markRead } from './conversations/state/mark-read.ts'
import { wakeConversation } from './conversations/state/wake-conversation.ts'
import { hideGettingStarted } from './getting-started/hide-getting-started.ts'
import { openHelpdeskTicket } from './helpdesk/open-helpdesk-ticket.ts'
import { completeJob, enqueueScheduled, failJob, planSchedule, renewLease, takeJobs } from './jobs/verbs.ts'
import { changeMacro, createMacro, deleteMacro } from './macros/keep-macro.ts'
import { runMacro } from './macros/run-macro.ts'
import type { AnyVerb } from './perform.ts'
import { indexProfiles } from './profiles/search/index-profiles.ts'
import { addSampleConversation } from './sample/add-sample-conversation.ts'
import { removeSampleStep } from './sample/remove-sample-step.ts'
import { removeSample, startSample } from './sample/start-sample.ts'
import { storeEntries } from './search/store-entries.ts'
import { changeSite, createSite, deleteSite } from './sites/keep-site.ts'
import { renewSiteIdentity, renewSiteSecret } from './sites/renew-secrets.ts'
import { saveBuckets, sweepSpine } from './spine/sweep.ts'
import { sweepEvents } from './spine/sweep-events.ts'
import { dropOldUploads, dropUpload } from './uploads/drop-uploads.ts'
import { keepUpload } from './uploads/keep-upload.ts'
import type { Effect } from './verb.ts'
import { changeView, deleteView } from './views/change-view.ts'
import { createView } from './views/create-view.ts'

export const verbs = {
  setUpOrganisation,
  changeOrganisation,
  createApiKey,
  deleteApiKey,
  changeTeammate,
  invite,
  withdrawInvitation,
  acceptInvitation,
  createAccessToken,
  deleteAccessToken,
  changePassword,
  changeEmail,
  startSecondFactor,
  confirmSecondFactor,
  disableSecondFactor,
  renewRecoveryCodes,
  resetSecondFactor,
  noteCodeRefused,
  startSession,
  endSession,
  endOwnSession,
  endOtherSessions,
  noteSessionSeen,
  noteCredentialUsed,
  sweepSessions,
  saveCompany,
  deleteCompany,
  mergeCompanies,
  unmergeCompanies,
  saveContact,
  deleteContact,
  addChannel,
  importConversation,
  mergeContacts,
  unmergeContacts,
  eraseContact,
  eraseStep,
  noteErasedFile,
  eraseLater,
  finishErasure,
  indexProfiles,
  hideGettingStarted,
  startSample,
  removeSample,
  addSampleConversation,
  removeSampleStep,
  openTicket,
  openHelpdeskTicket,
  openChat,
  writeInChat,
  noteSeen,
  proveVisitor,
  changeConversation,
  handBack,
  wakeConversation,
  mergeConversations,
  unmergeConversations,
  markRead,
  saveDraft,
  createView,
  changeView,
  deleteView,
  reply,
  replyToTicket,
  retryDelivery,
  storeLink,
  giveUpLink,
  keepThumbnail,
  keepUpload,
  dropUpload,
  dropOldUploads,
  createMacro,
  changeMacro,
  deleteMacro,
  runMacro,
  takeJobs,
  completeJob,
  failJob,
  renewLease,
  planSchedule,
  enqueueScheduled,
  createSite,
  changeSite,
  deleteSite,
  renewSiteSecret,
  renewSiteIdentity,
  storeEntries,
  saveBuckets,
  sweepSpine,
  sweepEvents,
} satisfies Record<string, AnyVerb>

type Verbs = typeof verbs
export type VerbName = keyof Verbs
export type VerbArgs<N extends VerbName> = Parameters<Verbs[N]>[1]
export type VerbResult<N extends VerbName> = Awaited<ReturnType<Verbs[N]>> extends Effect<infer R> ? R : never
