/** Runs work again after it ended if it was asked for meanwhile: never two at once, never one forgotten. */
export function oneAtATime(work: () => Promise<void>): () => void {
  let running = false
  let again = false

  async function run(): Promise<void> {
    running = true
    do {
      again = false
      await work()
    } while (again)
    running = false
  }

  return () => {
    if (running) again = true
    else void run()
  }
}
