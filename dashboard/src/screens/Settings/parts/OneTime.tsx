import { type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { chordOf } from '../../../commands/keys.ts'
import { isMac } from '../../../commands/platform.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Key } from '../../../ui/Key.tsx'
import { CopyButton } from './CopyButton.tsx'
import { Tick } from './Tick.tsx'
import './OneTime.css'

type OneTimeProps = {
  title: string
  about: string
  /** What is shown this once. */
  secret: string
  secretLabel: string
  /** What was saved, as the tick says it. */
  saved: string
  /** Lines of it; a key takes two. */
  rows?: number
  onDone(): void
  children?: ReactNode
}

/** Shows a secret once. It goes only when somebody says that they have it: no Esc, no click outside, no cross. */
export function OneTime(props: OneTimeProps): ReactElement {
  const { title, about, secret, secretLabel, saved, rows = 2, onDone, children } = props
  const { t } = useTranslation('settings')
  const [ticked, setTicked] = useState(false)
  const box = useRef<HTMLTextAreaElement>(null)
  const area = useRef<HTMLDivElement>(null)

  // Leaving the page would lose it for good.
  useEffect(() => {
    if (ticked) return
    const hold = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', hold)
    return () => window.removeEventListener('beforeunload', hold)
  }, [ticked])

  // Wherever the focus is: nothing can be typed while this is up.
  useEffect(() => {
    const keyed = (event: KeyboardEvent): void => {
      if (chordOf(event, isMac) !== 'c') return
      area.current?.querySelector<HTMLButtonElement>('.set-once-row button')?.click()
    }
    document.addEventListener('keydown', keyed)
    return () => document.removeEventListener('keydown', keyed)
  }, [])

  return (
    <Dialog
      title={title}
      size={560}
      held
      onClose={() => {}}
      onSubmit={() => ticked && onDone()}
      hint={
        <>
          <Icon name="lock" size={14} />
          {t('once.held')}
        </>
      }
      buttons={
        <Button type="submit" disabled={!ticked}>
          {t('once.done')}
        </Button>
      }
    >
      <div className="set-once" ref={area}>
        <p>{about}</p>
        <div className="set-once-row">
          <textarea
            ref={box}
            className="set-once-secret"
            dir="ltr"
            aria-label={secretLabel}
            value={secret}
            rows={rows}
            readOnly
            data-autofocus
            spellCheck={false}
            onFocus={(event) => event.currentTarget.select()}
          />
          <CopyButton text={secret} look="filled" size="normal" onRefused={() => box.current?.select()}>
            <Key>C</Key>
          </CopyButton>
        </div>
        {children}
        <Tick checked={ticked} onChange={setTicked}>
          {saved}
        </Tick>
      </div>
    </Dialog>
  )
}
