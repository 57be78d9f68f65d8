/** Features by name, each with a number; written down as one text, for a list of a hundred thousand is slow to copy. */
export class Vocabulary {
  readonly #ids = new Map<string, number>()

  /** `text` is what {@link toText} gave. */
  static from(text: string): Vocabulary {
    const vocabulary = new Vocabulary()
    if (text !== '') for (const name of text.split('\n')) vocabulary.add(name)
    return vocabulary
  }

  get size(): number {
    return this.#ids.size
  }

  idOf(name: string): number | undefined {
    return this.#ids.get(name)
  }

  /** Its number, a new one for a name that was not there. */
  add(name: string): number {
    const known = this.#ids.get(name)
    if (known !== undefined) return known
    const id = this.#ids.size
    this.#ids.set(name, id)
    return id
  }

  /** Names hold no line break: they are made of words. */
  toText(): string {
    return [...this.#ids.keys()].join('\n')
  }
}
