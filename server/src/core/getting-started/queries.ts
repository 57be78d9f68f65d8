// Which steps of the first days are done: each one bounded look at what really happened, made-up conversations left out.
import { sql } from 'kysely'
import type { Queryable } from '../../db/schema.ts'
import { BEFORE_UNNUMBERED } from '../conversations/numbers/queries.ts'
import type { OrgId, Time } from '../ids.ts'

export const steps = ['organisation', 'api_key', 'ticket', 'answer', 'chat', 'teammate'] as const
export type StepsDone = Record<(typeof steps)[number], Time | null>

/** When each step was taken for the first time; null for what is still to come. */
export async function stepsDone(db: Queryable, org: OrgId): Promise<StepsDone> {
  const [organisation, key, ticket, answer, chat, teammate] = await Promise.all([
    first(db.selectFrom('organisation').select('created_at').where('id', '=', org)),
    first(
      db
        .selectFrom('credential')
        .select('created_at')
        .where('org_id', '=', org)
        .where('kind', '=', 'api_key')
        .orderBy('created_at'),
    ),
    firstTicket(db, org),
    firstAnswer(db, org),
    firstVisitor(db, org),
    firstTeammate(db, org),
  ])
  return { organisation, api_key: key ?? ticket, ticket, answer, chat, teammate }
}

type Look = { limit(rows: number): { executeTakeFirst(): Promise<{ created_at: Time } | undefined> } }

async function first(look: Look): Promise<Time | null> {
  return (await look.limit(1).executeTakeFirst())?.created_at ?? null
}

/** By serial, the order in which tickets were numbered: at most all of the sample is passed over. */
function firstTicket(db: Queryable, org: OrgId): Promise<Time | null> {
  return first(
    db
      .selectFrom('conversation as c')
      .select('c.created_at')
      .where('c.org_id', '=', org)
      .where('c.serial', '<=', BEFORE_UNNUMBERED)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('sample_item as s')
              .select('s.id')
              .where('s.org_id', '=', org)
              .where('s.noun', '=', 'conversation')
              .whereRef('s.id', '=', 'c.id'),
          ),
        ),
      )
      .orderBy('c.serial'),
  )
}

/** In words and not as parameters: only so SQLite knows that the index over answers fits. */
const answered = sql<boolean>`m.kind = 'message' and m.direction = 'outbound' and m.author_kind = 'teammate'`

function firstAnswer(db: Queryable, org: OrgId): Promise<Time | null> {
  return first(
    db
      .selectFrom('message as m')
      .select('m.created_at')
      .where('m.org_id', '=', org)
      .where(answered)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('sample_item as s')
              .select('s.id')
              .where('s.org_id', '=', org)
              .where('s.noun', '=', 'conversation')
              .whereRef('s.id', '=', 'm.conversation_id'),
          ),
        ),
      )
      .orderBy('m.created_at'),
  )
}

/** By the id of what they opened, which is the order of storing; made-up conversations have nobody who could write on. */
function firstVisitor(db: Queryable, org: OrgId): Promise<Time | null> {
  return first(
    db.selectFrom('visitor').select('created_at').where('org_id', '=', org).orderBy('conversation_id'),
  )
}

/** The second who works here, or the first invitation that still waits: whichever was earlier. */
async function firstTeammate(db: Queryable, org: OrgId): Promise<Time | null> {
  const second = await db
    .selectFrom('teammate')
    .select('created_at')
    .where('org_id', '=', org)
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .offset(1)
    .executeTakeFirst()
  const invited = await first(
    db.selectFrom('invitation').select('created_at').where('org_id', '=', org).orderBy('created_at'),
  )
  return [second?.created_at ?? null, invited].filter((time) => time !== null).sort()[0] ?? null
}
