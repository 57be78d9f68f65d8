// A mention is the name behind an @, in the text itself: it survives the draft, the other browser and the plain field.

type Named = { id: string; name: string }

/**
 * Whom a note mentions. `picked` settles which of two people of one name was meant; without it, both.
 * Names are escaped in Markdown, so the text is compared without its backslashes.
 */
export function mentionsIn(
  markdown: string,
  people: readonly Named[],
  picked: ReadonlySet<string>,
): string[] {
  const text = markdown.replace(/\\([!-/:-@[-`{-~])/g, '$1')
  const found = new Set<string>()
  for (const { name } of mentionRanges(text, people)) found.add(name)
  const meant = people.filter(({ name }) => found.has(name))
  return meant
    .filter(({ id, name }) => {
      const namesakes = meant.filter((other) => other.name === name && picked.has(other.id))
      return namesakes.length === 0 || picked.has(id)
    })
    .map(({ id }) => id)
}

export type MentionRange = { from: number; to: number; name: string }

/** The longest name wins: `@Imke Sarro` is not `@Imke`. */
export function mentionRanges(text: string, people: readonly Named[]): MentionRange[] {
  const names = [...new Set(people.map(({ name }) => name))].sort((a, b) => b.length - a.length)
  const ranges: MentionRange[] = []
  for (let from = text.indexOf('@'); from >= 0; from = text.indexOf('@', from + 1)) {
    if (/[\p{L}\p{N}]/u.test(text[from - 1] ?? '')) continue
    const name = names.find((each) => {
      const after = text[from + 1 + each.length] ?? ''
      return text.startsWith(each, from + 1) && !/[\p{L}\p{N}]/u.test(after)
    })
    if (name) ranges.push({ from, to: from + 1 + name.length, name })
  }
  return ranges
}

/** A picked name as Markdown that says just that. */
export function escapeName(name: string): string {
  return name.replace(/[\\`*_[\]<>~]/g, '\\$&')
}
