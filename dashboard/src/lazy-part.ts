import { type ComponentType, lazy } from 'react'

const FIRST_WAIT = 1_000
const LONGEST_WAIT = 15_000

/**
 * Fetches a part of the dashboard; while the server is away, again and again. Rejects when the server answers and the
 * part did not come twice: a newer server has another in its place, and only a reload helps.
 */
async function fetchPart<Part>(load: () => Promise<Part>): Promise<Part> {
  let refused = false
  for (let wait = FIRST_WAIT; ; wait = Math.min(2 * wait, LONGEST_WAIT)) {
    try {
      return await load()
    } catch (error) {
      const answers = await serverAnswers()
      if (answers && refused) throw error
      refused = answers
    }
    await new Promise((resolve) => setTimeout(resolve, wait))
  }
}

async function serverAnswers(): Promise<boolean> {
  try {
    return (await fetch('/healthz', { cache: 'no-store' })).ok
  } catch {
    return false
  }
}

/** As React's `lazy`, which takes one failure for an answer and shows it for as long as the page is open. */
export function lazyPart<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): ComponentType<Props> {
  return lazy(() => fetchPart(load))
}
