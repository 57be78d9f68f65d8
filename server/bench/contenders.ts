// The servers that are compared, each in its own process and on its own temporary folder.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  RUNTIME_FLAGS,
  type ServerProcess,
  setUp,
  startParley,
  startServer,
} from '../test/crash/parley-process.ts'

export type Contender = { name: string; server: ServerProcess; authorization: string; close(): Promise<void> }

export function temporaryFolder(): { dataDir: string; remove(): void } {
  const dataDir = mkdtempSync(join(tmpdir(), 'parley-bench-'))
  return { dataDir, remove: () => rmSync(dataDir, { recursive: true, force: true }) }
}

/** Ours as `npm start` runs it, or with further flags. */
export async function parley(name: string, flags: string[] = []): Promise<Contender> {
  const { dataDir, remove } = temporaryFolder()
  const { api_key: authorization } = await setUp(dataDir)
  return contender(name, authorization, await startParley({ dataDir, flags }), remove)
}

export async function oneFsyncEach(): Promise<Contender> {
  const preload = new URL('one-fsync-each.ts', import.meta.url).href
  return await parley('one fsync each', ['--import', preload])
}

export async function bare(): Promise<Contender> {
  const { dataDir, remove } = temporaryFolder()
  const entry = fileURLToPath(new URL('bare-server.ts', import.meta.url))
  const server = await startServer([process.execPath, ...RUNTIME_FLAGS, entry], { DATA_DIR: dataDir })
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
    async close() {
      await server.stop('SIGTERM')
      remove()
    },
  }
}
