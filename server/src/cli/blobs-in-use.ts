import { blobsInUseAfter } from '../core/attachments/queries.ts'
import { applied } from '../db/migrate.ts'
import type { Queryable } from '../db/schema.ts'

const PAGE = 1_000

/** Every digest the database points at, once; also one that an older version wrote. */
export async function* blobsInUse(db: Queryable): AsyncGenerator<string> {
  const uploads = (await applied(db)).includes('0013-macros-and-uploads')
  for (let after = ''; ; ) {
    const page = await blobsInUseAfter(db, after, { limit: PAGE, uploads })
    yield* page
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE) return
    after = last
  }
}
