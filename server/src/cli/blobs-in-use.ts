import { blobsInUseAfter } from '../core/attachments/queries.ts'
import type { Queryable } from '../db/schema.ts'

const PAGE = 1_000

/** Every digest the database points at, once. */
export async function* blobsInUse(db: Queryable): AsyncGenerator<string> {
  for (let after = ''; ; ) {
    const page = await blobsInUseAfter(db, after, PAGE)
    yield* page
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE) return
    after = last
  }
}
