// Credentials kept in memory, on SQLite alone: there this process is the only writer, so it knows when they change.
// Every commit empties the reader's page cache, and reading the same row anew cost some 11 µs a ticket.
import type { CredentialKind, Queryable } from '../../db/schema.ts'
import { findCredential } from './queries.ts'

const MOST = 1_000

type Row = NonNullable<Awaited<ReturnType<typeof findCredential>>>

const kept = new WeakMap<Queryable, Map<string, unknown>>()

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
  return await keepAs(db, `${kind} ${publicId}`, () => findCredential(db, kind, publicId))
}

/** What a credential stands for, kept beside them: `name` says whose it is and what, and `read` always the same. */
export async function keepAs<T>(
  db: Queryable,
  name: string,
  read: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const all = kept.get(db)
  // Under one name stands what one kind of `read` found.
  const known = all?.get(name) as T | undefined
  if (known !== undefined) return known
  // On SQLite the read is synchronous: no verb's outcome can arrive between it and the line that keeps it.
  const found = await read()
  if (found !== undefined && all) {
    if (all.size >= MOST) all.clear()
    all.set(name, found)
  }
  return found
}
