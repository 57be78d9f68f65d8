import { buildApp } from '../app.ts'
import { configFrom } from '../config.ts'
import { createLog } from '../log.ts'

/** Opening the database migrates it; this only opens and closes it. */
export async function migrateOnly(): Promise<void> {
  const app = await buildApp(configFrom(), { log: createLog('silent') })
  process.stdout.write(`the ${app.database.engine} database is up to date\n`)
  await app.close()
}
