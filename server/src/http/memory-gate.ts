// Bodies that must be whole in memory (JSON, base64 in forms) share one allowance; the rest of the server keeps its own.
import { DomainError } from '../core/errors.ts'

/** Bytes of large bodies in memory at one time, all requests together. */
const ALLOWANCE = 96 * 1024 * 1024
/** What any request may hold without asking. */
const FREE = 1024 * 1024

let held = 0

/** What one request holds of the allowance. */
export class Hold {
  #mine = 0

  /**
   * The request has `bytes` in memory now.
   * @throws {DomainError} `unavailable` when that does not fit: the client is told to come back, nothing is lost.
   */
  grow(bytes: number): void {
    const more = Math.max(0, bytes - FREE) - this.#mine
    if (more <= 0) return
    if (held + more > ALLOWANCE) throw new DomainError('unavailable', 'too many large requests at once')
    held += more
    this.#mine += more
  }

  release(): void {
    held -= this.#mine
    this.#mine = 0
  }
}
