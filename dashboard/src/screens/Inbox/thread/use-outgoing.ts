import { useMemo } from 'react'
import type { MessageBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { asMessage, inThread } from '../composer/outbox/in-thread.ts'
import type { Outgoing } from '../composer/outbox/outgoing.ts'
import { outboxOf, useOutbox } from '../composer/outbox/use-outbox.ts'
import type { Person } from './use-actions.ts'

type OutgoingHere = {
  /** What the messages do not show yet, as the messages it is going to be: after all others. */
  ahead: readonly MessageBody[]
  /** By the id of the message that shows it. */
  letters: ReadonlyMap<string, Outgoing>
  /** Of one message before the server has it and after: the same. */
  keyOf(message: string): string
}

/** @param messages by seq, as far as they are known. */
export function useOutgoing(
  conversation: string,
  messages: readonly MessageBody[],
  me: Person,
): OutgoingHere {
  const all = useOutbox(me.id)
  return useMemo(() => {
    const here = all.filter((letter) => letter.conversation === conversation)
    const { ahead, became } = inThread(messages, here, me.id)
    const last = messages.at(-1)?.seq ?? 0
    return {
      ahead: ahead.map((letter, place) => asMessage(letter, me, last + 1 + place)),
      letters: new Map([...became, ...ahead.map((letter) => [letter.id, letter] as const)]),
      keyOf: (message) => became.get(message)?.id ?? outboxOf(me.id).cameFrom(message) ?? message,
    }
  }, [all, conversation, messages, me])
}
