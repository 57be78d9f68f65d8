// `parley restore`: a backup becomes the data folder of a server that is not running.
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { copyBlob, copyFile, syncCopies } from '../blobs/copy.ts'
import { syncDirectory } from '../blobs/disk.ts'
import { ConfigError, configFrom } from '../config.ts'
import { DamagedDatabase, readSnapshot } from '../db/snapshot.ts'
import { lockDataFolder } from '../db/sqlite.ts'
import { assertOnDisk } from './backup.ts'
import { type BackupRecord, backupRecord, NAMES, RECORD } from './backup-record.ts'
import { blobsInUse } from './blobs-in-use.ts'

const LOCK = 'lock.db'

/**
 * @throws {ConfigError} for a backup that is not whole, or a data folder that is not empty;
 * {@link DataFolderLocked} when a server runs on it; {@link NewerDatabase} when a newer version made the backup.
 */
export async function restore(
  given: string,
  { incomplete = false }: { incomplete?: boolean },
): Promise<void> {
  const config = configFrom()
  assertOnDisk(config)
  const folder = resolve(given)
  const record = await recordIn(folder)
  if (record.secret_key === 'environment' && config.secretKey === undefined)
    throw new ConfigError('this backup was made with SECRET_KEY set: set the same one to restore it')
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 })
  const present = await readdir(config.dataDir)
  const lockPath = join(config.dataDir, LOCK)
  // Asked first of all: whoever forgot to stop the server should hear that, and not that the folder is not empty.
  if (present.includes(LOCK)) lockDataFolder(lockPath)()
  if (present.length > 0)
    throw new ConfigError(`${config.dataDir} is not empty: move it away, or choose another DATA_DIR`)
  const unlock = lockDataFolder(lockPath)
  let lost: string[]
  try {
    lost = await fill(config.dataDir, folder, record, incomplete)
  } catch (error) {
    for (const name of await readdir(config.dataDir))
      await rm(join(config.dataDir, name), { recursive: true, force: true })
    if (error instanceof DamagedDatabase) throw new ConfigError(error.message, { cause: error })
    throw error
  } finally {
    unlock()
  }
  process.stdout.write(
    `${config.dataDir}: ${record.rows.conversation ?? 0} conversations, ${record.blobs.count} files, as of ${record.time}\n`,
  )
  if (lost.length === 0) return
  process.stderr.write(`parley: ${lost.length} files could not be restored: ${lost.join(', ')}\n`)
  process.exitCode = 1
}

async function recordIn(folder: string): Promise<BackupRecord> {
  const path = join(folder, RECORD)
  if (!existsSync(path)) throw new ConfigError(`${folder} is not a whole backup: it has no ${RECORD}`)
  const parsed = backupRecord.safeParse(parsedJson(await readFile(path, 'utf8')))
  if (!parsed.success) throw new ConfigError(`${path} is not the record of a backup this version can read`)
  return parsed.data
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The schema says what is wrong with it.
    return undefined
  }
}

/**
 * The database gets its name last: a server that finds it finds all that it points at.
 * @returns files that are missing or damaged, besides those the backup never had.
 */
async function fill(
  dataDir: string,
  folder: string,
  record: BackupRecord,
  incomplete: boolean,
): Promise<string[]> {
  const draft = join(dataDir, `${NAMES.database}.restoring`)
  const { sha256 } = await copyFile(join(folder, NAMES.database), draft)
  if (sha256 !== record.database.sha256)
    throw new ConfigError(`${folder}/${NAMES.database} is not what ${RECORD} says: it was changed or damaged`)
  const known = new Set(record.blobs.lost)
  const lost = await readSnapshot(draft, async (db) => {
    const found: string[] = []
    for await (const blob of blobsInUse(db)) {
      const { state } = await copyBlob(blob, join(folder, NAMES.blobs), join(dataDir, NAMES.blobs))
      if (state === 'there' || known.has(blob)) continue
      if (!incomplete)
        throw new ConfigError(`the backup's file ${blob} is ${state}: with --incomplete the rest is restored`)
      found.push(blob)
    }
    return found
  })
  await syncCopies(join(dataDir, NAMES.blobs))
  if (record.secret_key === 'included')
    await copyFile(join(folder, NAMES.secretKey), join(dataDir, NAMES.secretKey))
  await rename(draft, join(dataDir, NAMES.database))
  await syncDirectory(dataDir)
  return lost
}
