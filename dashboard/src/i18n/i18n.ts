// Words of the dashboard: one file per language and area, English complete, others falling back to it key by key.
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { rememberWords } from './remember-words.ts'

const english = import.meta.glob<object>('./en/*.json', { eager: true, import: 'default' })
/** Fetched when somebody speaks them, each as one file. */
const others: Partial<Record<Language, () => Promise<{ default: Record<string, object> }>>> = {
  de: () => import('./german.ts'),
}

const areaOf = (path: string) => path.replace(/^.*\//, '').replace('.json', '')
const en = Object.fromEntries(Object.entries(english).map(([path, words]) => [areaOf(path), words]))

/** Each by its own name: who looks for theirs need not know ours. */
export const languageNames = { en: 'English', de: 'Deutsch' } as const
export type Language = keyof typeof languageNames
// Its keys are what its type says: nothing else is ever put into it.
export const languages = Object.keys(languageNames) as Language[]

let wanted: Language = 'en'

/** Words and dates from here on; whoever listens to `languageChanged` turns the page round. */
export async function speak(language: Language): Promise<void> {
  wanted = language
  const areas = (await others[language]?.())?.default ?? {}
  for (const [path, words] of Object.entries(areas)) i18next.addResourceBundle(language, areaOf(path), words)
  if (wanted !== language) return
  await i18next.changeLanguage(language)
}

void i18next.use(initReactI18next).init({
  resources: { en },
  lng: 'en',
  fallbackLng: 'en',
  ns: Object.keys(en),
  defaultNS: 'common',
  interpolation: { escapeValue: false },
})
rememberWords(i18next)
