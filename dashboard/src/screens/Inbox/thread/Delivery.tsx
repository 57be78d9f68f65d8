import type { ReactElement } from 'react'
import type { MessageBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { Icon } from '../../../ui/Icon.tsx'
import type { IconName } from '../../../ui/icon-paths.ts'
import './Delivery.css'

type State = Exclude<MessageBody['delivery'], 'none'>

const look = {
  pending: { icon: 'clock', bad: false, words: 'Sending' },
  delivered: { icon: 'check', bad: false, words: 'Delivered' },
  failed: { icon: 'circle-alert', bad: true, words: 'Not delivered yet. The server tries again by itself' },
  dead: { icon: 'circle-alert', bad: true, words: 'Not delivered. The server has stopped trying' },
} as const satisfies Record<State, { icon: IconName; bad: boolean; words: string }>

export function Delivery({ delivery }: { delivery: MessageBody['delivery'] }): ReactElement | null {
  if (delivery === 'none') return null
  const { icon, bad, words } = look[delivery]
  return (
    <p className={bad ? 'delivery delivery-bad' : 'delivery'}>
      <Icon name={icon} size={12} />
      {words}
    </p>
  )
}
