/** The launcher's own words: the other ones come with the app. [open, close, unread] */
const WORDS: Record<string, readonly [string, string, string]> = {
  en: ['Open chat', 'Close chat', 'unread'],
  de: ['Chat öffnen', 'Chat schließen', 'ungelesen'],
  es: ['Abrir chat', 'Cerrar chat', 'sin leer'],
  fr: ['Ouvrir le chat', 'Fermer le chat', 'non lu'],
  pt: ['Abrir chat', 'Fechar chat', 'não lidas'],
  ja: ['チャットを開く', 'チャットを閉じる', '未読'],
  ar: ['فتح المحادثة', 'إغلاق المحادثة', 'غير مقروءة'],
}

export const LOCALES: readonly string[] = Object.keys(WORDS)

/** The first of the wanted languages that there are words for; English when there is none. */
export function localeOf(...wanted: (string | null | undefined)[]): string {
  for (const one of wanted) {
    const language = one?.toLowerCase().split(/[-_]/)[0]
    if (language && LOCALES.includes(language)) return language
  }
  return 'en'
}

/** The same language as they speak it somewhere, for dates and figures: `en` is nobody's. */
export function regionOf(locale: string, ...wanted: readonly (string | null | undefined)[]): string {
  return (
    wanted.find((one) => one?.includes('-') && localeOf(one) === locale && one.startsWith(locale)) ?? locale
  )
}

export function launcherLabel(locale: string, open: boolean, unread: number): string {
  const [toOpen, toClose, word] = WORDS[locale] ?? (WORDS.en as readonly [string, string, string]) // it stands above
  if (open) return toClose
  return unread > 0 ? `${toOpen} (${unread} ${word})` : toOpen
}
