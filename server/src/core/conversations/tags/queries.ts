// Which tags there are, read off the index of who has them: nothing to keep, and nothing that could be wrong.
import { sql } from 'kysely'
import type { Queryable } from '../../../db/schema.ts'
import type { OrgId } from '../../ids.ts'

/** So many different tags are looked at; of more, only those in the neighbourhood of what is asked for. */
export const MOST_LOOKED_AT = 2_000

export type TagInUse = {
  tag: string
  /** The youngest of its conversations. */
  newest: string
}

/**
 * Different tags from `from` on, in the order of their index, at most {@link MOST_LOOKED_AT}: each is a step to the next
 * greater one, however many conversations have it.
 */
export async function walkTags(db: Queryable, org: OrgId, from: string): Promise<TagInUse[]> {
  return await db
    .withRecursive('walked(tag, step)', (with_) =>
      with_
        .selectNoFrom((eb) => [
          eb
            .selectFrom('conversation_tag')
            .select((of) => of.fn.min('tag').as('tag'))
            .where('org_id', '=', org)
            .where('tag', '>=', from)
            .as('tag'),
          sql<number>`1`.as('step'),
        ])
        .unionAll(
          with_
            .selectFrom('walked')
            .select((eb) => [
              eb
                .selectFrom('conversation_tag as next')
                .select((of) => of.fn.min('next.tag').as('tag'))
                .where('next.org_id', '=', org)
                .whereRef('next.tag', '>', 'walked.tag')
                .as('tag'),
              eb('walked.step', '+', 1).as('step'),
            ])
            .where('walked.tag', 'is not', null)
            .where('walked.step', '<', MOST_LOOKED_AT),
        ),
    )
    .selectFrom('walked')
    .select((eb) => [
      eb.ref('walked.tag').$notNull().as('tag'),
      eb
        .selectFrom('conversation_tag as of')
        .select((of) => of.fn.max('of.conversation_id').as('newest'))
        .where('of.org_id', '=', org)
        .whereRef('of.tag', '=', 'walked.tag')
        .$asScalar()
        .$notNull()
        .as('newest'),
    ])
    .where('walked.tag', 'is not', null)
    .execute()
}
