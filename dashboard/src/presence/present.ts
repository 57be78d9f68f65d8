import type { PresenceBody } from '../../../server/src/surfaces/manage/wire.ts'

/** A visitor has no id of their own here: they are whoever writes in that conversation. */
export function personKey({ kind, teammate_id, conversation_id }: PresenceBody): string {
  return `${kind} ${teammate_id ?? conversation_id}`
}

/** Who is here once `change` was heard; whoever is offline is not. */
export function withChange(present: readonly PresenceBody[], change: PresenceBody): PresenceBody[] {
  const key = personKey(change)
  const others = present.filter((one) => personKey(one) !== key)
  return change.status === 'offline' ? others : [...others, change]
}
