import type { Migration } from 'kysely/migration'
import * as accounts from './0001-accounts.ts'
import * as conversations from './0002-conversations.ts'
import * as spine from './0003-spine.ts'
import * as accountsAndFiles from './0004-accounts-and-files.ts'
import * as workingAConversation from './0005-working-a-conversation.ts'
import * as invitations from './0006-invitations.ts'
import * as accountSecurity from './0007-account-security.ts'
import * as contacts from './0008-contacts.ts'
import * as talks from './0009-talks.ts'
import * as accessTokenScopes from './0010-access-token-scopes.ts'
import * as search from './0011-search.ts'
import * as viewsAndMentions from './0012-views-and-mentions.ts'
import * as macrosAndUploads from './0013-macros-and-uploads.ts'
import * as sample from './0014-sample.ts'
import * as handBack from './0016-hand-back.ts'
import * as chat from './0017-chat.ts'
import * as helpdeskTickets from './0018-helpdesk-tickets.ts'
import * as cheaperChecks from './0019-cheaper-checks.ts'

/** Every migration, oldest first; a released one is never edited. */
export const migrations: Record<string, Migration> = {
  '0001-accounts': accounts,
  '0002-conversations': conversations,
  '0003-spine': spine,
  '0004-accounts-and-files': accountsAndFiles,
  '0005-working-a-conversation': workingAConversation,
  '0006-invitations': invitations,
  '0007-account-security': accountSecurity,
  '0008-contacts': contacts,
  '0009-talks': talks,
  '0010-access-token-scopes': accessTokenScopes,
  '0011-search': search,
  '0012-views-and-mentions': viewsAndMentions,
  '0013-macros-and-uploads': macrosAndUploads,
  '0014-sample': sample,
  '0016-hand-back': handBack,
  '0017-chat': chat,
  '0018-helpdesk-tickets': helpdeskTickets,
  '0019-cheaper-checks': cheaperChecks,
}
