// Passwords that are tried first. Not a list of leaked ones but what such lists are made of: a common word, name or key
// walk, dressed up with digits, capitals, signs and leet. Of the usual top ten thousand nothing of ten characters and
// more is far from it.

/** Words as they are left when digits, signs and leet are taken off. */
const WORDS = new Set(
  `password passwort passw pass word motdepasse contrasena contraseña senha parola wachtwoord haslo salasana
   admin administrator root user guest test tester testing demo default changeme change temp temporary secret login
   letmein welcome willkommen bienvenue benvenuto bienvenido hello hallo bonjour access master manager server system
   support helpdesk service office company business customer parley organisation internet computer network
   qwerty qwertz azerty asdf asdfgh zxcvbn iloveyou ilove loveyou love lovely sweetheart darling angel princess prince
   monkey dragon tiger lion eagle panther puppy kitty bunny butterfly chicken banana cookie chocolate cheese pepper
   sunshine moonlight starlight rainbow flower summer winter spring autumn sommer herbst fruehling frühling
   monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag
   january february march april may june july august september october november december
   januar februar maerz märz mai juni juli oktober dezember
   football soccer baseball basketball hockey liverpool chelsea arsenal barcelona realmadrid juventus bayern dortmund
   michael michelle jennifer jessica jordan daniel charlie thomas robert andrew matthew joshua ashley nicole anthony
   william elizabeth samantha alexander christian patrick martin sebastian stefan andreas maria anna laura julia
   superman batman spiderman starwars pokemon naruto minecraft fortnite playstation nintendo matrix trustno freedom
   whatever nothing forever family friends jesus jesuschrist godisgood blessed heaven money killer hunter ranger shadow
   mustang ferrari porsche mercedes corvette harley yamaha honda toyota google facebook instagram samsung iphone apple
   microsoft windows linux ubuntu amazon london paris berlin newyork california america germany deutschland france
   england ireland scotland espana italia polska turkiye brasil mexico canada australia thebest number nimda toor
   correct horse abcdef abcdefg abcdefgh abcdefghij alphabet abc abcd qwe asd zxc xyz`.split(/\s+/),
)

const LEET: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}

/** What fingers walk along, forwards or backwards. */
const WALKS = [
  '01234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop[]',
  'asdfghjkl;',
  'zxcvbnm,./',
  'qwertzuiopü',
  'yxcvbnm,.-',
  'azertyuiop',
  'qsdfghjklm',
  'wxcvbn',
  '!@#$%^&*()',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
  'qazwsxedcrfvtgbyhnujmikolp',
].flatMap((walk) => [walk, [...walk].reverse().join('')])

/**
 * Whether somebody would try it within their first million guesses.
 * @param about words an attacker knows: the address, the organisation. They count as common.
 */
export function isGuessable(password: string, about: readonly string[] = []): boolean {
  const folded = password.normalize('NFKC').toLowerCase()
  if (new Set(folded).size < 4 || /^[\d\s./-]+$/.test(folded) || isRepeated(folded) || isWalked(folded))
    return true
  const known = new Set(about.flatMap(wordsIn))
  const common = (word: string) => WORDS.has(word) || known.has(word)
  return readings(folded).some((text) => isMadeOf(text, common))
}

/** Words of an address or a name that are long enough to be one. */
function wordsIn(text: string): string[] {
  const folded = text.toLowerCase()
  const parts = folded.split(/[^\p{L}\p{N}]+/u)
  return [...parts, parts.join('')].filter((word) => word.length > 3)
}

/** The letters alone; and with leet read as letters, digits at either end left off first or not. */
function readings(folded: string): string[] {
  // Digits and the signs of a keyboard go; anything rarer is nobody's decoration.
  const letters = (text: string) => text.replace(/[\s!-@[-`{-~]/g, '')
  const plain = [...folded].map((sign) => LEET[sign] ?? sign).join('')
  const bare = folded.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  const bareLeet = [...bare].map((sign) => LEET[sign] ?? sign).join('')
  const open = [...folded.replace(/[\d!.?*#_-]+$/, '')].map((sign) => LEET[sign] ?? sign).join('')
  return [letters(folded), letters(plain), letters(bareLeet), letters(open)]
}

/** One common word or two, so that `adminadmin` is no better than `admin`; three make a phrase, which may be good. */
function isMadeOf(text: string, common: (word: string) => boolean): boolean {
  // Hardly a letter: then the strength, if any, is in what is not.
  if (text === '') return false
  if (common(text)) return true
  for (let at = 3; at <= text.length - 3; at++)
    if (common(text.slice(0, at)) && common(text.slice(at))) return true
  return false
}

function isRepeated(text: string): boolean {
  return /^(.{1,6})\1+.?$/su.test(text)
}

/** Cut into runs of three and more along the walks: three runs or less, and at most two signs besides. */
function isWalked(text: string): boolean {
  let [at, runs, besides] = [0, 0, 0]
  while (at < text.length) {
    let length = 0
    for (let end = at + 3; end <= text.length; end++) {
      const part = text.slice(at, end)
      if (!WALKS.some((walk) => walk.includes(part))) break
      length = end - at
    }
    if (length > 0) runs++
    else besides++
    at += Math.max(1, length)
  }
  return runs > 0 && runs <= 3 && besides <= 2
}
