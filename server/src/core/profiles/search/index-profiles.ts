import type { OrgId } from '../../ids.ts'
import type { Verb } from '../../verb.ts'
import type { Noun } from '../queries.ts'
import { idsAfter, indexWords } from './queries.ts'

/** Some 10 ms of the writer. */
const AT_ONCE = 50

/** Words for those who were there before there were any: a step by id, and where the next one begins; null at the end. */
export const indexProfiles: Verb<{ org: OrgId; noun: Noun; after: string }, string | null> = async (
  tx,
  { org, noun, after },
) => {
  const ids = await idsAfter(tx, org, noun, after, AT_ONCE)
  for (const id of ids) await indexWords(tx, org, noun, id)
  return { result: ids.length < AT_ONCE ? null : (ids.at(-1) ?? null) }
}
