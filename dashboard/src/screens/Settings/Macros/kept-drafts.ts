import type { Draft } from './draft.ts'

/** `initial`: as it was when they began, so that saving changes what they changed and nothing else. */
export type KeptDraft = { initial: Draft; draft: Draft }

/**
 * What somebody wrote of a macro and neither saved nor discarded, by whose it is and of which macro: the back button
 * leaves the page without asking, and whoever opens it again finds it as it was. A cache.
 */
const kept = new Map<string, KeptDraft>()

export function keptDraft(of: string): KeptDraft | undefined {
  return kept.get(of)
}

/** Undefined: there is nothing to keep any more. */
export function keepDraft(of: string, draft: KeptDraft | undefined): void {
  if (draft) kept.set(of, draft)
  else kept.delete(of)
}
