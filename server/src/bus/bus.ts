// The bus carries hints ("the seq of this organisation moved"), never facts: losing one only delays until the next poll.

export interface Bus {
  /** Best effort, never throws, never waits for receivers. `payload` is ids and numbers only. */
  publish(topic: string, payload: string): void
  /** Returns the function that ends the subscription. A listener that throws does not harm the others. */
  subscribe(topic: string, listener: (payload: string) => void): () => void
  close(): Promise<void>
}
