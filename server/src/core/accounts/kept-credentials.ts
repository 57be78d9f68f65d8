// Credentials kept in memory, on SQLite alone: there this process is the only writer, so it knows when they change.
// Every commit empties the reader's page cache, and reading the same row anew cost some 11 µs a ticket.
import type { CredentialKind, Queryable } from '../../db/schema.ts'
import { findCredential } from './queries.ts'

const MOST = 1_000

type Row = NonNullable<Awaited<ReturnType<typeof findCredential>>>

const kept = new WeakMap<Queryable, Map<string, Row>>()

/** From now on, what is read through `db` is kept until {@link forgetCredentials}. */
export function keepCredentials(db: Queryable): void {
  kept.set(db, new Map())
}

/** Called before the answer of any verb that might have changed a credential leaves. */
export function forgetCredentials(db: Queryable): void {
  kept.get(db)?.clear()
}

/** As `findCredential`. What does not exist is looked up every time, for it may just appear. */
export async function knownCredential(
  db: Queryable,
  kind: CredentialKind,
  publicId: string,
): Promise<Row | undefined> {
  const rows = kept.get(db)
  const name = `${kind} ${publicId}`
  const known = rows?.get(name)
  if (known) return known
  // On SQLite the read is synchronous: no verb's outcome can arrive between it and the line that keeps it.
  const row = await findCredential(db, kind, publicId)
  if (row && rows) {
    if (rows.size >= MOST) rows.clear()
    rows.set(name, row)
  }
  return row
}
