// What a macro's text may leave open, with somebody made up to show what becomes of it.
import type { TFunction } from 'i18next'
import { type Values, valuesOf } from '../../Inbox/composer/macros/variables.ts'

/** What stands between the braces, as the server reads it. */
export const PLACE = /\{\{([^{}]*)\}\}/g

export function exampleValues(t: TFunction<'settings'>, teammate: string): Values {
  const name = t('macros.example.name')
  const contact = { id: '', name, email: t('macros.example.email'), username: null, image_url: null }
  return valuesOf({ contact, number: 'ASM-318', title: t('macros.example.title') }, teammate)
}

const nobody = { contact: null, number: '', title: '' }
export const variables: readonly string[] = Object.keys(valuesOf(nobody, null))

/** Names between braces that stand for nothing, each once. */
export function unknownIn(text: string): string[] {
  const names = [...text.matchAll(PLACE)].map(([, given = '']) => given.trim())
  return [...new Set(names.filter((name) => !variables.includes(name)))]
}
