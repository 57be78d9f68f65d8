// The real command line as a child process, on a data folder of its own.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const bin = fileURLToPath(new URL('../bin/parley.js', import.meta.url))

export type Parley = {
  child: ChildProcess
  stdout(): string
  stderr(): string
  /** Resolves with the exit code; rejects after `timeout` milliseconds. */
  exit(timeout?: number): Promise<number | null>
  /** The facts of the `ready` line. */
  ready(): Promise<{ url: string; pid: number; open?: string }>
}

type Options = { env?: Record<string, string>; node?: string[] }

export function parley(
  dataDir: string,
  args: string[],
  { env = {}, node = [process.execPath] }: Options = {},
): Parley {
  const [command = process.execPath, ...flags] = node
  const child = spawn(command, [...flags, bin, ...args], {
    env: { PATH: process.env.PATH ?? '', DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    err += text
  })
  const closed = once(child, 'close')
  const within = <T>(work: Promise<T>, timeout: number, what: string) => {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new Error(`${what} took longer than ${timeout} ms\n${out}${err}`)),
        timeout,
      )
    })
    return Promise.race([work, late]).finally(() => clearTimeout(timer))
  }
  const readyLine = async () => {
    for (;;) {
      const line = out.split('\n').find((text) => text.includes('"msg":"ready"'))
      if (line) return JSON.parse(line)
      if (child.exitCode !== null) throw new Error(`parley left with ${child.exitCode}\n${out}${err}`)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }
  return {
    child,
    stdout: () => out,
    stderr: () => err,
    exit: (timeout = 10_000) => within(closed, timeout, 'leaving').then(() => child.exitCode),
    ready: () => within(readyLine(), 10_000, 'starting'),
  }
}
