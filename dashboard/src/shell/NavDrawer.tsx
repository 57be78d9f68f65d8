import { Drawer } from '@mantine/core'
import { type ReactElement, useEffect, useEffectEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useAddress } from '../routing/address.ts'
import { usePlace } from '../screens/Inbox/place.ts'
import { ViewLinks } from '../screens/Inbox/views/ViewLinks.tsx'
import './NavDrawer.css'

/** All lists, on a phone. Going somewhere closes it. */
export default function NavDrawer({ open, onClose }: { open: boolean; onClose(): void }): ReactElement {
  const { t } = useTranslation('shell')
  const [place, go] = usePlace()
  const address = useAddress()
  const close = useEffectEvent(onClose)
  const from = useRef(address)
  useEffect(() => {
    if (from.current === address) return
    from.current = address
    close()
  }, [address])
  return (
    <Drawer
      opened={open}
      onClose={onClose}
      size={280}
      title={t('nav.lists')}
      closeButtonProps={{ 'aria-label': t('close') }}
      classNames={{ content: 'nav-drawer', header: 'nav-drawer-head', title: 'nav-drawer-title' }}
    >
      <ViewLinks place={place} go={go} />
    </Drawer>
  )
}
