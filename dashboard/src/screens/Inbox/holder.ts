import type { ConversationBody } from '../../../../server/src/surfaces/manage/wire.ts'
import type { Voice } from '../../ui/voice.ts'

/** Who has the conversation; `name` is empty where the shape alone says it. */
export type Holder = { voice: Voice; name: string; who: string; words: string }

export function holderOf({ owner, assignee }: ConversationBody, me: string): Holder {
  if (owner.kind === 'bot') return { voice: 'bot', name: '', who: 'A bot', words: 'A bot has it' }
  if (owner.kind === 'assistant')
    return { voice: 'assistant', name: '', who: 'An assistant', words: 'An assistant has it' }
  if (assignee === null) return { voice: 'nobody', name: '', who: 'Nobody', words: 'Nobody has it' }
  if (assignee.id === me) return { voice: 'me', name: assignee.name, who: 'You', words: 'You have it' }
  return { voice: 'human', name: assignee.name, who: assignee.name, words: `${assignee.name} has it` }
}
