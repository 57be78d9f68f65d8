import { type ReactElement, type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/Button.tsx'
import { toClipboard } from '../../Inbox/copy-text.ts'

type CopyButtonProps = {
  text: string
  /** What it copies, for readers, where several stand together. */
  label?: string
  look?: 'filled' | 'outline'
  size?: 'small' | 'normal'
  /** Where there is no clipboard for us, as on plain http: to select the text instead. */
  onRefused(): void
  children?: ReactNode
}

const SAID_FOR = 2_000

export function CopyButton(props: CopyButtonProps): ReactElement {
  const { text, label, look = 'outline', size = 'small', onRefused, children } = props
  const { t } = useTranslation('settings')
  const [outcome, setOutcome] = useState<'copied' | 'selected' | null>(null)
  useEffect(() => {
    if (outcome === null) return
    const timer = setTimeout(() => setOutcome(null), SAID_FOR)
    return () => clearTimeout(timer)
  }, [outcome])

  async function copy(): Promise<void> {
    const copied = await toClipboard(text)
    if (!copied) onRefused()
    setOutcome(copied ? 'copied' : 'selected')
  }

  return (
    <>
      <Button
        look={look}
        size={size}
        icon={outcome === 'copied' ? 'check' : 'copy'}
        aria-label={label}
        onClick={() => void copy()}
      >
        {outcome === null ? t('copy') : t(`copy-${outcome}`)}
        {outcome === null && children}
      </Button>
      <span className="for-readers" role="status">
        {outcome && t(`copy-${outcome}`)}
      </span>
    </>
  )
}
