import { type ReactElement, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../../ui/Button.tsx'
import { MiddleCut } from '../../../ui/MiddleCut.tsx'
import { toClipboard } from '../copy-text.ts'
import './CopyableId.css'

// Long enough to be seen, short enough to be ready for the next.
const COPIED = 2_000

type Outcome = 'none' | 'copied' | 'selected'

/** Where there is no clipboard for us the id is shown whole and selected instead. */
export function CopyableId({ id, what }: { id: string; what: string }): ReactElement {
  const whole = useRef<HTMLElement>(null)
  const { t } = useTranslation('context')
  const [outcome, setOutcome] = useState<Outcome>('none')

  useEffect(() => {
    if (outcome === 'selected' && whole.current) getSelection()?.selectAllChildren(whole.current)
    if (outcome !== 'copied') return
    const timer = setTimeout(() => setOutcome('none'), COPIED)
    return () => clearTimeout(timer)
  }, [outcome])

  async function copy(): Promise<void> {
    setOutcome((await toClipboard(id)) ? 'copied' : 'selected')
  }

  return (
    <span className="copyable">
      <code ref={whole}>{outcome === 'selected' ? id : <MiddleCut text={id} tail={6} />}</code>
      <IconButton
        className="copyable-button"
        icon={outcome === 'copied' ? 'check' : 'copy'}
        label={t('copy.label', { what })}
        onClick={() => void copy()}
      />
      <span className={outcome === 'selected' ? 'copyable-outcome' : 'for-readers'} role="status">
        {outcome === 'none' ? '' : t(`copy.${outcome}`)}
      </span>
    </span>
  )
}
