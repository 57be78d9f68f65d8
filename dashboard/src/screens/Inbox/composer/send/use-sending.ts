import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationBody, MessageBody } from '../../../../../../server/src/surfaces/manage/wire.ts'
import { sayWriting } from '../../../../presence/writing.ts'
import { showToast } from '../../../../ui/toast.ts'
import { type Desk, giveBackElsewhere, type Kind } from '../desk/desk.ts'
import { isForeign, unseenAfter } from '../guard/seen.ts'
import type { FollowUp, Outgoing } from '../outbox/outgoing.ts'
import { outboxOf, useOutbox } from '../outbox/use-outbox.ts'
import { useWhyWords } from '../outbox/use-why-words.ts'
import { mentionsIn } from '../suggest/mentions.ts'
import { whyNot } from './why-not.ts'

/** How long one can change one's mind; in a chat somebody waits at the other end. */
const HOLD = 5_000
const HOLD_IN_CHAT = 2_000

type SendingParts = {
  me: string
  conversation: ConversationBody
  messages: readonly MessageBody[]
  desk: Desk | null
  people: readonly { id: string; name: string }[]
  seen: number
  acknowledge(seq: number): void
  onSent(): void
  /** Text came back, and what was to follow it: both should be seen where they are. */
  onReturn(kind: Kind, after: FollowUp[]): void
  /** The guard's messages were read: on with the text. */
  onRead(kind: Kind): void
}

/** `after`: what was to follow the message that was stopped. */
type Guard = { kind: Kind; newer: readonly MessageBody[]; after: FollowUp[] }

/** What is sent once the conversation has been read. */
type Waiting = { kind: Kind; after: FollowUp[] }

export function useSending(parts: SendingParts) {
  const { me, conversation, messages, desk, people, seen, acknowledge, onSent, onReturn, onRead } = parts
  const { t } = useTranslation('composer')
  const words = useWhyWords()
  const outbox = outboxOf(me)
  const [guard, setGuard] = useState<Guard | null>(null)
  const [error, setError] = useState<{ kind: Kind; words: string } | null>(null)
  const [waiting, setWaiting] = useState<Waiting | null>(null)
  const picked = useRef(new Set<string>())
  const here = useOutbox(me).filter((letter) => letter.conversation === conversation.id)

  function giveBack(letter: Outgoing, key: string | null): void {
    const { kind, body, files } = letter
    desk?.[kind].draft.giveBack({ text: body, files, key })
    desk?.[kind].uploads.restore(files)
    onReturn(kind, letter.after)
  }

  /** @param force sends whatever came since. */
  function send(kind: Kind, after: FollowUp[], force = false): boolean {
    if (!desk) return false
    setWaiting(null)
    const { draft, uploads, files } = desk[kind]
    const { text, key } = draft.view()
    const refusal = whyNot(text, files())
    if (refusal) {
      const count = refusal.code === 'long' ? refusal.over : 0
      setError({ kind, words: t(`refused.${refusal.code}`, { ...refusal, count }) })
      return false
    }
    // Every conversation has a message: where none is known, it is still being read, and only then the guard can look.
    if (messages.length === 0) {
      setWaiting({ kind, after })
      return false
    }
    const guarded = kind === 'reply' && !force
    const newer = unseenAfter(messages, seen, me)
    if (guarded && newer.some((message) => isForeign(message, me))) {
      setGuard({ kind, newer, after })
      return false
    }
    outbox.send(
      {
        conversation: conversation.id,
        kind,
        body: text.trim(),
        files: files().flatMap((upload) => (upload.state === 'done' ? [upload.file] : [])),
        mentions: kind === 'note' ? mentionsIn(text, people, picked.current) : [],
        seenSeq: guarded ? seen : null,
        lastSeq: messages.at(-1)?.seq ?? 0,
        after,
      },
      force ? 0 : conversation.channel.kind === 'chat' ? HOLD_IN_CHAT : HOLD,
      key,
    )
    draft.clear()
    uploads.clear()
    picked.current.clear()
    sayWriting(conversation.id, kind, 0)
    setGuard(null)
    setError(null)
    return true
  }

  const takeReturned = useEffectEvent((letter: Outgoing) => {
    const { state, kind } = letter
    if (!desk || state.phase !== 'returned' || !outbox.takeBack(letter.id)) return
    giveBack(letter, null)
    const newer = state.newer.filter((message) => message.kind !== 'event' && message.author.id !== me)
    if (newer.length > 0) setGuard({ kind, newer, after: letter.after })
    else setError({ kind, words: t('refused.server', { why: words(state.why) }) })
  })
  const returned = here.find(({ state }) => state.phase === 'returned')
  useEffect(() => {
    if (desk && returned) takeReturned(returned)
  }, [desk, returned])

  const sent = here.flatMap(({ state }) => (state.phase === 'sent' ? [state.message] : [])).join(' ')
  const told = useEffectEvent(onSent)
  useEffect(() => {
    if (sent !== '') told()
  }, [sent])
  useEffect(() => outbox.arrived(new Set(messages.map(({ id }) => id))), [outbox, messages])

  // Whoever goes on to the next conversation can still change their mind about this one.
  const left = useEffectEvent(() => {
    if (waiting) showToast({ tone: 'failed', text: t('leftUnread', { title: conversation.title }) })
    const letter = outbox.list().findLast((each) => each.conversation === conversation.id)
    if (letter?.state.phase !== 'held') return
    showToast({
      text: t('outgoing.sendingTo', { title: conversation.title }),
      undo: () => {
        const undone = outbox.undo(letter.id)
        if (undone) giveBackElsewhere(me, undone)
      },
    })
  })
  useEffect(() => () => left(), [])

  return {
    send,
    guard,
    error,
    waiting,
    picked: picked.current,
    held: here.findLast(({ state }) => state.phase === 'held'),

    /** The guard's messages have been read. */
    keepWriting(): void {
      if (!guard) return
      acknowledge(guard.newer.at(-1)?.seq ?? 0)
      setGuard(null)
      onRead(guard.kind)
    },

    /** What was wrong; and what was to be sent later is being changed. */
    forget(kind: Kind): void {
      setError(null)
      if (waiting?.kind === kind) setWaiting(null)
    },

    undo(id: string): void {
      const letter = outbox.undo(id)
      if (letter) giveBack(letter, null)
    },

    takeBack(id: string): void {
      const letter = outbox.takeBack(id)
      // It may have been stored unheard: with its key it is not stored again.
      if (letter) giveBack(letter, letter.id)
    },

    retry: (id: string) => outbox.retryNow(id),
    dismiss: (id: string) => outbox.dismiss(id),
  }
}
