import type { ReactElement, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/Icon.tsx'
import { Time } from '../../ui/Time.tsx'

export type StepProps = {
  number: number
  title: string
  doneAt: string | null
  /** The first that is not done. */
  isNext: boolean
}

type Parts = StepProps & {
  children: ReactNode
  action?: ReactNode
  /** Nothing is left to press: it will tick when it happens. */
  waits?: boolean
  below?: ReactNode
}

export function Step(props: Parts): ReactElement {
  const { number, title, doneAt, isNext, children, action, waits = false, below } = props
  const { t } = useTranslation('first-run')
  const look = doneAt ? 'step-done' : isNext ? 'step-next' : ''
  return (
    <li className={`step ${look}`} aria-current={isNext ? 'step' : undefined}>
      <span className="step-number">
        {doneAt ? <Icon name="check" size={14} /> : <span aria-hidden="true">{number}</span>}
      </span>
      <div className="step-body">
        <h3>
          {title}
          {doneAt && <span className="for-readers">. {t('done')}</span>}
        </h3>
        <p className="step-words">{children}</p>
        {!doneAt && below}
      </div>
      <div className="step-aside">
        {doneAt && <Time at={doneAt} className="quiet" />}
        {!doneAt && waits && (
          <p className="step-waiting" role="status">
            <span className="dots" aria-hidden="true">
              <i />
              <i />
              <i />
            </span>
            {t('waiting')}
          </p>
        )}
        {!doneAt && action}
      </div>
    </li>
  )
}
