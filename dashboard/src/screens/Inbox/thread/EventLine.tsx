import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { locale } from '../../../i18n/local.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { safeText } from '../../../ui/safe-text.ts'
import { Time } from '../../../ui/Time.tsx'
import { eventWords } from './event-words.ts'
import { shownAt } from './transcript-order.ts'
import type { Turn } from './turns.ts'
import type { Person } from './use-actions.ts'
import './EventLine.css'

export type EventContext = {
  people: readonly Person[]
  conversation: ConversationBody
  /** Takes a conversation that was merged into this one out again. */
  onUnmerge(id: string): void
}

/** What was done between two messages. Of several only the last is shown, until one asks for the others. */
export function EventLine({
  turns,
  context,
}: {
  turns: readonly Turn[]
  context: EventContext
}): ReactElement {
  const { t } = useTranslation('thread')
  const [open, setOpen] = useState(false)
  const last = turns.at(-1)
  const shown = open ? turns : turns.slice(-1)
  const more = turns.length - 1
  return (
    <div
      className={`event on-rail rail-${last?.rail ?? 'nobody'}`}
      data-seq={turns[0]?.message.seq}
      data-last-seq={last?.message.seq}
    >
      {shown.map((turn, place) => (
        <div className="event-one" key={turn.message.id} data-message={turn.message.id}>
          <span className="event-knot">
            <Icon name="turn" size={12} />
          </span>
          <p>
            <Words turn={turn} context={context} />
            {more > 0 && place === shown.length - 1 && (
              <>
                {' · '}
                <button
                  type="button"
                  className="event-more"
                  aria-expanded={open}
                  onClick={() => setOpen(!open)}
                >
                  {open ? t('event.fewer') : t('event.more', { count: more })}
                </button>
              </>
            )}
          </p>
        </div>
      ))}
    </div>
  )
}

function Words({ turn: { message }, context }: { turn: Turn; context: EventContext }): ReactElement {
  const { t } = useTranslation('thread')
  const { people, conversation, onUnmerge } = context
  const merged = message.changes?.merged
  const undoable = merged !== undefined && conversation.merged_ids.includes(merged.id)
  return (
    <>
      <b dir="auto">{safeText(message.author.name ?? t('author.system'))}</b>{' '}
      <span dir="auto">{safeText(eventWords(message, people, t, locale()))}</span> ·{' '}
      <Time at={shownAt(message)} />
      {undoable && (
        <>
          {' · '}
          <button type="button" className="event-more" onClick={() => onUnmerge(merged.id)}>
            {t('merge.undoIt')}
          </button>
        </>
      )}
    </>
  )
}
