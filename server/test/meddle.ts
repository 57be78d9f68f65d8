import type { Queryable } from '../src/db/schema.ts'
import { openWriter } from '../src/db/sqlite.ts'
import type { TestApp } from './app.ts'

/** Changes rows behind the server's back, for states that no verb makes yet: an expired key, a disabled teammate. */
export async function meddle(app: TestApp, change: (db: Queryable) => Promise<unknown>): Promise<void> {
  const { database } = app.place
  if (database.kind === 'postgres') {
    await change(app.core.read)
    return
  }
  const { raw, db } = openWriter(database.path)
  try {
    await change(db)
  } finally {
    raw.close()
  }
}
