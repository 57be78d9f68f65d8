import type { Words } from '../locales/words.ts'
import type { Letter } from '../outbox/letter.ts'

/** What those who cannot see it are told of the newest letter; nothing of how the seconds go by. */
export function announcements(letters: readonly Letter[], words: Words): string {
  const state = letters.at(-1)?.state
  if (state?.phase === 'sent') return words.sent
  if (state?.phase === 'failed') return words.notSentYet
  return state?.phase === 'pending' && state.why !== null ? words.notSentYet : ''
}
