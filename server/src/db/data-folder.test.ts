import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { BatchFailed, commitBatch } from './group-commit.ts'
import { migrate } from './migrate.ts'
import { openSqlite } from './open.ts'
import { checkpoint, DataFolderLocked, integrityOf, openWriter } from './sqlite.ts'

let dir: string
const place = () => ({ path: join(dir, 'parley.db'), lockPath: join(dir, 'lock.db') })
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'parley-folder-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

it('lets one server in, says so to the second, and lets the next in once the first is gone', async () => {
  const perform = async () => null
  const first = await openSqlite(place(), { perform })
  await expect(openSqlite(place(), { perform })).rejects.toThrow(DataFolderLocked)
  await expect(openSqlite(place(), { perform })).rejects.toThrow(/already running/)
  await first.close()
  await (await openSqlite(place(), { perform })).close()
})

it('writes with a write-ahead log, fsynced at every commit', () => {
  const { raw } = openWriter(place().path)
  const pragma = (name: string) => Object.values(raw.prepare(`pragma ${name}`).get() ?? {})[0]
  expect(pragma('journal_mode')).toBe('wal')
  expect(pragma('synchronous')).toBe(2)
  expect(pragma('foreign_keys')).toBe(1)
  raw.close()
})

it('fails the whole batch, and nothing half, when the transaction is lost', async () => {
  const file = openWriter(place().path)
  await migrate(file.db)
  const batch = commitBatch(file, [1, 2, 3], async (tx, unit) => {
    await tx
      .insertInto('schedule')
      .values({ name: `unit ${unit}`, next_at: '' })
      .execute()
    // What SQLite does by itself when the disk is full.
    if (unit === 2) file.raw.exec('rollback')
    if (unit === 2) throw new Error('disk full')
  })
  await expect(batch).rejects.toThrow(BatchFailed)
  expect(await file.db.selectFrom('schedule').selectAll().execute()).toEqual([])
  expect(integrityOf(file)).toBe('ok')
  file.raw.close()
})

it('folds a large log back into the file, and leaves a small one alone', async () => {
  const file = openWriter(place().path)
  await migrate(file.db)
  const walSize = () => new DatabaseSync(place().path).prepare('pragma wal_checkpoint(noop)').get()
  checkpoint(file, 0)
  const before = walSize()
  checkpoint(file, 17 * 1024 * 1024)
  expect(before).not.toMatchObject({ log: 0 })
  expect(walSize()).toMatchObject({ log: 0 })
  file.raw.close()
})

it('runs a batch in which one unit throws again, each in a savepoint, and writes the others once', async () => {
  const file = openWriter(place().path)
  await migrate(file.db)
  const runs: number[] = []
  const outcomes = await commitBatch(file, [1, 2, 3], async (tx, unit) => {
    runs.push(unit)
    await tx
      .insertInto('schedule')
      .values({ name: `unit ${unit}`, next_at: '' })
      .execute()
    if (unit === 2) throw new Error('refused')
    return unit
  })
  expect(outcomes.map((outcome) => outcome.ok)).toEqual([true, false, true])
  expect(runs).toEqual([1, 2, 1, 2, 3])
  const stored = await file.db.selectFrom('schedule').select('name').orderBy('name').execute()
  expect(stored.map((row) => row.name)).toEqual(['unit 1', 'unit 3'])
  file.raw.close()
})

it('fails the whole batch when the file may not grow, instead of blaming the unit that found out', async () => {
  const file = openWriter(place().path)
  await migrate(file.db)
  const pages = Number(Object.values(file.raw.prepare('pragma page_count').get() ?? {})[0])
  file.raw.exec(`pragma max_page_count = ${pages + 2}`)
  const insert = (name: string) =>
    commitBatch(file, [name.slice(0, 9), name], async (tx, unit) => {
      // Two rows: SQLite then takes only the statement back, and leaves the transaction as if it could be gone on with.
      const rows = [unit, `${unit}.`].map((name) => ({ name, next_at: '' }))
      await tx.insertInto('schedule').values(rows).execute()
    })
  const failure = await insert('too large'.padEnd(100_000, '.')).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(BatchFailed)
  expect(failure).toMatchObject({ cause: { errcode: 13 } })
  expect(await file.db.selectFrom('schedule').selectAll().execute()).toEqual([])

  file.raw.exec('pragma max_page_count = 100000')
  expect(await insert('room again'.padEnd(100_000, '.'))).toMatchObject([{ ok: true }, { ok: true }])
  expect(integrityOf(file)).toBe('ok')
  file.raw.close()
})
