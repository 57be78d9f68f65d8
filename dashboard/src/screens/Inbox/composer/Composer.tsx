import {
  type ClipboardEvent,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  type Ref,
  useEffect,
  useEffectEvent,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationBody, MessageBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { asProblem } from '../../../api/problem.ts'
import { request } from '../../../api/request.ts'
import { useCommand } from '../../../commands/use-command.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { showToast } from '../../../ui/toast.ts'
import { channelLook } from '../channel-look.ts'
import { contactName } from '../contact-name.ts'
import { mentionsOf } from '../thread/markdown/mentions.tsx'
import { usePeople } from '../thread/use-people.ts'
import type { Kind } from './desk/desk.ts'
import { useDesk } from './desk/use-desk.ts'
import { SendGuard } from './guard/SendGuard.tsx'
import { useSeenSeq } from './guard/use-seen-seq.ts'
import { KindTabs } from './KindTabs.tsx'
import { actionWords } from './macros/action-words.ts'
import type { Macro } from './macros/macros.ts'
import { valuesOf } from './macros/variables.ts'
import type { FollowUp, OutgoingWays } from './outbox/outgoing.ts'
import { useSending } from './send/use-sending.ts'
import { useDroppedFiles } from './use-dropped-files.ts'
import { Writer, type WriterHandle } from './Writer.tsx'
import './Composer.css'

type ComposerProps = {
  /** For what the thread shows of messages on their way. */
  ref: Ref<OutgoingWays>
  conversation: ConversationBody
  /** By seq, as far as they are known; none while the conversation is still being read. */
  messages: readonly MessageBody[]
  me: string
  /** The line that says who else is at work; it has its place whether it says something or not. */
  line: ReactNode
  /** Something was stored that the thread may not have heard of. */
  onSent(): void
}

/** Where one answers: docked under the thread, with who else is at work above it. */
export function Composer({ ref, conversation, messages, me, line, onSent }: ComposerProps): ReactElement {
  const { t } = useTranslation('composer')
  const dock = useRef<HTMLDivElement>(null)
  const writer = useRef<WriterHandle>(null)
  const [kind, setKind] = useState<Kind>('reply')
  const [turnedTo, setTurnedTo] = useState<Kind | null>(null)
  const [actions, setActions] = useState<Record<Kind, FollowUp[]>>({ reply: [], note: [] })
  const [refused, setRefused] = useState<string | null>(null)
  const [seen, acknowledge] = useSeenSeq(messages, me, dock)
  const [desk, openDeskNow] = useDesk(me, conversation.id, seen)
  const people = usePeople()
  const name = people.find(({ id }) => id === me)?.name ?? ''
  const mentions = useMemo(() => mentionsOf(people, me), [people, me])

  function turnTo(next: Kind): void {
    setTurnedTo(next)
    // The field has the focus before the next key: until then that would be a command.
    if (!desk) openDeskNow()
    if (next === kind) writer.current?.focus()
    else setKind(next)
  }

  const sending = useSending({
    me,
    conversation,
    messages,
    desk,
    people,
    seen,
    acknowledge,
    onSent,
    onRead: turnTo,
    onReturn(to, after) {
      setActions((before) => ({ ...before, [to]: after }))
      turnTo(to)
    },
  })
  const { guard, waiting, held, undo, retry, takeBack, dismiss } = sending
  useImperativeHandle(ref, () => ({ undo, retry, takeBack, dismiss }))

  function sendOf(kind: Kind, after: FollowUp[], force = false): boolean {
    const sent = sending.send(kind, after, force)
    if (sent) setActions((before) => ({ ...before, [kind]: [] }))
    return sent
  }

  function send(after: FollowUp[], force = false): void {
    setRefused(null)
    if (sendOf(kind, after, force)) writer.current?.focus()
  }

  const isRead = messages.length > 0
  // Whoever went elsewhere meanwhile stays there.
  const sendWaiting = useEffectEvent(() => waiting && sendOf(waiting.kind, waiting.after))
  useEffect(() => {
    if (isRead) sendWaiting()
  }, [isRead])

  function runMacro({ id, actions }: Macro): void {
    const words = actionWords(actions, people, t)
    request(`/api/manage/conversations/${conversation.id}/macros/${id}`, { method: 'POST' }).then(
      () => {
        showToast({ text: t('macros.did', { what: words }) })
        onSent()
      },
      (error: unknown) => setRefused(t('macros.didNot', { why: asProblem(error).message })),
    )
  }

  const attach = (files: readonly File[]): void => {
    if (files.length > 0) writer.current?.attach(files)
  }
  const dropping = useDroppedFiles(attach)

  const group = 'actions'
  useCommand({
    id: 'composer.reply',
    label: t('commands.reply'),
    group,
    keys: ['r'],
    run: () => turnTo('reply'),
  })
  useCommand({
    id: 'composer.note',
    label: t('commands.note'),
    group,
    keys: ['n'],
    run: () => turnTo('note'),
  })
  useCommand({
    id: 'composer.send',
    label: t(kind === 'note' ? 'commands.sendNote' : 'commands.send'),
    group,
    keys: ['mod+enter'],
    whileTyping: true,
    run: () => send(actions[kind]),
  })
  const close: FollowUp = { type: 'status', value: 'closed' }
  useCommand({
    id: 'composer.send-close',
    label: t('commands.sendClose'),
    group,
    run: () => send([...actions[kind], close]),
  })
  useCommand(
    {
      id: 'composer.send-anyway',
      label: t('commands.sendAnyway'),
      group,
      keys: ['shift+mod+enter'],
      whileTyping: true,
      run: () => guard && send(guard.after, true),
    },
    guard !== null,
  )
  useCommand(
    {
      id: 'composer.undo-send',
      label: t('commands.undo'),
      group,
      keys: ['z'],
      run: () => held && undo(held.id),
    },
    held !== undefined,
  )

  /** Esc goes one step back: from the guard to the text, from the text to the thread, and no further. */
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    // The menu closes by itself. The editor claims every Esc, so that says nothing.
    if (event.target instanceof Element && event.target.closest('[role="menu"]')) return
    event.preventDefault()
    if (guard) sending.keepWriting()
    else dock.current?.closest<HTMLElement>('section[tabindex]')?.focus({ preventScroll: true })
  }

  function onPaste({ clipboardData, ...event }: ClipboardEvent): void {
    // Spreadsheets and word processors put a picture of the text beside the text.
    if (clipboardData.files.length === 0 || clipboardData.types.includes('text/plain')) return
    attach([...clipboardData.files])
    event.preventDefault?.()
  }

  const error = sending.error?.kind === kind ? sending.error.words : refused
  return (
    <div className="composer-dock" ref={dock}>
      {line}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Esc and pasted files of whatever within has the focus */}
      <div
        className={`composer composer-${kind}${dropping ? ' composer-dropping' : ''}`}
        onKeyDown={onKeyDown}
        onPasteCapture={onPaste}
      >
        {guard?.kind === kind && (
          <SendGuard
            newer={guard.newer}
            contact={contactName(conversation.contact)}
            mentions={mentions}
            onKeep={sending.keepWriting}
            onSend={() => send(guard.after, true)}
          />
        )}
        <div className="composer-head">
          <KindTabs kind={kind} desk={desk} onTurn={turnTo} />
          <span className="spread" />
          <span className="composer-to ellipsis">
            <Icon name={kind === 'note' ? 'lock' : channelLook[conversation.channel.kind].icon} size={12} />
            {kind === 'note' ? t('to.note') : t('to.reply', { channel: conversation.channel.name })}
          </span>
        </div>
        {desk ? (
          <div role="tabpanel" id="composer-panel" aria-labelledby={`composer-tab-${kind}`}>
            <Writer
              key={kind}
              ref={writer}
              kind={kind}
              sheet={desk[kind]}
              conversation={conversation}
              people={people}
              values={valuesOf(conversation, name === '' ? null : name)}
              actions={actions[kind]}
              onActions={(next) => setActions({ ...actions, [kind]: next })}
              error={error}
              waiting={waiting?.kind === kind}
              guarded={guard?.kind === kind}
              focused={turnedTo === kind}
              onMention={(id) => sending.picked.add(id)}
              onRun={runMacro}
              onEdit={() => {
                setRefused(null)
                if (sending.error || waiting) sending.forget(kind)
              }}
              onRefuse={setRefused}
              onSend={send}
            />
          </div>
        ) : (
          <div className="composer-waiting" />
        )}
        {dropping && <p className="composer-drop">{t('files.drop')}</p>}
      </div>
    </div>
  )
}
