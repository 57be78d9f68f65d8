import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../../test/app.ts'
import { tableNames } from '../../../db/dialect.ts'
import { registry } from './registry.ts'
import { order, stages } from './stages.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

it('says of every table what an erasure does about it', async () => {
  const tables = (await tableNames(app.core.read)).filter(
    // The words themselves are kept beside their entries, and go with them (db/full-text.ts).
    (name) => !/^kysely_|^search_words/.test(name),
  )
  expect(tables.length).toBeGreaterThan(30)
  expect(Object.keys(registry).sort()).toEqual(tables.sort())
})

it('names stages that there are, and a reason where there is none', () => {
  for (const [table, entry] of Object.entries(registry))
    if ('by' in entry) expect(['at once', 'files', ...order], table).toContain(entry.by)
    else expect(entry.nothing.length, table).toBeGreaterThan(5)
  expect(Object.keys(stages)).toEqual([...order])
})
