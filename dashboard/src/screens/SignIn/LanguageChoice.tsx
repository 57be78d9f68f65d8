import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { languageNames, languages } from '../../i18n/i18n.ts'
import { pickLanguage } from '../../person/appearance.ts'

/** In the browser's language at first; whoever signs in keeps the one they picked. */
export function LanguageChoice(): ReactElement {
  const { t, i18n } = useTranslation('sign-in')
  return (
    <fieldset className="sign-in-languages" aria-label={t('language')}>
      {languages.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={i18n.language === language}
          onClick={() => pickLanguage(language)}
        >
          {languageNames[language]}
        </button>
      ))}
    </fieldset>
  )
}
