import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { SiteFields } from '../../../../api/sites.ts'
import { Field } from '../../../../ui/Field.tsx'
import { Icon } from '../../../../ui/Icon.tsx'
import { Banner } from '../../parts/Banner.tsx'
import { Tick } from '../../parts/Tick.tsx'
import type { SiteForm } from '../use-site-form.ts'
import { ColourField } from './ColourField.tsx'
import { Texts } from './Texts.tsx'
import './Looks.css'

type Appearance = SiteFields['appearance']

const ICONS = { chat: 'chat', question: 'circle-question', hand: 'hand', mail: 'mail' } as const

export function Looks({ form }: { form: SiteForm }): ReactElement {
  const { t } = useTranslation('sites')
  const { draft, wrong, change } = form
  const { appearance } = draft
  const { colour, position, offset, launcher, texts } = appearance
  const set = (more: Partial<Appearance>): void => change({ appearance: { ...appearance, ...more } })
  return (
    <section className="set-form" aria-label={t('part.looks')}>
      {wrong.appearance && <Banner tone="fail">{wrong.appearance}</Banner>}
      <ColourField
        value={colour}
        error={wrong['appearance.colour']}
        onChange={(next) => set({ colour: next })}
      />
      <fieldset className="site-radios">
        <legend>{t('looks.position')}</legend>
        {(['right', 'left'] as const).map((side) => (
          <Tick
            key={side}
            radio="position"
            checked={position === side}
            onChange={() => set({ position: side })}
          >
            {t(`looks.${side}`)}
          </Tick>
        ))}
      </fieldset>
      <div className="site-offsets">
        {(['x', 'y'] as const).map((axis) => (
          <Field
            key={axis}
            label={t(`looks.offset-${axis}`)}
            className="figures"
            inputMode="numeric"
            autoComplete="off"
            maxLength={3}
            value={Number.isNaN(offset[axis]) ? '' : String(offset[axis])}
            error={wrong[`appearance.offset.${axis}`]}
            onChange={({ currentTarget: { value } }) =>
              set({ offset: { ...offset, [axis]: /^\d+$/.test(value) ? Number(value) : Number.NaN } })
            }
          />
        ))}
      </div>
      <fieldset className="site-icons">
        <legend>{t('looks.launcher')}</legend>
        {(['chat', 'question', 'hand', 'mail'] as const).map((icon) => (
          <label className="site-icon" key={icon} title={t(`looks.icon-${icon}`)}>
            <input
              type="radio"
              name="icon"
              aria-label={t(`looks.icon-${icon}`)}
              checked={launcher.icon === icon}
              onChange={() => set({ launcher: { ...launcher, icon } })}
            />
            <Icon name={ICONS[icon]} size={20} />
          </label>
        ))}
      </fieldset>
      <Tick
        checked={launcher.hidden}
        onChange={(hidden) => set({ launcher: { ...launcher, hidden } })}
        about={t('looks.hidden-about')}
      >
        {t('looks.hidden')}
      </Tick>
      <Texts texts={texts} wrong={wrong} onChange={(next) => set({ texts: next })} />
    </section>
  )
}
