import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../../../ui/Field.tsx'
import { inkOn } from '../contrast.ts'

type ColourFieldProps = { value: string; error: string | undefined; onChange(value: string): void }

const COLOUR = /^#[0-9a-f]{6}$/i

/** The colour of a site, and what will be written on it: nobody has to see to that themselves. */
export function ColourField({ value, error, onChange }: ColourFieldProps): ReactElement {
  const { t } = useTranslation('sites')
  const whole = COLOUR.test(value)
  const { ink, ratio } = inkOn(whole ? value : '#000000')
  return (
    <div className="set-help-of">
      <div className="site-colour">
        <input
          type="color"
          className="site-swatch"
          aria-label={t('looks.pick')}
          value={whole ? value.toLowerCase() : '#000000'}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
        <Field
          label={t('looks.colour')}
          className="site-mono"
          dir="ltr"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={7}
          value={value}
          error={error}
          onChange={({ currentTarget }) => {
            const typed = currentTarget.value.trim()
            onChange(/^[0-9a-f]{6}$/i.test(typed) ? `#${typed}` : typed)
          }}
        />
        {whole && (
          <svg className="site-sample" viewBox="0 0 72 36" aria-hidden="true">
            <rect width="72" height="36" rx="8" fill={value} />
            <text x="36" y="23" textAnchor="middle" fill={ink}>
              Aa
            </text>
          </svg>
        )}
      </div>
      <p className="set-help figures" role="status">
        {whole && t(ink === '#ffffff' ? 'looks.white' : 'looks.black', { ratio })}
      </p>
    </div>
  )
}
