// Ids and time. ULIDs inside, everywhere; never as secrets.
import { randomFillSync } from 'node:crypto'
import { incrementBase32, monotonicFactory } from 'ulid'

declare const org: unique symbol
/** The tenant. Only credentials and `setUpOrganisation` yield one; every query takes it first. */
export type OrgId = string & { readonly [org]: true }

/** ISO-8601 UTC with milliseconds: sorts as text, is JSON already. */
export type Time = string

export function timeOf(epochMs: number): Time {
  return new Date(epochMs).toISOString()
}

const pool = new Uint8Array(1024)
let used = pool.length

/** A byte from a pool, because a system call per ULID character costs more than the whole insert. */
function randomUnit(): number {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  return (pool[used++] ?? 0) / 256
}

/** A fresh ULID, later than every earlier one of this process. */
export const newId: (epochMs?: number) => string = monotonicFactory(randomUnit)

/**
 * The first id of one verb, with room after it: two verbs of one millisecond would else count into each other's ids.
 * Room for 1,024; seventy random bits remain.
 */
export function firstId(epochMs: number): string {
  const id = newId(epochMs)
  // Ids of one millisecond differ at the end, so it is the first random characters that go.
  return `${id.slice(0, 10)}${id.slice(12)}00`
}

/**
 * Fresh ids for one verb, all derived from one stamped id: the verb stays a function of its arguments,
 * so running it again after a deadlock writes the same rows.
 */
export function idsFrom(first: string): () => string {
  let next = first
  return () => {
    const id = next
    next = incrementBase32(next)
    return id
  }
}
