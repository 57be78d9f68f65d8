// biome-ignore-all lint/a11y/useSemanticElements: a table cannot draw only the rows in sight
// biome-ignore-all lint/a11y/useFocusableInteractive: of a row its link takes the focus, one of all rows at a time
import { type MouseEvent, memo, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { safeText } from '../../../ui/safe-text.ts'
import { Time } from '../../../ui/Time.tsx'
import { VoiceMark } from '../../../ui/VoiceMark.tsx'
import { contactName } from '../contact-name.ts'
import { holderOf } from '../holder.ts'
import { isPlainClick } from '../place.ts'
import type { Others } from '../presence/others.ts'
import { RowFoot } from './RowFoot.tsx'
import { rowBadge } from './row-badge.ts'
import { rowId } from './row-focus.ts'
import './Row.css'

export type RowHandlers = {
  onFocus(id: string): void
  onOpen(conversation: ConversationBody): void
  /** @param range with Shift: everything from the last one ticked up to here. */
  onSelect(id: string, range: boolean): void
}

type RowProps = {
  conversation: ConversationBody
  /** Its place in the list, from 0, and how far down it is drawn. */
  index: number
  top: number
  href: string
  me: string
  now: number
  others: Others | undefined
  unread: boolean
  current: boolean
  selected: boolean
  tabStop: boolean
  mixed: boolean
  q: string | undefined
  on: RowHandlers
}

/** Three lines: who and when, what about and whose it is, what was said last. What stays the same is not drawn again. */
export const Row = memo(function Row(props: RowProps): ReactElement {
  const { conversation, index, top, href, me, now, unread, current, selected, tabStop, mixed, q, on } = props
  const { t } = useTranslation('list')
  const { id, contact, match, last_message_at } = conversation
  const title = safeText(conversation.title)
  const holder = holderOf(conversation, me)
  const heldBy = t(`thread:holder.${holder.voice}`, { name: holder.name })
  const name = safeText(contactName(contact))

  function click(event: MouseEvent): void {
    if (event.shiftKey && event.button === 0) {
      event.preventDefault()
      on.onSelect(id, true)
    } else if (isPlainClick(event)) {
      event.preventDefault()
      on.onOpen(conversation)
    }
  }

  const look = `row-frame${unread ? ' row-unread' : ''}${current ? ' row-current' : ''}${selected ? ' row-selected' : ''}`
  return (
    <div
      role="row"
      aria-rowindex={index + 1}
      aria-selected={selected}
      className={look}
      style={{ transform: `translateY(${top}px)` }}
    >
      <span role="gridcell" className="row-check">
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={t('row.select', { title })}
          checked={selected}
          onChange={() => undefined}
          onClick={(event) => on.onSelect(id, event.shiftKey)}
        />
      </span>
      <span role="gridcell">
        <a
          id={rowId(id)}
          className="row"
          href={href}
          aria-current={current ? 'true' : undefined}
          tabIndex={tabStop ? 0 : -1}
          onFocus={() => on.onFocus(id)}
          onClick={click}
        >
          <VoiceMark voice="contact" name={name} size={28} />
          <span className="row-lines">
            <span className="row-line row-who">
              {unread && <span className="for-readers">{t('row.unread')} </span>}
              <span className="ellipsis" dir="auto">
                {name}
              </span>
              <Time at={match?.created_at ?? last_message_at} now={now} className="row-time" />
            </span>
            <span className="row-line row-title">
              <span className="ellipsis" dir="auto">
                {title}
              </span>
              <span className="row-owner" title={heldBy}>
                <VoiceMark voice={holder.voice} name={holder.name} size={holder.name === '' ? 16 : 18} />
                <span className="for-readers">{heldBy}</span>
              </span>
            </span>
            <RowFoot
              conversation={conversation}
              others={props.others}
              badge={rowBadge(conversation, mixed)}
              me={me}
              q={q}
              now={now}
            />
          </span>
        </a>
      </span>
    </div>
  )
})
