import type { Tx } from '../../db/schema.ts'
import type { OrgId } from '../ids.ts'
import { forgetMerges } from './merge/queries.ts'
import { dropLabels, type Noun } from './queries.ts'
import { deleteWords } from './search/queries.ts'

export type Forgotten = { identities: number; tags: number; words: number }

/** Of rows that are blank already: nothing finds them any longer, and no merge can bring anything back. */
export async function forgetProfiles(tx: Tx, org: OrgId, noun: Noun, ids: string[]): Promise<Forgotten> {
  const gone = { identities: 0, tags: 0, words: 0 }
  for (const id of ids) {
    const { identities, tags } = await dropLabels(tx, org, noun, id)
    gone.identities += identities
    gone.tags += tags
    gone.words += await deleteWords(tx, org, noun, id)
  }
  await forgetMerges(tx, org, ids)
  return gone
}
