import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { freshPlace } from '../../../test/engines.ts'
import { newId } from '../../core/ids.ts'
import { migrate } from '../migrate.ts'
import { openPostgres } from '../postgres.ts'
import { openWriter } from '../sqlite.ts'

it('puts past events into timelines, and leaves a job to give words to whoever is there', async () => {
  const place = await freshPlace()
  const db =
    place.database.kind === 'postgres' ? openPostgres(place.database.url) : openWriter(place.database.path).db
  try {
    await migrate(db, '0006-invitations')
    const [org, contact, conversation, now] = [newId(), newId(), newId(), '2026-01-02T03:04:05.678Z']
    await sql`insert into organisation (id, slug, name, prefix, created_at)
      values (${org}, 'o', 'O', 'ASM', ${now})`.execute(db)
    await sql`insert into channel (org_id, id, kind, name, created_at)
      values (${org}, 'c', 'tickets', 'C', ${now})`.execute(db)
    await sql`insert into contact (org_id, id, name, created_at, updated_at)
      values (${org}, ${contact}, 'Ada', ${now}, ${now})`.execute(db)
    await sql`insert into conversation
      (org_id, id, title, status, channel_id, contact_id, owner_kind, next_seq, last_message_at, created_at, updated_at)
      values (${org}, ${conversation}, 't', 'open', 'c', ${contact}, 'people', 2, ${now}, ${now}, ${now})`.execute(
      db,
    )
    const events = [
      ['contact.created', null, JSON.stringify({ id: contact })],
      ['conversation.reopened', conversation, '{}'],
      ['message.created', conversation, '{}'],
    ]
    for (const [seq, [type, about, data]] of events.entries())
      await sql`insert into event (org_id, seq, type, conversation_id, actor, data, at)
        values (${org}, ${seq}, ${type}, ${about}, '{}', ${data}, ${now})`.execute(db)

    await migrate(db)
    const rows = await db.selectFrom('event').select(['type', 'contact_id']).orderBy('seq').execute()
    expect(rows.map((row) => [row.type, row.contact_id])).toEqual([
      ['contact.created', contact],
      ['conversation.reopened', contact],
      ['message.created', null],
    ])
    const jobs = await db.selectFrom('job').select(['kind', 'org_id', 'payload', 'state']).execute()
    expect(jobs.map(({ payload, ...job }) => [job, JSON.parse(payload)])).toEqual([
      [{ kind: 'indexProfiles', org_id: org, state: 'pending' }, { noun: 'contact' }],
      [{ kind: 'indexProfiles', org_id: org, state: 'pending' }, { noun: 'company' }],
    ])
  } finally {
    await db.destroy()
    await place.remove()
  }
})
