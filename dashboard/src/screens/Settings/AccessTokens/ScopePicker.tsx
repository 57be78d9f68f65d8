import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Scope } from '../../../../../server/src/surfaces/manage/wire.ts'
import { Tick } from '../parts/Tick.tsx'
import { scopes as all } from './scopes.ts'
import './ScopePicker.css'

type ScopePickerProps = {
  /** Null: everything. */
  scopes: readonly Scope[] | null
  onChange(scopes: readonly Scope[] | null): void
}

export function ScopePicker({ scopes, onChange }: ScopePickerProps): ReactElement {
  const { t } = useTranslation('settings')
  // Picked ones are kept while somebody looks at the other choice.
  const [picked, setPicked] = useState<readonly Scope[]>(scopes ?? [])

  function pick(scope: Scope, on: boolean): void {
    const next = on ? [...picked, scope] : picked.filter((one) => one !== scope)
    setPicked(next)
    onChange(next)
  }

  return (
    <fieldset className="set-scopes">
      <legend>{t('tokens.may')}</legend>
      <Tick radio="reach" checked={scopes !== null} onChange={() => onChange(picked)}>
        {t('tokens.only')}
      </Tick>
      {scopes !== null && (
        <div className="set-scopes-list">
          {all.map((scope) => (
            <Tick key={scope} checked={picked.includes(scope)} onChange={(on) => pick(scope, on)}>
              <span className="set-code">{scope}</span>
              <span className="set-tick-about">{t(`scope.${scope.replace(':', '-')}`)}</span>
            </Tick>
          ))}
        </div>
      )}
      <Tick
        radio="reach"
        checked={scopes === null}
        onChange={() => onChange(null)}
        about={t('tokens.all-about')}
      >
        {t('tokens.all')}
      </Tick>
    </fieldset>
  )
}
