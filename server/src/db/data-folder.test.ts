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
