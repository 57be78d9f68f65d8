import type { ConversationBody } from '../../../../server/src/surfaces/manage/wire.ts'
import type { Voice } from '../../ui/voice.ts'

/** Who has the conversation, as `thread:holder` words it; `name` is empty where the shape alone says it. */
export type Holder = { voice: Voice; name: string }

export function holderOf({ owner, assignee }: ConversationBody, me: string): Holder {
  if (owner.kind === 'bot' || owner.kind === 'assistant') return { voice: owner.kind, name: '' }
  if (assignee === null) return { voice: 'nobody', name: '' }
  return { voice: assignee.id === me ? 'me' : 'human', name: assignee.name }
}
