import { type ReactElement, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/Button.tsx'

/** In the place of Save: keeping what was written is what has the focus, and what a second Esc does. */
export function DiscardButtons({ onKeep, onDiscard }: { onKeep(): void; onDiscard(): void }): ReactElement {
  const { t } = useTranslation('settings')
  const area = useRef<HTMLSpanElement>(null)
  useEffect(() => area.current?.querySelector('button')?.focus(), [])
  return (
    <span className="macro-discard" ref={area}>
      <Button onClick={onKeep}>{t('macros.keep-writing')}</Button>
      <Button look="danger" onClick={onDiscard}>
        {t('macros.discard')}
      </Button>
    </span>
  )
}
