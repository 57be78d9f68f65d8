/** Those whose words begin, one by one, as what is searched for does; accents and case do not count. */
export function fitting<T>(all: readonly T[], search: string, wordsOf: (one: T) => string): T[] {
  const wanted = plain(search).split(/\s+/).filter(Boolean)
  return all.filter((one) => {
    const words = plain(wordsOf(one)).split(/[\s.@_-]+/)
    return wanted.every((part) => words.some((word) => word.startsWith(part)))
  })
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase()
}
