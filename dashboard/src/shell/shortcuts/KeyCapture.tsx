import { type KeyboardEvent, type ReactElement, useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Keys } from '../../commands/Keys.tsx'
import { chordOf } from '../../commands/keys.ts'
import { isMac } from '../../commands/platform.ts'
import { Button } from '../../ui/Button.tsx'

/** How long a second key may take; then what was pressed is it. */
const PAUSE = 900

type KeyCaptureProps = { onKeys(keys: string): void; onNone(): void; onLeave(): void }

/** Waits for one or two keys. Esc leaves, Backspace takes all keys away, Tab goes on as everywhere. */
export function KeyCapture({ onKeys, onNone, onLeave }: KeyCaptureProps): ReactElement {
  const { t } = useTranslation('shell')
  const [pressed, setPressed] = useState<string[]>([])
  const field = useRef<HTMLButtonElement>(null)
  const done = useEffectEvent(onKeys)

  useEffect(() => field.current?.focus(), [])
  useEffect(() => {
    if (pressed.length === 0) return
    const timer = setTimeout(() => done(pressed.join(' ')), pressed.length > 1 ? 0 : PAUSE)
    return () => clearTimeout(timer)
  }, [pressed])

  function onKeyDown(event: KeyboardEvent): void {
    const chord = chordOf(event.nativeEvent, isMac)
    if (chord === 'tab' || chord === 'shift+tab') return
    // Not the dialog's, and no command's.
    event.preventDefault()
    event.stopPropagation()
    event.nativeEvent.stopImmediatePropagation()
    if (chord === null || event.repeat) return
    if (chord === 'escape') onLeave()
    else if (chord === 'backspace') onNone()
    else setPressed((before) => [...before, chord].slice(0, 2))
  }

  return (
    <>
      <button type="button" className="shortcut-capture" ref={field} onKeyDown={onKeyDown}>
        {pressed.length === 0 ? t('shortcuts.press') : <Keys keys={pressed.join(' ')} />}
      </button>
      <Button size="small" onClick={onNone}>
        {t('shortcuts.none')}
      </Button>
      <Button size="small" look="ghost" onClick={onLeave}>
        {t('shortcuts.cancel')}
      </Button>
    </>
  )
}
