import type { ReactElement } from 'react'
import { Icon } from '../../../ui/Icon.tsx'
import { Time } from '../../../ui/Time.tsx'
import { shownAt } from './transcript-order.ts'
import type { Turn } from './turns.ts'
import './EventLine.css'

export function EventLine({ turn }: { turn: Turn }): ReactElement {
  const { message, rail } = turn
  return (
    <div className={`event on-rail rail-${rail}`}>
      <span className="event-knot">
        <Icon name="turn" size={12} />
      </span>
      <p>
        {message.author.name && <b dir="auto">{message.author.name} </b>}
        <span dir="auto">{message.body}</span> · <Time at={shownAt(message)} />
      </p>
    </div>
  )
}
