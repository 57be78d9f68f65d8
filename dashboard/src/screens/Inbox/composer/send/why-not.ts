import type { Upload } from '../files/uploads.ts'
import { blanksIn } from '../macros/variables.ts'
import { LONGEST_MESSAGE, lengthOf } from '../message-length.ts'

export type WhyNot =
  | { code: 'empty' }
  | { code: 'long'; over: number }
  | { code: 'uploading' }
  | { code: 'failedFile' }
  | { code: 'blank'; blank: string }

/** What keeps a message from being sent, to be said in words; null when nothing does. */
export function whyNot(text: string, files: readonly Upload[]): WhyNot | null {
  if (files.some(({ state }) => state === 'failed')) return { code: 'failedFile' }
  if (files.some(({ state }) => state === 'uploading')) return { code: 'uploading' }
  if (text.trim() === '' && files.length === 0) return { code: 'empty' }
  const over = lengthOf(text.trim()) - LONGEST_MESSAGE
  if (over > 0) return { code: 'long', over }
  const [blank] = blanksIn(text)
  return blank === undefined ? null : { code: 'blank', blank }
}
