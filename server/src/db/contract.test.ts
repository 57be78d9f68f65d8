// What both engines must agree on: each trap that differs between them by default, and the write path's promises.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { engine, freshPlace, type TestPlace } from '../../test/engines.ts'
import { newId, type OrgId, timeOf } from '../core/ids.ts'
import { isUniqueViolation } from './dialect.ts'
import { type Database, openPostgresDatabase, openSqlite } from './open.ts'
import type { Queryable, Tx } from './schema.ts'

type Work = (tx: Tx) => Promise<unknown>

const org = 'org' as OrgId
const now = timeOf(0)
let place: TestPlace
let db: Database<Work, unknown>

beforeAll(async () => {
  place = await freshPlace()
  const perform = (tx: Tx, work: Work) => work(tx)
  db =
    place.database.kind === 'postgres'
      ? await openPostgresDatabase(place.database.url, perform)
      : await openSqlite(place.database, { perform })
  await db.writer.submit((tx) => insertOrganisation(tx, org, 'org'))
})
afterAll(async () => {
  await db.close()
  await place.remove()
})

function insertOrganisation(tx: Tx, id: OrgId, slug: string) {
  return tx
    .insertInto('organisation')
    .values({ id, slug, name: 'x', prefix: 'ASM', settings: '{}', created_at: now })
    .execute()
}

function insertChannel(tx: Tx, id: string, deleted_at: string | null = null) {
  return tx
    .insertInto('channel')
    .values({ org_id: org, id, kind: 'chat', name: 'ABC', created_at: now, deleted_at })
    .execute()
}

const channels = (read: Queryable) => read.selectFrom('channel').select(['id', 'deleted_at', 'name'])

describe('the write path', () => {
  it('shows a committed write to the next read, and nothing before the commit', async () => {
    let during: unknown[] = []
    await db.writer.submit(async (tx) => {
      await insertChannel(tx, 'seen-after')
      during = await channels(db.read).where('id', '=', 'seen-after').execute()
    })
    expect(during).toEqual([])
    expect(await channels(db.read).where('id', '=', 'seen-after').execute()).toHaveLength(1)
  })

  it('does not deadlock when a reader is asked inside an open transaction', async () => {
    const inside = db.writer.submit(async (tx) => {
      await insertChannel(tx, 'no-deadlock')
      return await db.read.selectFrom('organisation').select('id').execute()
    })
    expect(await inside).toEqual([{ id: org }])
  })

  it('undoes a unit that throws, whole, and commits its neighbours of the same batch', async () => {
    const outcomes = await Promise.allSettled([
      db.writer.submit((tx) => insertChannel(tx, 'left')),
      db.writer.submit(async (tx) => {
        await insertChannel(tx, 'middle')
        throw new Error('after its insert')
      }),
      db.writer.submit((tx) => insertChannel(tx, 'right')),
    ])
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    const stored = await channels(db.read)
      .where('id', 'in', ['left', 'middle', 'right'])
      .orderBy('id')
      .execute()
    expect(stored.map((row) => row.id)).toEqual(['left', 'right'])
  })

  it('refuses to write through a reader', async () => {
    if (engine === 'postgres') {
      // One pool serves both there; the type system alone keeps `insertInto` away from surfaces.
      expect(db.read).toBe(db.reports)
      return
    }
    await expect(insertChannel(db.read as Tx, 'nope')).rejects.toThrow(/readonly/)
    await expect(insertChannel(db.reports as Tx, 'nope')).rejects.toThrow(/readonly/)
  })

  it('answers reports with what is committed', async () => {
    await db.writer.submit((tx) => insertChannel(tx, 'reported'))
    expect(await channels(db.reports).where('id', '=', 'reported').execute()).toMatchObject([{ name: 'ABC' }])
    await expect(sql`select * from no_such_table`.execute(db.reports)).rejects.toThrow(/no_such_table/)
  })
})

describe('engine traps', () => {
  it('goes on in a transaction after ON CONFLICT DO NOTHING met a duplicate', async () => {
    const twice = db.writer.submit(async (tx) => {
      const insert = () =>
        tx
          .insertInto('schedule')
          .values({ name: 'trap', next_at: now })
          .onConflict((oc) => oc.doNothing())
          .returning('name')
          .execute()
      return [await insert(), await insert(), await insertChannel(tx, 'still-works')]
    })
    expect(await twice).toMatchObject([[{ name: 'trap' }], [], {}])
  })

  it('knows a unique violation of an index and of a primary key', async () => {
    const violations = await Promise.allSettled([
      db.writer.submit((tx) => insertOrganisation(tx, 'other' as OrgId, 'org')),
      db.writer.submit((tx) => insertOrganisation(tx, org, 'another')),
    ])
    for (const violation of violations)
      expect(violation.status === 'rejected' && isUniqueViolation(violation.reason)).toBe(true)
    expect(isUniqueViolation(new Error('something else'))).toBe(false)
  })

  it('refuses a string in an integer column', async () => {
    const wrong = db.writer.submit((tx) =>
      sql`insert into counter (org_id, name, value) values (${org}, 'trap', 'seven')`.execute(tx),
    )
    await expect(wrong).rejects.toThrow()
  })

  it('refuses a row whose tenant does not own what it points to', async () => {
    const foreign = db.writer.submit((tx) =>
      tx
        .insertInto('client')
        .values({ org_id: 'nobody' as OrgId, id: 'left', allowed_origins: '[]' })
        .execute(),
    )
    await expect(foreign).rejects.toThrow()
  })

  it('counts in numbers and keeps large integers exact', async () => {
    const large = Number.MAX_SAFE_INTEGER
    await db.writer.submit((tx) =>
      tx.insertInto('limit_bucket').values({ bucket: 'large', times: '[]', expires_at: large }).execute(),
    )
    const row = await db.read
      .selectFrom('limit_bucket')
      .select((eb) => ['expires_at', eb.fn.countAll<number>().over().as('count')])
      .executeTakeFirst()
    expect(row).toEqual({ expires_at: large, count: 1 })
  })

  it('keeps text that looks like JSON as text, and every character but NUL', async () => {
    const text = '[1,2] "ünïcode" 👩‍🚀 \u202e \n ok'
    await db.writer.submit((tx) => tx.insertInto('schedule').values({ name: text, next_at: now }).execute())
    const row = await db.read
      .selectFrom('schedule')
      .select('name')
      .where('name', '=', text)
      .executeTakeFirst()
    expect(row).toEqual({ name: text })
  })

  it('compares text exactly: no folding of case', async () => {
    expect(await channels(db.read).where('name', '=', 'abc').execute()).toEqual([])
  })

  it('orders ids and times as they were made, whatever the collation of the server', async () => {
    const made = Array.from(
      { length: 40 },
      (_, n) => `${newId(n * 7_777_777_777)} ${timeOf(n * 7_777_777_777)}`,
    )
    const shuffled = [...made].sort((a, b) => (a.slice(15) < b.slice(15) ? -1 : 1))
    const values = shuffled.map((name) => ({ name, next_at: now }))
    await db.writer.submit((tx) => tx.insertInto('schedule').values(values).execute())
    const rows = await db.read
      .selectFrom('schedule')
      .select('name')
      .where('name', 'in', made)
      .orderBy('name')
      .execute()
    expect(rows.map((row) => row.name)).toEqual(made)
  })
})
