import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { languageNames, languages } from '../i18n/i18n.ts'
import { appearance, changeAppearance, densities, schemes } from '../person/appearance.ts'
import { useKept } from '../person/use-kept.ts'
import { Dialog } from '../ui/Dialog.tsx'
import './AppearanceDialog.css'

/** How this person sees everything here, on this browser. What is chosen is worn at once. */
export default function AppearanceDialog({ onClose }: { onClose(): void }): ReactElement {
  const { t } = useTranslation('shell')
  const { scheme, density, language } = useKept(appearance)
  return (
    <Dialog title={t('menu.appearance')} size={560} onClose={onClose}>
      <div className="appearance">
        <fieldset className="looks">
          <legend>{t('appearance.scheme')}</legend>
          {schemes.map((name) => (
            <Look
              key={name}
              group="scheme"
              label={t(`appearance.schemes.${name}`)}
              checked={scheme === name}
              onChoose={() => changeAppearance({ scheme: name })}
            >
              <span className={`look-page look-${name}`}>
                <i />
                <i />
              </span>
            </Look>
          ))}
        </fieldset>
        <fieldset className="looks">
          <legend>{t('appearance.density')}</legend>
          {densities.map((name) => (
            <Look
              key={name}
              group="density"
              label={t(`appearance.densities.${name}`)}
              checked={density === name}
              onChoose={() => changeAppearance({ density: name })}
            >
              <span className={`look-rows look-${name}`}>
                <i />
                <i />
                <i />
                <i />
                <i />
              </span>
            </Look>
          ))}
        </fieldset>
        <fieldset className="looks looks-words">
          <legend>{t('appearance.language')}</legend>
          {languages.map((name) => (
            <Look
              key={name}
              group="language"
              label={languageNames[name]}
              lang={name}
              checked={language === name}
              onChoose={() => changeAppearance({ language: name })}
            />
          ))}
        </fieldset>
        <p className="quiet">{t('appearance.words')}</p>
      </div>
    </Dialog>
  )
}

type LookProps = {
  group: string
  label: string
  lang?: string
  checked: boolean
  onChoose(): void
  children?: ReactElement
}

function Look({ group, label, lang, checked, onChoose, children }: LookProps): ReactElement {
  return (
    <label className="look" lang={lang}>
      {children}
      <span className="look-name">
        <input type="radio" name={group} checked={checked} onChange={onChoose} />
        {label}
      </span>
    </label>
  )
}
