import { type ReactElement, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asDelivered, bindings, inTheWay, rebind } from '../../commands/bindings.ts'
import { Keys } from '../../commands/Keys.tsx'
import type { Command } from '../../commands/registry.ts'
import { useKept } from '../../person/use-kept.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { KeyCapture } from './KeyCapture.tsx'

type ShortcutRowProps = {
  command: Command
  commands: readonly Command[]
  keys: readonly string[]
  /** Its keys type characters, which are turned off. */
  resting: boolean
  changed: boolean
  changing: boolean
  onChanging(changing: boolean): void
}

export function ShortcutRow(props: ShortcutRowProps): ReactElement {
  const { command, commands, keys, resting, changed, changing, onChanging } = props
  const { t } = useTranslation('shell')
  const now = useKept(bindings)
  const [wanted, setWanted] = useState<string | null>(null)
  const change = useRef<HTMLButtonElement>(null)
  const others = wanted === null ? [] : inTheWay(wanted, command, commands, { ...now, charactersOff: false })

  function leave(): void {
    setWanted(null)
    onChanging(false)
    requestAnimationFrame(() => change.current?.focus())
  }

  function take(taken: string | null): void {
    bindings.set(rebind(now, command, taken, commands))
    leave()
  }

  function captured(pressed: string): void {
    if (inTheWay(pressed, command, commands, { ...now, charactersOff: false }).length === 0) take(pressed)
    else setWanted(pressed)
  }

  return (
    <li className="shortcut">
      <div className="shortcut-line">
        <span className="ellipsis shortcut-label">{command.label}</span>
        {changing && wanted === null ? (
          <KeyCapture onKeys={captured} onNone={() => take(null)} onLeave={leave} />
        ) : (
          <>
            <span className={resting ? 'shortcut-keys shortcut-resting' : 'shortcut-keys'}>
              {keys.map((text) => (
                <span key={text} className="shortcut-way">
                  <Keys keys={text} />
                </span>
              ))}
            </span>
            {changed && (
              <IconButton
                icon="rotate-ccw"
                label={t('shortcuts.reset', { label: command.label })}
                onClick={() => bindings.set(asDelivered(now, command, commands))}
              />
            )}
            <IconButton
              ref={change}
              icon="pencil"
              label={t('shortcuts.change', { label: command.label })}
              onClick={() => onChanging(true)}
            />
          </>
        )}
      </div>
      {changing && wanted !== null && (
        <div className="shortcut-conflict" role="alert">
          <Icon name="circle-alert" size={14} />
          <p>
            <span className="shortcut-way">
              <Keys keys={wanted} />
            </span>{' '}
            {t('shortcuts.taken', { label: others.map(({ label }) => label).join(', ') })}
          </p>
          <Button size="small" onClick={leave}>
            {t('shortcuts.leave')}
          </Button>
          <Button size="small" onClick={() => take(wanted)} autoFocus>
            {t('shortcuts.take')}
          </Button>
        </div>
      )}
    </li>
  )
}
