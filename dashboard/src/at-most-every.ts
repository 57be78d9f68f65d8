/** Runs work at once, and what is asked for sooner after that once more when `ms` have passed: the last ask is never lost. */
export function atMostEvery(ms: number, work: () => void): () => void {
  let again: ReturnType<typeof setTimeout> | undefined
  let last = Number.NEGATIVE_INFINITY

  function run(): void {
    again = undefined
    last = performance.now()
    work()
  }

  return () => {
    if (again !== undefined) return
    const wait = last + ms - performance.now()
    if (wait <= 0) run()
    else again = setTimeout(run, wait)
  }
}
