// `npm run fsync`: fifty tickets under strace; between each request and its 200 the write-ahead log must be synced.
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setUp, startParley } from './parley-process.ts'
import { callsIn, unsyncedAnswers, withoutSyncs } from './trace.ts'
import { post } from './writers.ts'

const POSTS = 50
/** Enough of each buffer to see the request line and the status line. */
const STRING_LENGTH = '48'
const CALLS = 'fsync,fdatasync,read,readv,recvfrom,recvmsg,write,writev,sendto,sendmsg'

if (spawnSync('strace', ['-V']).status === 0) process.exitCode = await run()
else {
  process.stderr.write('fsync: this test needs strace: apt-get install strace (Linux only)\n')
  process.exitCode = 1
}

async function run(): Promise<number> {
  const dataDir = mkdtempSync(join(tmpdir(), 'parley-fsync-'))
  const trace = join(dataDir, 'trace.txt')
  try {
    await postAll(dataDir, ['strace', '-f', '-y', '-s', STRING_LENGTH, '-e', `trace=${CALLS}`, '-o', trace])
    // The first post also notes the key as used, whose sync must not count for a ticket: it only opens the trace.
    const [first, ...calls] = callsFromSecondPost(readFileSync(trace, 'utf8'))
    if (!first) throw new Error('the trace shows no request')
    const violations = unsyncedAnswers([first, ...calls], POSTS)
    for (const violation of violations) process.stdout.write(`VIOLATION: ${violation}\n`)
    const noticed = unsyncedAnswers(withoutSyncs([first, ...calls]), POSTS).length
    process.stdout.write(`${POSTS} posts, ${violations.length} answered before the log was synced\n`)
    process.stdout.write(`self-check: without its syncs the same trace has ${noticed} violations\n`)
    return violations.length === 0 && noticed === POSTS ? 0 : 1
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function postAll(dataDir: string, under: string[]): Promise<void> {
  const { api_key: apiKey } = await setUp(dataDir)
  const server = await startParley({ dataDir, under })
  for (let n = 0; n <= POSTS; n++) {
    const ticket = { query: `ticket ${n}`, key: randomUUID() }
    const answer = await post({ url: server.url, apiKey, ticket, email: 'fsync@crash.example' })
    if (!answer) throw new Error(`post ${n} was not answered`)
  }
  await server.stop('SIGTERM')
}

function callsFromSecondPost(trace: string) {
  const calls = callsIn(trace)
  const requests = calls.flatMap((call, at) => (call.text.includes('"POST /interaction') ? [at] : []))
  return calls.slice(requests[1])
}
