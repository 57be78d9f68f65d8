const MOST = 8
const keyOf = (person: string): string => `parley.searches.${person}`

/** What somebody searched for in this browser, the last one first. */
export function recentSearches(person: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(person)) ?? '[]')
    return Array.isArray(kept) ? kept.filter((q) => typeof q === 'string').slice(0, MOST) : []
  } catch {
    // Whatever was kept, it is no list of searches: there are none.
    return []
  }
}

export function keepSearch(person: string, q: string): void {
  const others = recentSearches(person).filter((other) => other !== q)
  write(keyOf(person), JSON.stringify([q, ...others].slice(0, MOST)))
}

export function forgetSearches(person: string): void {
  write(keyOf(person), '[]')
}

function write(key: string, text: string): void {
  try {
    localStorage.setItem(key, text)
  } catch {
    // A full or forbidden storage: the search itself goes on.
  }
}
