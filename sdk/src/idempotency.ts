/** What every call that makes something takes. */
export type Once = {
  /**
   * The same key makes the server do it once, however often it is asked, also by a later run of your program: give what
   * is unique to this call, such as the id of the form entry it came from. Without it the SDK makes one per call.
   */
  idempotencyKey?: string
  signal?: AbortSignal
}

/** 128 random bits. `crypto.randomUUID` is kept from pages over plain HTTP; this is not. */
export function newIdempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}
