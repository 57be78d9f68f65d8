// Which engine this run tests, and a fresh database on it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { newId } from '../src/core/ids.ts'
import type { DatabasePlace } from '../src/db/open.ts'

export const engine = process.env.TEST_ENGINE === 'postgres' ? 'postgres' : 'sqlite'

export type TestPlace = { dataDir: string; database: DatabasePlace; remove(): Promise<void> }

/** An empty database of its own: a temp folder on SQLite, a new database of the test server on PostgreSQL. */
export async function freshPlace(): Promise<TestPlace> {
  const dataDir = mkdtempSync(join(tmpdir(), 'parley-test-'))
  const removeFolder = () => rmSync(dataDir, { recursive: true, force: true })
  if (engine === 'sqlite') {
    const database = {
      kind: 'sqlite' as const,
      path: join(dataDir, 'parley.db'),
      lockPath: join(dataDir, 'lock.db'),
    }
    return { dataDir, database, remove: async () => removeFolder() }
  }
  const name = `parley_test_${newId().toLowerCase()}`
  await administer(`create database ${name}`)
  const url = new URL(serverUrl())
  url.pathname = `/${name}`
  return {
    dataDir,
    database: { kind: 'postgres', url: url.href },
    async remove() {
      removeFolder()
      await administer(`drop database if exists ${name} with (force)`)
    },
  }
}

function serverUrl(): string {
  const url = process.env.TEST_DATABASE_URL
  if (!url)
    throw new Error(
      'the postgres tests need TEST_DATABASE_URL, for instance postgres://postgres@127.0.0.1:5432/postgres',
    )
  return url
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl() })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
