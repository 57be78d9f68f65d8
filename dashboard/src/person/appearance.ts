import type { MantineColorScheme, MantineColorSchemeManager } from '@mantine/core'
import i18next from 'i18next'
import { type Language, languages, speak } from '../i18n/i18n.ts'
import { keep } from './kept.ts'

export const schemes = ['system', 'light', 'dark'] as const
export const densities = ['compact', 'normal', 'roomy'] as const

type Appearance = {
  scheme: (typeof schemes)[number]
  density: (typeof densities)[number]
  language: Language
}

// Before anybody is signed in nobody has settings: what is picked there is for whoever signs in next, in this tab.
let picked = pickedInAddress()

/** How a person wants to see all this. The heights that go with a density are in tokens.css. */
export const appearance = keep('appearance', (found): Appearance => {
  const kept: Partial<Record<string, unknown>> =
    typeof found === 'object' && found !== null ? { ...found } : {}
  return {
    scheme: oneOf(schemes, kept.scheme) ?? 'system',
    density: oneOf(densities, kept.density) ?? 'normal',
    language: picked ?? oneOf(languages, kept.language) ?? languageOfBrowser(),
  }
})

export function changeAppearance(change: Partial<Appearance>): void {
  appearance.set({ ...appearance.get(), ...change })
}

/** On the pages before the inbox. */
export function pickLanguage(language: Language): void {
  picked = language
  speak(language).catch(keepThisOne)
}

/** Whoever signed in keeps the language they picked to do so. */
export function keepPickedLanguage(): void {
  const language = picked
  picked = undefined
  if (language !== undefined) changeAppearance({ language })
}

/** Words that cannot be fetched now leave the page in the language it has; the next page asks again. */
const keepThisOne = (): void => {}

/** What a phone paints around the page: the ground it stands on, `--chrome`. */
const windowFrame = { light: '#f3f5f7', dark: '#0f1417' } as const

/**
 * Puts it on the page, now and whenever it changes.
 * @returns when the words are there, or could not be fetched: English is there always.
 */
export async function wearAppearance(): Promise<void> {
  // Before React hears of it, so that whoever draws in the new language finds the page turned.
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language
    document.documentElement.dir = i18next.dir(language)
  })
  const wear = async (): Promise<void> => {
    const { scheme, density, language } = appearance.get()
    document.documentElement.dataset.density = density
    for (const frame of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
      const system = frame.media.includes('dark') ? 'dark' : 'light'
      frame.content = windowFrame[scheme === 'system' ? system : scheme]
    }
    await speak(language).catch(keepThisOne)
  }
  appearance.subscribe(() => void wear())
  await wear()
}

/** Mantine asks here for the scheme instead of keeping one of its own. */
export function schemeKeeper(): MantineColorSchemeManager {
  let leave = (): void => {}
  const scheme = (): MantineColorScheme => {
    const { scheme } = appearance.get()
    return scheme === 'system' ? 'auto' : scheme
  }
  return {
    get: scheme,
    set(value) {
      // Mantine hands back what it was just told.
      if (value !== scheme()) changeAppearance({ scheme: value === 'auto' ? 'system' : value })
    },
    subscribe(onUpdate) {
      leave = appearance.subscribe(() => onUpdate(scheme()))
    },
    unsubscribe: () => leave(),
    clear: () => changeAppearance({ scheme: 'system' }),
  }
}

/** The first of the browser's languages that we speak. */
function languageOfBrowser(): Language {
  for (const name of navigator.languages ?? [navigator.language]) {
    const language = oneOf(languages, name.slice(0, 2).toLowerCase())
    if (language !== undefined) return language
  }
  return 'en'
}

/** `?lang=de`, as the set-up page says it and links may; it does not stay there. */
function pickedInAddress(): Language | undefined {
  const url = new URL(location.href)
  const language = oneOf(languages, url.searchParams.get('lang'))
  if (!url.searchParams.has('lang')) return undefined
  url.searchParams.delete('lang')
  history.replaceState(history.state, '', url)
  return language
}

function oneOf<T extends string>(words: readonly T[], found: unknown): T | undefined {
  return words.find((word) => word === found)
}
