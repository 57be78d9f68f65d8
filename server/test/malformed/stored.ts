// What the run left in the data folder: rows, files, and whether they belong to each other.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export type Stored = {
  tickets: number
  messages: number
  attachments: number
  thumbnails: number
  jobs: Record<string, number>
  /** Digests of files nobody points at, of rows whose file is missing, and names in the temporary folder. */
  orphans: string[]
  missing: string[]
  temporary: string[]
}

/** Opens the database read-only; also while the server runs. */
export function readStored(dataDir: string): Stored {
  const db = new DatabaseSync(join(dataDir, 'parley.db'), { readOnly: true })
  try {
    const count = (sql: string) => Number(db.prepare(`select count(*) as n from ${sql}`).get()?.n)
    const digests = db.prepare(
      `select sha256 as digest from attachment where sha256 is not null
       union select thumbnail_sha256 from attachment where thumbnail_sha256 is not null`,
    )
    const referenced = new Set(digests.all().map(({ digest }) => String(digest)))
    const blobs = join(dataDir, 'blobs')
    const homes = readdirSync(blobs).filter((name) => name !== 'tmp')
    const onDisk = homes.flatMap((home) => readdirSync(join(blobs, home)))
    const jobs = db.prepare('select kind, state, count(*) as n from job group by kind, state').all()
    return {
      tickets: count('conversation'),
      messages: count('message'),
      attachments: count('attachment'),
      thumbnails: count('attachment where thumbnail_sha256 is not null'),
      jobs: Object.fromEntries(jobs.map(({ kind, state, n }) => [`${kind} ${state}`, Number(n)])),
      orphans: onDisk.filter((digest) => !referenced.has(digest)),
      missing: [...referenced].filter((digest) => !onDisk.includes(digest)),
      temporary: readdirSync(join(blobs, 'tmp')),
    }
  } finally {
    db.close()
  }
}
