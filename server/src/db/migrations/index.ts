import type { Migration } from 'kysely/migration'
import * as accounts from './0001-accounts.ts'
import * as conversations from './0002-conversations.ts'
import * as spine from './0003-spine.ts'
import * as accountsAndFiles from './0004-accounts-and-files.ts'
import * as workingAConversation from './0005-working-a-conversation.ts'
import * as invitations from './0006-invitations.ts'

/** Every migration, oldest first; a released one is never edited. */
export const migrations: Record<string, Migration> = {
  '0001-accounts': accounts,
  '0002-conversations': conversations,
  '0003-spine': spine,
  '0004-accounts-and-files': accountsAndFiles,
  '0005-working-a-conversation': workingAConversation,
  '0006-invitations': invitations,
}
