import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MessageBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { retryMessage } from '../../../api/messages.ts'
import { asProblem } from '../../../api/problem.ts'
import { Icon } from '../../../ui/Icon.tsx'
import type { IconName } from '../../../ui/icon-paths.ts'
import { showToast } from '../../../ui/toast.ts'
import { useAttempts } from './attempts.ts'
import './Delivery.css'

type State = Exclude<MessageBody['delivery'], 'none'>

const look = {
  pending: { icon: 'clock', bad: false },
  delivered: { icon: 'check', bad: false },
  failed: { icon: 'circle-alert', bad: true },
  dead: { icon: 'circle-alert', bad: true },
} as const satisfies Record<State, { icon: IconName; bad: boolean }>

/** A server that cannot be asked to send again says so once; nobody is offered it twice. A cache. */
let retryKnown = true

/** Of what was not sent out by anybody: that it is there, or that the visitor has read it. */
export type Receipt = 'sent' | 'seen'

/** What became of what we sent, how often it was tried, and a way not to wait for the next time. */
export function Delivery({
  message,
  receipt,
}: {
  message: MessageBody
  receipt: Receipt | null
}): ReactElement | null {
  const { t } = useTranslation('thread')
  const { delivery } = message
  const attempt = useAttempts(message.id)
  // What was asked of one try; when the next one fails too, one may ask again.
  const [asked, setAsked] = useState<string | null>(null)
  const now = `${delivery} ${attempt}`
  if (delivery === 'none')
    return receipt === null ? null : (
      <p className="delivery">
        <Icon name={receipt === 'seen' ? 'check-check' : 'check'} size={12} />
        {t(`delivery.${receipt}`)}
      </p>
    )
  const { icon, bad } = look[delivery]

  async function retry(): Promise<void> {
    setAsked(now)
    try {
      await retryMessage(message.id)
    } catch (error) {
      const problem = asProblem(error)
      if (problem.status === 404 && problem.code === 'protocol') retryKnown = false
      else setAsked(null)
      showToast({ tone: 'failed', text: t('delivery.notRetried', { why: problem.message }) })
    }
  }

  return (
    <p className={bad ? 'delivery delivery-bad' : 'delivery'}>
      <Icon name={icon} size={12} />
      <span className="figures">
        {t(`delivery.${delivery}`)}
        {bad && attempt > 0 && ` · ${t('delivery.attempt', { count: attempt })}`}
      </span>
      {bad && retryKnown && asked !== now && (
        <button type="button" className="delivery-act" onClick={() => void retry()}>
          {t('delivery.retry')}
        </button>
      )}
    </p>
  )
}
