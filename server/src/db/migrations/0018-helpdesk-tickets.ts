// Helpdesk tickets: integers that name conversations, how many messages each has, and the channel of a site's tickets.
import { type Kysely, sql } from 'kysely'
import { ddlWords } from '../dialect.ts'

/** As in `core/conversations/numbers/queries.ts`, where it cannot change any more. */
const BEFORE_UNNUMBERED = 1_000_000_000

export async function up(db: Kysely<unknown>): Promise<void> {
  const { int } = ddlWords(db)
  await sql`alter table channel add column site_id text`.execute(db)
  await sql`create unique index channel_site on channel (org_id, site_id)
    where site_id is not null`.execute(db)

  await sql`alter table conversation add column serial ${int}`.execute(db)
  await sql`alter table conversation add column message_count ${int} not null default 0`.execute(db)
  await sql`update conversation set serial = ${sql.lit(BEFORE_UNNUMBERED)} + counted.place
    from (select org_id, id, row_number() over (partition by org_id order by id) as place
      from conversation where number is null) as counted
    where counted.org_id = conversation.org_id and counted.id = conversation.id`.execute(db)
  // The digits at the end of `ASM-12`, whatever the prefix was.
  await sql`update conversation set
    serial = coalesce(serial, cast(substr(number, length(rtrim(number, '0123456789')) + 1) as ${int})),
    message_count = (select count(*) from message where message.org_id = conversation.org_id
      and message.conversation_id = conversation.id and message.kind <> 'event')`.execute(db)
  await sql`create unique index conversation_serial on conversation (org_id, serial)`.execute(db)
  // No two tickets of one serial: no two of one number either, and nothing is looked up by it.
  await sql`drop index conversation_number`.execute(db)
  await sql`insert into counter (org_id, name, value)
    select id, 'unnumbered', (select count(*) from conversation where org_id = organisation.id and number is null)
    from organisation`.execute(db)
}
