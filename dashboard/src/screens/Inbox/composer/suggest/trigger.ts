/** What somebody is about to pick from a list, by the sign they typed before the caret. */
export type Trigger = {
  kind: 'macro' | 'mention' | 'emoji'
  /** What they typed after the sign. */
  query: string
  /** How many characters before the caret the pick will replace, the sign among them. */
  length: number
}

/** A sign counts where a word could begin: `and/or`, `10:30` and addresses are left alone. */
const SIGNS: readonly { kind: Trigger['kind']; pattern: RegExp }[] = [
  { kind: 'macro', pattern: /(?:^|\s)(\/([\p{L}\p{N}_-]{0,40}))$/u },
  // Names have blanks in them: two words at most are looked for.
  { kind: 'mention', pattern: /(?:^|[\s([{])(@(\p{L}{0,40}(?: \p{L}{0,40})?))$/u },
  // From two letters on: `:)` and `: ` are no emoji.
  { kind: 'emoji', pattern: /(?:^|[\s([{])(:([\p{L}\p{N}_+-]{2,40}))$/u },
]

/** `before`: the text of the paragraph up to the caret. Mentions are for notes alone: contacts read replies. */
export function triggerIn(before: string, inNote: boolean): Trigger | null {
  for (const { kind, pattern } of SIGNS) {
    if (kind === 'mention' && !inNote) continue
    const [, typed, query] = pattern.exec(before) ?? []
    if (typed !== undefined && query !== undefined) return { kind, query, length: typed.length }
  }
  return null
}
