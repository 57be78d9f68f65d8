// What doctor asks the database, and the files it points at.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathOfBlob } from '../blobs/disk.ts'
import type { Config } from '../config.ts'
import { wrongTallies } from '../core/conversations/tallies/queries.ts'
import { timeOf } from '../core/ids.ts'
import { deadJobsSince } from '../core/jobs/queries.ts'
import { eventTotals } from '../core/spine/queries.ts'
import type { Look } from '../db/look.ts'
import type { Queryable } from '../db/schema.ts'
import { NAMES } from './backup-record.ts'
import { blobsInUse } from './blobs-in-use.ts'
import { type Check, type Finding, fail, ok, warn } from './finding.ts'

/** The server folds the log back at 16 MB, once a minute: many times that, and something keeps it from doing so. */
const LARGE_LOG = 128 * 1024 * 1024
const DAY = 24 * 3_600_000
/** Clocks of several nodes differ a little. */
const CLOCK_SLACK = 60_000
const SHOWN = 3

export function databaseChecks(config: Config, { db, applied, missing, check, walBytes }: Look): Check[] {
  return [
    {
      name: 'schema',
      async look() {
        const waiting = await missing()
        return waiting.length === 0
          ? ok('of this version')
          : warn(`the next start will run ${waiting.join(', ')}`)
      },
    },
    ...(check ? [{ name: 'integrity', look: () => integrity(check()) }] : []),
    ...(walBytes ? [{ name: 'write-ahead log', look: () => log(walBytes()) }] : []),
    { name: 'files', look: () => files(db, config) },
    { name: 'jobs', look: () => jobs(db) },
    { name: 'tallies', look: async () => await tallies(db, await applied()) },
    { name: 'clock', look: () => clock(db) },
  ]
}

function integrity(verdict: string): Finding {
  return verdict === 'ok' ? ok('every page is sound') : fail(`damaged: ${verdict}; restore a backup`)
}

function log(bytes: number): Finding {
  const text = `${(bytes / 1024 / 1024).toFixed(1)} MB`
  return bytes < LARGE_LOG
    ? ok(text)
    : fail(`${text}: a reader that does not end keeps it from being folded back`)
}

async function files(db: Queryable, { s3, dataDir }: Config): Promise<Finding> {
  if (s3) return ok('in S3, not looked at')
  const lost: string[] = []
  let count = 0
  for await (const sha256 of blobsInUse(db)) {
    count++
    if (!existsSync(pathOfBlob(join(dataDir, NAMES.blobs), sha256))) lost.push(sha256)
  }
  if (lost.length === 0) return ok(`all ${count} are there`)
  const more = lost.length > SHOWN ? ' …' : ''
  return fail(`${lost.length} of ${count} missing: ${lost.slice(0, SHOWN).join(', ')}${more}`)
}

/** Older ones are history: nobody can do anything about them any more. */
async function jobs(db: Queryable): Promise<Finding> {
  const dead = await deadJobsSince(db, timeOf(Date.now() - 7 * DAY))
  if (dead.length === 0) return ok('none given up in seven days')
  return fail(
    dead
      .map(({ kind, jobs, error }) => `${jobs} of ${kind} given up: ${error ?? 'no reason kept'}`)
      .join('; '),
  )
}

/** Counts every conversation, which the server never does. */
async function tallies(db: Queryable, applied: string[]): Promise<Finding> {
  if (!applied.includes('0009-talks')) return ok('kept from the next start on')
  const wrong = await wrongTallies(db)
  if (wrong.length === 0) return ok('as counted')
  const shown = wrong
    .slice(0, SHOWN)
    .map(
      ({ assignee_id, status, counted, kept }) =>
        `${kept} ${status} of ${assignee_id || 'nobody'}, counted ${counted}`,
    )
  return fail(`${wrong.length} differ: ${shown.join('; ')}${wrong.length > SHOWN ? ' …' : ''}`)
}

async function clock(db: Queryable): Promise<Finding> {
  const { newest } = await eventTotals(db)
  const now = Date.now()
  if (newest !== null && Date.parse(newest) > now + CLOCK_SLACK)
    return fail(`says ${timeOf(now)}, but the newest event was written at ${newest}`)
  return ok(newest === null ? timeOf(now) : `${timeOf(now)}, newest event at ${newest}`)
}
