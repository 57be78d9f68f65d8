// A real server in a process of its own, as an operator runs it: set up, started, killed, started again.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const PARLEY = fileURLToPath(new URL('../../bin/parley.js', import.meta.url))
/** As in `npm start`. */
export const RUNTIME_FLAGS = ['--max-semi-space-size=8', '--heap-growing-percent=100', '--no-memory-reducer']
/** As in `npm start`: glibc otherwise keeps what uploads and pictures gave back, some 50 MB of it. */
export const RUNTIME_ENV = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_TRIM_THRESHOLD_: '131072',
  MALLOC_MMAP_THRESHOLD_: '131072',
}

/** Vitest has a BASE_URL of its own, which means nothing to us. */
const surroundings = () => ({ ...process.env, BASE_URL: '' })

export type Credentials = { api_key: string; access_token: string; site_key: string }

export const OWNER = { email: 'owner@crash.example', password: 'correct horse battery' } as const

/** Makes the data folder's one organisation, whose tickets are ASM-1, ASM-2 … */
export async function setUp(dataDir: string): Promise<Credentials> {
  const { email, password } = OWNER
  const owner = ['--organisation', 'Crash', '--email', email, '--password', password]
  const { stdout } = await promisify(execFile)(process.execPath, [PARLEY, 'setup', ...owner, '--json'], {
    env: { ...surroundings(), DATA_DIR: dataDir },
  })
  return JSON.parse(stdout)
}

export type ServerProcess = {
  url: string
  /** Of the server itself, also when a tracer was started around it. */
  pid: number
  /** Milliseconds from spawn to the `ready` line. */
  readyMs: number
  /** Sends the signal and waits for the end; resolves to the exit code, null when the signal ended it. */
  stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>
}

export type StartOptions = {
  dataDir: string
  port?: number
  under?: string[]
  flags?: string[]
  env?: Record<string, string>
}

/** @throws when the server ends, or says nothing for a minute, before it is ready; with what it wrote to stderr. */
export async function startParley({
  dataDir,
  port = 0,
  under = [],
  flags = [],
  env = {},
}: StartOptions): Promise<ServerProcess> {
  const command = [...under, process.execPath, ...RUNTIME_FLAGS, ...flags, PARLEY, 'serve']
  return await startServer(command, {
    DATA_DIR: dataDir,
    PORT: String(port),
    RATE_LIMITS: 'off',
    LOG_LEVEL: 'info',
    ...RUNTIME_ENV,
    ...env,
  })
}

/** Starts any server that prints one JSON line with `"msg":"ready"`, its `url` and its `pid`. */
export async function startServer(command: string[], env: Record<string, string>): Promise<ServerProcess> {
  const started = performance.now()
  const [file = '', ...args] = command
  const child = spawn(file, args, { env: { ...surroundings(), ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  const { url, pid } = await readyLine(child)
  return {
    url: url.replace('//localhost', '//127.0.0.1'),
    pid,
    readyMs: performance.now() - started,
    async stop(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
      const exited = once(child, 'exit')
      process.kill(pid, signal)
      await exited
      return child.exitCode
    },
  }
}

async function readyLine(child: ChildProcess): Promise<{ url: string; pid: number }> {
  let complaint = ''
  child.stderr?.on('data', (chunk) => {
    complaint = `${complaint}${chunk}`.slice(-2_000)
  })
  const giveUp = setTimeout(() => child.kill('SIGKILL'), 60_000)
  try {
    if (child.stdout)
      for await (const line of createInterface({ input: child.stdout })) {
        const said = line.startsWith('{') ? JSON.parse(line) : {}
        if (said.msg === 'ready') return said
      }
    throw new Error(`the server ended before it was ready: ${complaint}`)
  } finally {
    clearTimeout(giveUp)
    // Nobody reads on: a full pipe would stop the server.
    child.stdout?.resume()
  }
}

/** A port that was free a moment ago: restarts must come back where their clients look for them. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  if (typeof address !== 'object' || address === null) throw new Error('no free port')
  return address.port
}
