import { findLiving } from '../conversations/queries.ts'
import { changeConversation } from '../conversations/state/change-conversation.ts'
import { missing } from '../errors.ts'
import type { OrgId } from '../ids.ts'
import type { Verb } from '../verb.ts'
import { actionsFrom, wantedBy } from './actions.ts'
import { findMacro } from './queries.ts'

export type RunMacroArgs = {
  org: OrgId
  conversationId: string
  macroId: string
  teammate: { id: string; name: string }
}

/** `body` as it was prepared: whoever shows it fills in who answers whom. */
export type MacroRun = { conversationId: string; body: string }

/**
 * Does all that a macro does to a conversation, as one change by that teammate. It sends nothing.
 * @throws {DomainError} `not_found` for an unknown or foreign conversation or macro; as `changeConversation` does.
 */
export const runMacro: Verb<RunMacroArgs, MacroRun> = async (tx, args, stamp) => {
  const { org, teammate, macroId } = args
  const conversation = await findLiving(tx, org, args.conversationId)
  if (!conversation) throw missing('conversation')
  const macro = await findMacro(tx, org, teammate.id, macroId)
  if (!macro) throw missing('macro')
  const conversationId = conversation.id
  const wanted = wantedBy(actionsFrom(macro.actions), { teammateId: teammate.id, now: stamp.now })
  const actor = { kind: 'teammate' as const, ...teammate }
  const done = await changeConversation(tx, { org, conversationId, wanted, actor }, stamp)
  return { ...done, result: { conversationId, body: macro.body } }
}
