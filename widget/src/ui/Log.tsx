import { useSignal, useSignalEffect } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { fill } from '../locales/words.ts'
import { type Row, timeline } from '../talk/timeline.ts'
import { dayName } from '../text/days.ts'
import { Icon } from './Icon.tsx'
import { LetterRow } from './LetterRow.tsx'
import { OurMessage, Said } from './OurMessage.tsx'
import { useOwnText } from './own-text.ts'
import { TheirMessage } from './TheirMessage.tsx'
import { useView } from './view.ts'

/** Long conversations are drawn from their end. */
const FIRST_ROWS = 80
const MORE_ROWS = 200
/** Nearer to the end than this, and one is at the end. */
const AT_END = 48

export function Log() {
  const { chat, words, site, locale, unreadAfter, now } = useView()
  const log = useRef<HTMLDivElement>(null)
  const inside = useRef<HTMLDivElement>(null)
  const atEnd = useSignal(true)
  const shown = useSignal(FIRST_ROWS)
  const greeting = useOwnText('greeting', site.greeting)
  const { messages, letters, seen, session, typing, closedByTeam } = chat
  const rows = timeline({
    messages: messages.value,
    letters: letters.value,
    unreadAfter: unreadAfter.value,
    seen: seen.value,
    autoReply: session.value.autoReply,
  })
  const lastAnswer = messages.value.at(-1)
  const replies = lastAnswer?.inbound === false && letters.value.length === 0 ? lastAnswer.quickReplies : []

  // To the line where the unread begin, else to the end; later only along with somebody who is at the end. Whatever
  // changes its height: a message, a word about one, the banner above, the field below.
  useLayoutEffect(() => {
    const list = log.current
    if (!list) return
    const follow = (): void => {
      if (!atEnd.value) return
      const divider = list.querySelector<HTMLElement>('.divider')
      const end = list.scrollHeight - list.clientHeight
      list.scrollTop = divider ? Math.min(end, divider.offsetTop - 12) : end
    }
    const heights = new ResizeObserver(follow)
    heights.observe(list)
    if (inside.current) heights.observe(inside.current)
    return () => heights.disconnect()
  }, [])

  useSignalEffect(() => {
    // What somebody sends themselves they want to see.
    if (!letters.value.some(({ state }) => state.phase === 'pending' && state.attempts === 0)) return
    atEnd.value = true
    unreadAfter.value = null
  })

  function scrolled(): void {
    const list = log.current
    if (list) atEnd.value = list.scrollHeight - list.clientHeight - list.scrollTop < AT_END
  }

  function toEnd(): void {
    unreadAfter.value = null
    log.current?.scrollTo({ top: log.current.scrollHeight })
  }

  const hiddenRows = Math.max(0, rows.length - shown.value)
  return (
    <div class="log-frame">
      <div
        ref={log}
        class="log"
        role="log"
        aria-label={words.messages}
        aria-live="polite"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it by keys
        tabIndex={0}
        onScroll={scrolled}
      >
        <div ref={inside}>
          {hiddenRows > 0 && (
            <button type="button" class="link earlier" onClick={() => (shown.value += MORE_ROWS)}>
              {words.earlier}
            </button>
          )}
          {hiddenRows === 0 && greeting && <Said text={greeting} first />}
          {rows.slice(hiddenRows).map((row) => (
            <OneRow key={row.key} row={row} day={(at) => dayName(at, now.peek(), locale)} isNew={words.new} />
          ))}
          {replies.length > 0 && <QuickReplies replies={replies} />}
          {closedByTeam.value && <p class="day">{words.closed}</p>}
        </div>
      </div>
      <p class="typing quiet">
        {typing.value !== null && (
          <>
            <span class="typing-dots" aria-hidden="true">
              <i />
              <i />
              <i />
            </span>
            {fill(words.typing, { name: typing.value })}
          </>
        )}
      </p>
      {!atEnd.value && (
        <button type="button" class="to-end" aria-label={words.newMessages} onClick={toEnd}>
          <Icon name="down" size={16} />
        </button>
      )}
    </div>
  )
}

function OneRow({ row, day, isNew }: { row: Row; day(at: number): string; isNew: string }) {
  if (row.is === 'day') return <p class="day">{day(row.at)}</p>
  if (row.is === 'unread') return <p class="divider">{isNew}</p>
  if (row.is === 'ours') return <OurMessage message={row.message} first={row.first} />
  if (row.is === 'theirs') return <TheirMessage message={row.message} note={row.note} />
  return row.is === 'letter' ? <LetterRow letter={row.letter} /> : <Said text={row.text} first />
}

function QuickReplies({ replies }: { replies: readonly string[] }) {
  const { chat, words } = useView()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is filled in, these are sent at once
    <div class="quick" role="group" aria-label={words.quickReplies}>
      {replies.map((reply) => (
        <button key={reply} type="button" onClick={() => chat.send(reply)}>
          {reply}
        </button>
      ))}
    </div>
  )
}
