import type { OrgId } from '../../ids.ts'
import type { Verb } from '../../verb.ts'
import type { By } from '../api-keys.ts'
import { deleteSessionsOf } from './queries.ts'

/** `except` is the session that asks; null when none does. */
export type EndOtherSessionsArgs = By & { org: OrgId; teammateId: string; except: string | null }

/** Whoever else is signed in as this teammate is not any more. */
export const endOtherSessions: Verb<EndOtherSessionsArgs, { ended: number }> = async (tx, args) => {
  const { org, teammateId, except, actor, ip } = args
  const ended = await deleteSessionsOf(tx, org, teammateId, except ?? undefined)
  if (ended === 0) return { result: { ended } }
  const data = { sessions_ended: ended }
  return {
    result: { ended },
    org,
    audit: [{ actor, action: 'session.ended', subject: teammateId, data, ip }],
  }
}
