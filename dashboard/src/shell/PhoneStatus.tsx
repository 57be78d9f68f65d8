import { type ReactElement, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { lazyPart } from '../lazy-part.ts'
import { IconButton } from '../ui/Button.tsx'
import type { Frame } from './frame.ts'
import { LiveStatus } from './LiveStatus.tsx'
import './PhoneStatus.css'

const NavDrawer = lazyPart(() => import('./NavDrawer.tsx'))

/** What the bar of a list takes over from the nav where there is none: the way to other lists, and the line. */
export function PhoneStatus({ live }: Pick<Frame, 'live' | 'onSignOut'>): ReactElement {
  const { t } = useTranslation('shell')
  const [open, setOpen] = useState(false)
  const [asked, setAsked] = useState(false)
  return (
    <>
      <IconButton
        className="phone-menu"
        icon="menu"
        label={t('nav.lists')}
        aria-expanded={open}
        onClick={() => {
          setAsked(true)
          setOpen(true)
        }}
      />
      <div className="phone-status">
        <LiveStatus line={live} />
      </div>
      {asked && (
        <Suspense>
          <NavDrawer open={open} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
