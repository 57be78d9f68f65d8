// What the chat says, in the languages it speaks. Each is a file of plain sentences; only the one in use is fetched.
import en from './en.json'

export type Words = Readonly<Record<keyof typeof en, string>>

const FILES: Readonly<Record<string, () => Promise<{ default: Words }>>> = {
  ar: () => import('./ar.json'),
  de: () => import('./de.json'),
  es: () => import('./es.json'),
  fr: () => import('./fr.json'),
  ja: () => import('./ja.json'),
  pt: () => import('./pt.json'),
}

/** English where there is no such language, and when its file cannot be had. */
export async function wordsOf(locale: string): Promise<Words> {
  const file = await FILES[locale]?.().catch(() => null)
  return file?.default ?? en
}

/** Puts what varies where the sentence says `{name}`. */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}
