import { brokenChat } from './broken-chat.ts'
import { brokenFiles, largeFiles } from './broken-files.ts'
import { brokenForms } from './broken-forms.ts'
import { brokenFraming } from './broken-framing.ts'
import { brokenText } from './broken-text.ts'
import { type Case, diceOf, type Target } from './requests.ts'

const small = Object.entries({
  ...brokenForms,
  ...brokenFraming,
  ...brokenText,
  ...brokenFiles,
  ...brokenChat,
})
const large = Object.entries(largeFiles)
const LARGE_EVERY = 100

/** Case number `number` of a seed, alone: that is how one that failed is sent again. */
export function caseOf(target: Target, seed: number, number: number): Case {
  const isLarge = number % LARGE_EVERY === LARGE_EVERY - 1
  const families = isLarge ? large : small
  const turn = isLarge ? Math.floor(number / LARGE_EVERY) : number
  // The table is not empty, and the rest of a division by its length is one of its places.
  const [family, make] = families[turn % families.length] as (typeof families)[number]
  return { family, ...make(target, diceOf(seed, number)) }
}
