/** Sentences of a text in order, each with the space after it, so that neighbours read on. Also in languages without spaces. */
export function sentencesOf(text: string, locale: string): string[] {
  const found = [...segmenterFor(locale).segment(text)].map(({ segment }) => segment)
  const sentences: string[] = []
  for (const sentence of found) {
    const before = sentences.at(-1)
    // "e.g. this" and "3. Pay" are one sentence each.
    if (
      before !== undefined &&
      /(?:^|\s)(?:\p{L}|\d+|[A-Z][a-z]{0,2}|e\.g|i\.e|etc|vs|approx|no)\.\s*$/u.test(before)
    )
      sentences[sentences.length - 1] = before + sentence
    else sentences.push(sentence)
  }
  return sentences
}

const segmenters = new Map<string, Intl.Segmenter>()

function segmenterFor(locale: string): Intl.Segmenter {
  let segmenter = segmenters.get(locale)
  if (!segmenter) {
    segmenter = new Intl.Segmenter(locale, { granularity: 'sentence' })
    segmenters.set(locale, segmenter)
  }
  return segmenter
}
