import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SiteFields } from '../../../../api/sites.ts'
import { locale } from '../../../../i18n/local.ts'
import { Field } from '../../../../ui/Field.tsx'
import { Choice } from '../../parts/Choice.tsx'
import type { Wrong } from '../../parts/use-form.ts'
import { previewLocale } from '../preview/preview-locale.ts'

type All = SiteFields['appearance']['texts']
type TextsProps = { texts: All; wrong: Wrong; onChange(texts: All): void }

const NAMES = [
  'title',
  'intro',
  'launcher',
  'placeholder',
  'offline',
  'name_label',
  'email_label',
  'message_label',
  'start',
] as const
/** Those the chat speaks; others that a script set stand beside them. */
const SPOKEN = ['en', 'de', 'es', 'fr', 'pt', 'ja', 'ar']

/** Own words in place of the chat's, in each of its languages. The preview speaks the one that is being written. */
export function Texts({ texts, wrong, onChange }: TextsProps): ReactElement {
  const { t } = useTranslation('sites')
  const locales = [...new Set([...SPOKEN, ...Object.keys(texts)])]
  const [language, setLanguage] = useState(() => locales.find((one) => one === locale().slice(0, 2)) ?? 'en')
  const own = texts[language] ?? {}
  const names = new Intl.DisplayNames(locale(), { type: 'language' })
  const written = Object.keys(texts).filter((one) =>
    Object.values(texts[one] ?? {}).some((words) => words !== ''),
  )
  return (
    <fieldset className="site-texts">
      <legend>{t('texts.heading')}</legend>
      <p className="set-help">{t('texts.about')}</p>
      <Choice
        label={t('texts.language')}
        value={language}
        onChange={({ currentTarget }) => {
          setLanguage(currentTarget.value)
          previewLocale.set(currentTarget.value)
        }}
      >
        {locales.map((one) => (
          <option key={one} value={one}>
            {written.includes(one) ? t('texts.written', { language: names.of(one) }) : names.of(one)}
          </option>
        ))}
      </Choice>
      {NAMES.map((name) => (
        <Field
          key={name}
          label={t(`texts.${name}`)}
          dir="auto"
          lang={language}
          maxLength={300}
          autoComplete="off"
          placeholder={t('texts.own')}
          value={own[name] ?? ''}
          error={wrong[`appearance.texts.${language}.${name}`]}
          onChange={(event) =>
            onChange({ ...texts, [language]: { ...own, [name]: event.currentTarget.value } })
          }
        />
      ))}
    </fieldset>
  )
}
