// backup.json: what a backup is, written last. A folder without it is no backup.
import { z } from 'zod'

export const RECORD = 'backup.json'

/** What a backup's files are called, in its folder as in the data folder. */
export const NAMES = { database: 'parley.db', blobs: 'blobs', secretKey: 'secret.key' } as const

export const backupRecord = z.object({
  format: z.literal(1),
  parley: z.string(),
  /** The newest migration. */
  schema: z.string(),
  time: z.iso.datetime(),
  database: z.object({ bytes: z.number(), sha256: z.string() }),
  rows: z.record(z.string(), z.number()),
  blobs: z.object({ count: z.number(), bytes: z.number(), lost: z.array(z.string()) }),
  /** `environment`: SECRET_KEY was set, and whoever restores must set it too. */
  secret_key: z.enum(['included', 'environment']),
})

export type BackupRecord = z.output<typeof backupRecord>
