import type { Actor } from '../../events.ts'
import type { OrgId, Time } from '../../ids.ts'
import type { Verb } from '../../verb.ts'
import { changeConversation } from './change-conversation.ts'
import { findState } from './queries.ts'

const CLOCK: Actor = { kind: 'system', id: null, name: 'Parley' }

/** Opens a conversation whose time has come, unless somebody did something else with it meanwhile. */
export const wakeConversation: Verb<{ org: OrgId; conversationId: string; until: Time }, null> = async (
  tx,
  { org, conversationId, until },
  stamp,
) => {
  const state = await findState(tx, org, conversationId)
  if (state?.status !== 'snoozed' || state.snoozed_until !== until) return { result: null }
  const args = { org, conversationId, wanted: { status: 'open' as const }, actor: CLOCK }
  return { ...(await changeConversation(tx, args, stamp)), result: null }
}
