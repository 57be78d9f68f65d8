import { type ReactElement, useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CommandKeys } from '../commands/Keys.tsx'
import { useCommand } from '../commands/use-command.ts'
import { Icon } from './Icon.tsx'
import { onToast, type Toast } from './toast.ts'
import './Toaster.css'

const SHOWN = 8_000
const UNDO = 'toast.undo'

type Shown = Toast & { number: number }

/** One at a time, for eight seconds; a pointer over it or the focus in it stops the clock. */
export function Toaster(): ReactElement {
  const { t } = useTranslation('shell')
  const [shown, setShown] = useState<Shown | null>(null)
  const [held, setHeld] = useState(false)
  const left = useRef(SHOWN)
  const count = useRef(0)

  useEffect(
    () =>
      onToast((toast) => {
        left.current = SHOWN
        count.current += 1
        setShown({ ...toast, number: count.current })
      }),
    [],
  )

  const number = shown?.number
  useEffect(() => {
    if (number === undefined || held) return
    const since = performance.now()
    const timer = setTimeout(() => setShown(null), left.current)
    return () => {
      clearTimeout(timer)
      left.current -= performance.now() - since
    }
  }, [number, held])

  const undo = useCallback(() => {
    shown?.undo?.()
    setShown(null)
    setHeld(false)
  }, [shown])
  useCommand(
    {
      id: UNDO,
      label: t('toast.undo'),
      group: 'actions',
      icon: 'undo',
      keys: ['z'],
      inDialog: true,
      run: undo,
    },
    shown?.undo !== undefined,
  )

  return (
    <div
      className="toasts"
      role="status"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {shown && (
        <div className="toast" key={shown.number}>
          {shown.tone === 'failed' && <Icon name="circle-alert" size={14} />}
          <span className="toast-text" dir="auto">
            {shown.text}
          </span>
          {shown.undo && (
            <button type="button" className="toast-undo" onClick={undo}>
              <u>{t('toast.undo')}</u> <CommandKeys id={UNDO} />
            </button>
          )}
        </div>
      )}
    </div>
  )
}
