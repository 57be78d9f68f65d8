import { stemmer } from 'stemmer'

/** Words that say next to nothing about what is asked: the closed classes of English, and what one says to be polite. */
const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  (
    'a about after again all also am an and any anybody anyone anything are as at be because been before being but by ' +
    'can could did do does doing done down each either else ever every few for from get give go going gone got had has ' +
    'have having he hello help her here hers hey hi him his how i if in into is it its just kindly know let like ' +
    'look many may me might mine more most much must my need neither no nor not now of off ok on once one only or ' +
    'other our ours out over own please quite really right same say see shall she should show since so some somebody ' +
    'someone something still such sure take tell than thank thanks that the their theirs them then there these they ' +
    'thing things think this those though to too up upon us use very want was way we well were what when where whether ' +
    'which while who whom whose why will wish with within without would yes yet you your yours'
  ).split(' '),
)

const COMMON_STEMS: ReadonlySet<string> = new Set(
  [...FUNCTION_WORDS].flatMap((word) => [word, stemmer(word)]),
)
const OF_A_COMMON_WORD = 0.2

/** How much a word, or its stem, counts in what a question is about. */
export function wordWeight(word: string): number {
  return COMMON_STEMS.has(word) ? OF_A_COMMON_WORD : 1
}
