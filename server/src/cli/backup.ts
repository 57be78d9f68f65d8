// `parley backup`: the whole installation as of one moment, beside a running server and without its lock.
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { copyFile, shareBlob, syncCopies } from '../blobs/copy.ts'
import { syncDirectory } from '../blobs/disk.ts'
import { type Config, ConfigError, configFrom } from '../config.ts'
import { DomainError } from '../core/errors.ts'
import { applied } from '../db/migrate.ts'
import { countRows, DamagedDatabase, OlderDatabase, readSnapshot, snapshotSqlite } from '../db/snapshot.ts'
import { type BackupRecord, NAMES, RECORD } from './backup-record.ts'
import { blobsInUse } from './blobs-in-use.ts'

const ASIDE = 100

/** @throws {ConfigError} when there is nothing here to copy, or the folder is not empty. */
export async function backUp(given: string): Promise<void> {
  const config = configFrom()
  const source = assertOnDisk(config)
  if (!existsSync(source)) throw new ConfigError(`there is no database in ${config.dataDir}: set DATA_DIR`)
  const folder = resolve(given)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if ((await readdir(folder)).length > 0)
    throw new ConfigError(`${folder} is not empty: name a folder that does not exist yet`)
  const record = await copyInto(folder, config, source).catch(async (error: unknown) => {
    // Half a backup helps nobody, and all that is in the folder is ours.
    for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true })
    if (error instanceof OlderDatabase) throw new ConfigError(error.message, { cause: error })
    if (error instanceof DamagedDatabase)
      throw new DomainError('unavailable', error.message, {}, { cause: error })
    throw error
  })
  process.stdout.write(`${sentence(folder, record)}\n`)
  if (record.blobs.lost.length === 0) return
  process.stderr.write(
    `parley: ${record.blobs.lost.length} files that tickets point at are missing or damaged; see ${RECORD}\n`,
  )
  process.exitCode = 1
}

/** @returns where the database is. */
export function assertOnDisk({ database, s3 }: Config): string {
  if (database.kind === 'postgres')
    throw new ConfigError(
      'on PostgreSQL use pg_dump and pg_restore for the database; for files in S3, the versioning of the bucket',
    )
  if (s3) throw new ConfigError('files are in S3: use the versioning of the bucket')
  return database.path
}

/**
 * The database first: a file has its name before a row points at it, and is only removed a day after the last row let
 * go of it. So all that the copied rows point at is there to be copied.
 */
async function copyInto(folder: string, config: Config, source: string): Promise<BackupRecord> {
  const database = join(folder, NAMES.database)
  const time = new Date().toISOString()
  await snapshotSqlite(source, database)
  const contents = await readSnapshot(database, async (db) => ({
    schema: (await applied(db)).at(-1) ?? '',
    rows: await countRows(db),
    blobs: await copyBlobs(blobsInUse(db), join(config.dataDir, NAMES.blobs), join(folder, NAMES.blobs)),
  }))
  const included = config.secretKey === undefined
  if (included) await copyFile(join(config.dataDir, NAMES.secretKey), join(folder, NAMES.secretKey))
  const record: BackupRecord = {
    format: 1,
    parley: version(),
    time,
    ...contents,
    database: { bytes: (await stat(database)).size, sha256: await digestOf(database) },
    secret_key: included ? 'included' : 'environment',
  }
  await syncDirectory(folder)
  await writeDurably(join(folder, RECORD), `${JSON.stringify(record, null, 2)}\n`)
  await syncDirectory(folder)
  return record
}

async function copyBlobs(wanted: AsyncIterable<string>, from: string, to: string) {
  const result: BackupRecord['blobs'] = { count: 0, bytes: 0, lost: [] }
  for await (const sha256 of wanted) {
    let copied = await shareBlob(sha256, from, to)
    if (copied.state === 'missing') {
      // The sweep takes a file aside for an instant while it looks how old it is.
      await sleep(ASIDE)
      copied = await shareBlob(sha256, from, to)
    }
    if (copied.state === 'there') {
      result.count++
      result.bytes += copied.bytes
    } else result.lost.push(sha256)
  }
  await syncCopies(to)
  return result
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece)
  return hash.digest('hex')
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  await file.writeFile(text)
  await file.sync()
  await file.close()
}

function version(): string {
  const { version }: { version: string } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  )
  return version
}

function sentence(folder: string, { rows, blobs, database, secret_key }: BackupRecord): string {
  const megabytes = ((database.bytes + blobs.bytes) / 1e6).toFixed(1)
  const key =
    secret_key === 'included' ? '' : '\nSECRET_KEY came from the environment and is not in it: keep it too'
  return `${folder}: ${rows.conversation} conversations, ${blobs.count} files, ${megabytes} MB${key}`
}
