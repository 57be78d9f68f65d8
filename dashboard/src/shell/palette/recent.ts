import { keep } from '../../person/kept.ts'

const MOST = 20

/** What was run from the palette, the latest first: with nothing typed, these come first in their groups. */
export const recent = keep('recent', (found): readonly string[] =>
  Array.isArray(found) ? found.filter((id) => typeof id === 'string').slice(0, MOST) : [],
)

export function rememberRun(id: string): void {
  recent.set([id, ...recent.get().filter((other) => other !== id)].slice(0, MOST))
}
