#!/usr/bin/env node
// Plain JavaScript on purpose: it must parse under whatever Node the machine has, to hand over to the pinned one.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { fileURLToPath } from 'node:url'
import v8 from 'node:v8'

const PINNED_MAJOR = 24
// As in `npm start`: a young generation small enough to stay in memory, and an old one that is looked through when it is
// twice as large as the last time, which stops everybody for some 10 ms. Never because nothing happens: `src/idle-memory.ts`.
const RUNTIME_FLAGS = ['--max-semi-space-size=8', '--heap-growing-percent=100', '--no-memory-reducer']
const repository = new URL('../../', import.meta.url)

if (Number(process.versions.node.split('.')[0]) >= PINNED_MAJOR) {
  // What a request makes lives until its commit. V8 learns from that to make such things in the old generation at once,
  // where they stay as garbage: ten times as much of it, a hundred megabytes, and pauses to find it.
  v8.setFlagsFromString('--no-allocation-site-pretenuring')
  // The best code after a third of the calls V8 waits for: full speed after 2 s of load instead of 6.
  v8.setFlagsFromString('--invocation-count-for-turbofan=1000')
  // For `idle-memory.ts`. Here, because code compiled under other flags is not taken from the cache.
  v8.setFlagsFromString('--expose-gc')
  const cache = fileURLToPath(new URL('node_modules/.cache/parley', repository))
  module.enableCompileCache?.(cache)
  // Threads learn of it from the environment alone; without it the writer strips types itself and stays 24 MB larger.
  process.env.NODE_COMPILE_CACHE ??= cache
  await import('../src/main.ts')
} else {
  const node = fileURLToPath(
    new URL(`node_modules/.bin/node${process.platform === 'win32' ? '.exe' : ''}`, repository),
  )
  if (!existsSync(node)) {
    process.stderr.write(`Parley needs Node ${PINNED_MAJOR} or newer; run "npm ci" to get it.\n`)
    process.exit(1)
  }
  const child = spawn(node, [...RUNTIME_FLAGS, fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
    // As `npm start` does: glibc otherwise keeps what uploads gave back.
    env: {
      MALLOC_ARENA_MAX: '2',
      MALLOC_TRIM_THRESHOLD_: '131072',
      MALLOC_MMAP_THRESHOLD_: '131072',
      ...process.env,
    },
  })
  process.on('SIGINT', () => child.kill('SIGINT'))
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}
