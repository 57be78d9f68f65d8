// The dashboard and the widget are built when missing or stale: `git pull && npm start` shows what was pulled.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compressFiles } from './compress-files.ts'

const repository = fileURLToPath(new URL('../../../', import.meta.url))
const FRONT_ENDS = ['dashboard', 'widget'] as const

/** Another one makes everybody build anew. */
const HOW = 'compressed'

/** Names, sizes and times of everything the build reads; some 100 files take 2 ms. */
function fingerprintOf(name: string): string {
  const hash = createHash('sha256').update(HOW)
  const inputs = ['src', 'public', 'index.html', 'vite.config.ts', 'package.json'].map((path) =>
    join(name, path),
  )
  inputs.push('package-lock.json', 'server/src/surfaces/manage/wire.ts', 'sdk/src/event-stream.ts')
  for (const input of inputs) {
    const path = join(repository, input)
    if (!existsSync(path)) continue
    const files = statSync(path).isDirectory()
      ? readdirSync(path, { recursive: true, encoding: 'utf8' })
          .sort()
          .map((file) => join(path, file))
      : [path]
    for (const file of files) {
      const { size, mtimeMs } = statSync(file)
      hash.update(`${file.slice(repository.length)} ${size} ${mtimeMs}\n`)
    }
  }
  return hash.digest('hex')
}

/** Builds what needs it, one after the other, saying so on stderr. Without sources (an image) there is nothing to do. */
export async function buildFrontEnds(): Promise<void> {
  const stale = FRONT_ENDS.filter((name) => {
    if (!existsSync(join(repository, name, 'vite.config.ts'))) return false
    const stamp = stampOf(name)
    return !existsSync(stamp) || readFileSync(stamp, 'utf8') !== fingerprintOf(name)
  })
  for (const [index, name] of stale.entries()) {
    process.stderr.write(`[${index + 1}/${stale.length}] building the ${name} … `)
    const started = performance.now()
    const fingerprint = fingerprintOf(name)
    await vite(name)
    await compressFiles(join(repository, name, 'dist'))
    writeFileSync(stampOf(name), fingerprint)
    process.stderr.write(`${((performance.now() - started) / 1_000).toFixed(1)} s\n`)
  }
}

function stampOf(name: string): string {
  return join(repository, name, 'dist', '.built-from')
}

async function vite(name: string): Promise<void> {
  const entry = join(repository, 'node_modules/vite/bin/vite.js')
  const child = spawn(process.execPath, [entry, 'build', '--logLevel', 'warn'], {
    cwd: join(repository, name),
    stdio: ['ignore', 2, 2],
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('exit', resolve)
    child.on('error', reject)
  })
  if (code !== 0) throw new Error(`building the ${name} failed`)
}
