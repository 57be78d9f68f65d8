// The real server as a person starts it: its own process, its own folder, stopped as rudely as the journey wants.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { RUNTIME_FLAGS } from '../crash/parley-process.ts'

const bin = fileURLToPath(new URL('../../bin/parley.js', import.meta.url))

export type ReadyLine = { url: string; pid: number; open?: string }

export type RunningServer = { ready: ReadyLine; stop(signal: NodeJS.Signals): Promise<number | null> }

export function dataFolder(): { dir: string; remove(): void } {
  const dir = mkdtempSync(join(tmpdir(), 'parley-journey-'))
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) }
}

/** Resolves at the `ready` line; `port` 0 takes a free one. */
export async function startServer(
  dataDir: string,
  port = 0,
  settings: Record<string, string> = {},
): Promise<RunningServer> {
  const child = spawn(process.execPath, [...RUNTIME_FLAGS, bin, 'serve', '--build'], {
    // The test runner has a BASE_URL of its own, and its NODE_ENV would build the dashboard for developers.
    env: {
      ...process.env,
      BASE_URL: '',
      NODE_ENV: '',
      DATA_DIR: dataDir,
      PORT: String(port),
      HOST: '127.0.0.1',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ready = await readyLine(child)
  return {
    ready,
    async stop(signal) {
      // One that ended by itself has said so already, and says it once.
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
      const gone = once(child, 'exit')
      child.kill(signal)
      const [code] = await gone
      return typeof code === 'number' ? code : null
    },
  }
}

async function readyLine(child: ChildProcess): Promise<ReadyLine> {
  if (!child.stdout) throw new Error('the server has no stdout')
  for await (const line of createInterface({ input: child.stdout })) {
    const entry = JSON.parse(line)
    if (entry.msg !== 'ready') continue
    child.stdout.resume()
    return entry
  }
  throw new Error('the server ended before it was ready')
}
