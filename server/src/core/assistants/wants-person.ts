// Whether somebody asks for a human being: in seven languages, whatever else the message says.

const PEOPLE_EN =
  '(?:human|person|people|agent|representative|rep|operator|someone|somebody|staff|employee|advisor|adviser)'
const ASK_EN =
  '(?:talk|speak|chat|connect(?: me)?|transfer(?: me)?|pass me|put me through|hand me over|get me|give me|reach|contact|want|need|like|can i have|let me)'

/** Each is looked for in the folded text; word boundaries are spaces, for the text is only letters and spaces there. */
const PATTERNS: readonly RegExp[] = [
  // English
  new RegExp(` ${ASK_EN}(?: \\S+){0,5}? (?:real |actual |live |human )?${PEOPLE_EN} `),
  new RegExp(` (?:real|actual|live) ${PEOPLE_EN} `),
  / (?:human|live) (?:support|help|agent|being) | customer (?:service|support) (?:agent|rep|representative|person) /,
  // German
  / (?:mit|an|zu) (?:\S+ ){0,3}?(?:menschen|mensch|mitarbeiter|mitarbeiterin|person|berater|beraterin|kollegen|kollegin|jemandem|jemand) /,
  / (?:echte[nrm]?|richtige[nrm]?|lebende[nrm]?) (?:menschen?|person|mitarbeiter\S*|berater\S*) /,
  / (?:menschen|mitarbeiter|berater) (?:\S+ ){0,2}?(?:sprechen|reden|schreiben|verbinden) | kein(?:en)? (?:bot|roboter) /,
  // French
  / (?:parler|discuter|echanger|contacter|joindre|passer)(?: \S+){0,4}? (?:humain|personne|quelqu un|conseiller|conseillere|agent|operateur|operatrice) /,
  / (?:vraie personne|vrai humain|etre humain) /,
  // Spanish
  / (?:hablar|chatear|comunicar\S*|contactar|pasame|paseme|ponme)(?: \S+){0,4}? (?:humano|humana|persona|alguien|agente|asesor|asesora|operador|operadora) /,
  / (?:persona real|persona de verdad|ser humano) /,
  // Portuguese
  / (?:falar|conversar|contatar|contactar|passar|transferir)(?: \S+){0,4}? (?:humano|humana|pessoa|alguem|atendente|agente|operador|operadora) /,
  / (?:pessoa real|pessoa de verdade|ser humano|atendimento humano) /,
  // Japanese
  /(?:人間|担当者|オペレータ|スタッフ|有人).{0,12}(?:話|繋|つな|代わ|かわ|替わ|お願い|相談|対応)|(?:人|担当)と話/,
  // Arabic
  /(?:اتكلم|أتكلم|اتحدث|أتحدث|التحدث|اكلم|أكلم|تحدث|حولني|تحويلي|كلم).{0,24}(?:شخص|انسان|إنسان|موظف|موظفه|موظفة|ممثل|بشري|احد|أحد|وكيل)/,
]

/** "the person who delivered it" and "human resources" ask for nobody. */
export function wantsPerson(text: string): boolean {
  const folded = ` ${text
    .slice(0, 2_000)
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `
  if (ALONE.has(folded.trim())) return true
  return PATTERNS.some((pattern) => pattern.test(folded))
}

/** Said alone they ask for a person; in a sentence they may not. */
const ALONE: ReadonlySet<string> = new Set(
  (
    'human|a human|human please|agent|agent please|live agent|real person|person|operator|representative|support agent|' +
    'mensch|mitarbeiter|berater|humain|un humain|conseiller|un conseiller|humano|un humano|agente|una persona|persona|' +
    'asesor|um humano|atendente|um atendente|pessoa|人間|オペレーター|担当者|スタッフ|موظف|انسان|شخص'
  ).split('|'),
)
