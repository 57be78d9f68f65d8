// What the set-up page says. It has no script to choose words with, so the server does, by what the browser asks for.

/** Each by its own name: who looks for theirs need not know ours. */
export const languages = { en: 'English', de: 'Deutsch' } as const
export type Language = keyof typeof languages

type FieldWords = { label: string; hint: string }

export type SetupWords = {
  title: string
  lead: string
  organisation: FieldWords
  prefix: FieldWords
  name: FieldWords
  email: FieldWords
  password: FieldWords
  create: string
  creating: string
  show: string
  hide: string
  showPassword: string
  good: string
  advice: string
  foot: string
  language: string
  used: { title: string; heading: string; lead: string; open: string; foot: string }
  /** Of a refusal as it stands inside a program's answer, the sentence for a page. */
  refusal(message: string): string
}

const en: SetupWords = {
  title: 'Set up Parley',
  lead: 'One organisation, and you as its owner.',
  organisation: { label: 'Organisation', hint: 'As your customers know it.' },
  prefix: { label: 'Ticket prefix', hint: 'ASM-1, ASM-2 …' },
  name: { label: 'Your name', hint: 'Shown to the people you answer.' },
  email: { label: 'Your e-mail', hint: 'You sign in with it.' },
  password: {
    label: 'Password',
    hint: 'At least 10 characters, and nothing one would guess: three or four unrelated words do well.',
  },
  create: 'Create organisation',
  creating: 'Creating …',
  show: 'Show',
  hide: 'Hide',
  showPassword: 'Show password',
  good: 'Good: long enough, and nothing one would guess.',
  advice: 'Three or four unrelated words do well.',
  foot: 'This page works once. What you type stays on this server, and nothing is sent anywhere else.',
  language: 'Language',
  used: {
    title: 'Parley is set up',
    heading: 'This link has been used',
    lead: 'The organisation it was for is there, so it opens nothing any more. Its owner signs in with e-mail and password, and invites everybody else.',
    open: 'Open the inbox',
    foot: 'Was it not you? Then somebody else had the link: stop the server, and begin again with an empty data folder.',
  },
  refusal: (message) => `${message.charAt(0).toUpperCase()}${message.slice(1)}.`,
}

const GERMAN_REFUSALS: Readonly<Record<string, string>> = {
  'the organisation needs a name': 'Die Organisation braucht einen Namen.',
  'the name is too long': 'Der Name ist zu lang.',
  'this is not an e-mail address': 'Das ist keine E-Mail-Adresse.',
  'the ticket prefix is 2 to 8 letters or digits, a letter first':
    'Das Kürzel besteht aus 2 bis 8 Buchstaben oder Ziffern und beginnt mit einem Buchstaben.',
  'the password needs at least 10 characters': 'Das Passwort braucht mindestens 10 Zeichen.',
  'the password is too long': 'Das Passwort ist zu lang.',
  'this password is too easy to guess': 'Dieses Passwort ist zu leicht zu erraten.',
}

const de: SetupWords = {
  title: 'Parley einrichten',
  lead: 'Eine Organisation, und Sie als Inhaber.',
  organisation: { label: 'Organisation', hint: 'So, wie Ihre Kunden sie kennen.' },
  prefix: { label: 'Ticketkürzel', hint: 'ASM-1, ASM-2 …' },
  name: { label: 'Ihr Name', hint: 'Das sehen alle, denen Sie antworten.' },
  email: { label: 'Ihre E-Mail-Adresse', hint: 'Damit melden Sie sich an.' },
  password: {
    label: 'Passwort',
    hint: 'Mindestens 10 Zeichen, und nichts, was man errät: drei oder vier Wörter ohne Zusammenhang sind gut.',
  },
  create: 'Organisation anlegen',
  creating: 'Wird angelegt …',
  show: 'Zeigen',
  hide: 'Verbergen',
  showPassword: 'Passwort zeigen',
  good: 'Gut: lang genug, und nichts, was man errät.',
  advice: 'Drei oder vier Wörter ohne Zusammenhang sind gut.',
  foot: 'Diese Seite gilt einmal. Was Sie eingeben, bleibt auf diesem Server, und nichts wird anderswohin gesendet.',
  language: 'Sprache',
  used: {
    title: 'Parley ist eingerichtet',
    heading: 'Dieser Link ist schon benutzt',
    lead: 'Die Organisation, für die er war, gibt es nun; er öffnet nichts mehr. Ihr Inhaber meldet sich mit E-Mail-Adresse und Passwort an und lädt alle anderen ein.',
    open: 'Posteingang öffnen',
    foot: 'Waren Sie es nicht? Dann hatte jemand anderes den Link: Halten Sie den Server an, und beginnen Sie neu mit einem leeren Datenordner.',
  },
  refusal: (message) => GERMAN_REFUSALS[message] ?? en.refusal(message),
}

export const setupWords: Record<Language, SetupWords> = { en, de }

/** What was picked on the page itself, else the first the browser asks for that we speak. */
export function languageFor(picked: unknown, accepted: string | undefined): Language {
  const asked = (accepted ?? '').split(',').map((range) => {
    const [name = '', quality] = range
      .trim()
      .toLowerCase()
      .split(/\s*;\s*q=/)
    return { name: name.slice(0, 2), quality: quality === undefined ? 1 : Number(quality) || 0 }
  })
  asked.sort((a, b) => b.quality - a.quality)
  const wanted = [String(picked), ...asked.filter(({ quality }) => quality > 0).map(({ name }) => name)]
  return wanted.find(isLanguage) ?? 'en'
}

export const isLanguage = (word: unknown): word is Language =>
  typeof word === 'string' && Object.hasOwn(languages, word)
