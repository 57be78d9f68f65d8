import type { MouseEvent, ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionBody } from '../../../../server/src/surfaces/manage/wire.ts'
import { Icon } from '../../ui/Icon.tsx'
import { isPlainClick } from '../Inbox/place.ts'
import { askFor, CHECKLIST, isAskedFor } from './asked.ts'
import { isAllDone, stepNames } from './steps.ts'
import { useGettingStarted } from './use-getting-started.ts'

/** The way back to the checklist, for as long as steps are left or sample data is here. */
export function FirstRunLink({
  className,
  session,
}: {
  className: string
  session: SessionBody
}): ReactElement | null {
  const { t } = useTranslation('first-run')
  const { body } = useGettingStarted(session)
  if (!body || (isAllDone(body) && body.sample.state === 'none')) return null
  const done = stepNames.filter((name) => body.steps[name] !== null).length
  function open(event: MouseEvent): void {
    if (!isPlainClick(event)) return
    event.preventDefault()
    askFor()
  }
  return (
    <a
      className={className}
      href={CHECKLIST}
      onClick={open}
      title={t('title')}
      aria-current={isAskedFor(location.search) ? 'page' : undefined}
    >
      <Icon name="circle-check" />
      <span className="nav-wide">{t('title')}</span>
      <span className="spread nav-wide" />
      <span className="figures quiet nav-wide" aria-hidden="true">
        {done}/{stepNames.length}
      </span>
    </a>
  )
}
