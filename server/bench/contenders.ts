// The servers that are compared, each in its own process and on its own temporary folder.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import {
  type Credentials,
  type ServerProcess,
  setUp,
  startParley,
  startServer,
} from '../test/crash/parley-process.ts'

export type Contender = {
  name: string
  server: ServerProcess
  authorization: string
  /** Seconds until what the load left to do later is done: the next one's turn is not to pay for it. */
  settle(): Promise<number>
  close(): Promise<void>
}

export type Ours = Contender & { credentials: Credentials; dataDir: string }

export function temporaryFolder(): { dataDir: string; remove(): void } {
  const dataDir = mkdtempSync(join(tmpdir(), 'parley-bench-'))
  return { dataDir, remove: () => rmSync(dataDir, { recursive: true, force: true }) }
}

const LONGEST_SETTLE = 60_000

type Options = { flags?: string[]; env?: Record<string, string> }

/** Ours as `npm start` runs it, or with further flags and variables. */
export async function parley(name: string, { flags = [], env = {} }: Options = {}): Promise<Ours> {
  const { dataDir, remove } = temporaryFolder()
  const credentials = await setUp(dataDir)
  const server = await startParley({ dataDir, flags, env })
  const made = contender(name, credentials.api_key, server, remove)
  return { ...made, settle: () => untilIndexed(dataDir), credentials, dataDir }
}

export async function oneFsyncEach(): Promise<Contender> {
  const preload = new URL('one-fsync-each.ts', import.meta.url).href
  return await parley('one fsync each', { flags: ['--import', preload] })
}

/** As anybody would start it: flags are part of how ours is run. */
export async function bare(): Promise<Contender> {
  const { dataDir, remove } = temporaryFolder()
  const entry = fileURLToPath(new URL('bare-server.ts', import.meta.url))
  const server = await startServer([process.execPath, entry], { DATA_DIR: dataDir })
  return contender('bare', 'nobody reads this', server, remove)
}

function contender(
  name: string,
  authorization: string,
  server: ServerProcess,
  remove: () => void,
): Contender {
  return {
    name,
    server,
    authorization,
    settle: async () => 0,
    async close() {
      await server.stop('SIGTERM')
      remove()
    },
  }
}

/** What search finds is written down behind the tickets, at its leisure. */
async function untilIndexed(dataDir: string): Promise<number> {
  const began = performance.now()
  const db = new DatabaseSync(join(dataDir, 'parley.db'), { readOnly: true })
  try {
    const look = db.prepare(`select sum(c.value - coalesce(done.seq, 0)) as behind from counter as c
      left join search_progress as done on done.org_id = c.org_id where c.name = 'event'`)
    while (Number(look.get()?.behind) > 0 && performance.now() - began < LONGEST_SETTLE) await sleep(100)
  } finally {
    db.close()
  }
  return (performance.now() - began) / 1_000
}
