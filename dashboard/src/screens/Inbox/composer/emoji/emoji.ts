/** Group, sign, name, other words it is found by; the first of these is what `:` completes. */
export type Emoji = readonly [group: number, sign: string, name: string, words: string]

const data: Record<string, () => Promise<{ default: Emoji[] }>> = {
  en: () => import('virtual:emoji/en'),
  de: () => import('virtual:emoji/de'),
}
const kept = new Map<string, Promise<Emoji[]>>()

/** From our own server, once somebody asks for one. */
export function loadEmoji(language: string): Promise<Emoji[]> {
  const known = data[language] ? language : 'en'
  const before = kept.get(known)
  if (before) return before
  const load = data[known] ?? data.en
  if (!load) return Promise.resolve([])
  const loading = load().then((module) => module.default)
  kept.set(known, loading)
  // What did not load may do so the next time.
  loading.catch(() => kept.delete(known))
  return loading
}

/** Names that begin with it first, then words that do, then what holds it anywhere. */
export function findEmoji(all: readonly Emoji[], query: string, most: number): Emoji[] {
  const wanted = query.trim().toLowerCase().replaceAll('_', ' ')
  if (wanted === '') return all.slice(0, most)
  const ranked: [rank: number, emoji: Emoji][] = []
  for (const emoji of all) {
    const rank = rankOf(emoji, wanted)
    if (rank < 4) ranked.push([rank, emoji])
  }
  return ranked
    .sort(([a], [b]) => a - b)
    .slice(0, most)
    .map(([, emoji]) => emoji)
}

function rankOf([, , name, words]: Emoji, wanted: string): number {
  const lower = name.toLowerCase()
  const others = words.toLowerCase().replaceAll('_', ' ')
  if (lower === wanted || others.split(' ').includes(wanted)) return 0
  if (lower.startsWith(wanted) || others.startsWith(wanted)) return 1
  if (` ${lower} ${others}`.includes(` ${wanted}`)) return 2
  return lower.includes(wanted) ? 3 : 4
}
