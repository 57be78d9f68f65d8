/** Those that have every word of the query in their name, shortcut or text, in the order they were in. */
export function matching<T extends { name: string; shortcut: string | null; body: string }>(
  macros: readonly T[],
  query: string,
): readonly T[] {
  const words = plain(query)
    .split(/\s+/)
    .filter((word) => word !== '')
  return macros.filter(({ name, shortcut, body }) => {
    const text = plain(`${name} /${shortcut ?? ''} ${body}`)
    return words.every((word) => text.includes(word))
  })
}

/** Who types `zoe` means Zoë as well. */
const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
