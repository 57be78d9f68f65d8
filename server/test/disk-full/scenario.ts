// Runs on a disk of 400 MB that nobody else sees (`../disk-full.test.ts` sees to that): a server under writers is left
// less and less room, and then gets it back. Prints what was seen, as JSON.
import { mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ballastIn } from '../../src/disk/ballast.ts'
import { watchDisk } from '../../src/disk/disk-space.ts'
import { freePort, setUp, startParley } from '../crash/parley-process.ts'
import { seededRandom } from '../crash/random.ts'
import { verify } from '../crash/verify.ts'
import { startWriters } from '../crash/writers.ts'
import { png } from '../forms.ts'
import { fillerIn, freeIn } from './filler.ts'
import { prober, type Seen } from './prober.ts'

const MIB = 1024 * 1024
const WRITERS = 6

const [disk = ''] = process.argv.slice(2)
const filler = fillerIn(disk)
const dataDir = join(disk, 'data')
const picture = new Uint8Array(png(300, 300, 3 * MIB))

const size = (path: string) => statSync(path, { throwIfNoEntry: false })
const allocated = (path: string) => (size(path)?.blocks ?? 0) * 512
const temporary = () => readdirSync(join(dataDir, 'blobs', 'tmp'))

/** The watcher alone, hurried: every state it knows, on a real disk. */
async function watching() {
  const dir = join(disk, 'watched')
  mkdirSync(dir)
  const said: string[] = []
  const log = {
    warn: (_: object, text: string) => said.push(text),
    info: (_: object, text: string) => said.push(text),
  }
  const watch = await watchDisk({ dir, minFree: 256 * MIB, ballast: ballastIn(dir), log, everyMs: 20 })
  const ballast = join(dir, 'ballast')
  const until = async (good: () => boolean) => {
    for (let tries = 0; tries < 500 && !good(); tries++) await sleep(20)
    return good()
  }
  const made = await until(() => size(ballast) !== undefined)
  const first = allocated(ballast)
  filler.leave(250 * MIB)
  const low = await until(watch.isLow)
  const keptWhileLow = size(ballast) !== undefined
  filler.leave(0)
  const dropped = await until(() => size(ballast) === undefined)
  const freedBy = freeIn(disk)
  filler.remove()
  const back = await until(() => !watch.isLow())
  const madeAgain = await until(() => size(ballast) !== undefined)
  // Cut off in the middle of making it: a part of a ballast is none.
  await watch.close()
  const other = ballastIn(dir)
  await other.drop()
  const cut = new AbortController()
  const making = other.make(cut.signal)
  await sleep(50)
  cut.abort()
  await making
  const leftOfOne = readdirSync(dir)
  return { made, allocated: first, low, keptWhileLow, dropped, freedBy, back, madeAgain, said, leftOfOne }
}

async function serving() {
  const credentials = await setUp(dataDir)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const first = await startParley({ dataDir, port })
  const writers = startWriters({ url, apiKey: credentials.api_key, count: WRITERS, random: seededRandom(7) })
  const probe = prober(url, credentials, writers.tickets)
  const { body } = await probe.manage('POST', '/api-keys', { name: 'spare' })
  const spare = (body as { id: string }).id
  const is503 = ({ status }: Seen) => status === 503
  const is200 = ({ status }: Seen) => status === 200
  const ballast = join(dataDir, 'ballast')

  const roomy = {
    ballast: await probe.until(
      () => allocated(ballast),
      (bytes) => bytes >= 64 * MIB,
      30_000,
    ),
    ...(await probe.look()),
  }
  filler.leave(200 * MIB)
  const low = {
    write: await probe.until(() => probe.create('low'), is503, 10_000),
    upload: await probe.create('low upload', picture),
    note: await probe.manage('PATCH', '/organisation', {}),
    ...(await probe.look()),
    temporary: temporary(),
    acknowledged: writers.tickets.filter(({ acknowledged }) => acknowledged).length,
  }
  filler.leave(0)
  const full = {
    ballastGone: await probe.until(() => size(ballast) === undefined, Boolean, 10_000),
    deletion: (await probe.manage('DELETE', `/api-keys/${spare}`)).status,
    write: (await probe.create('low')).status,
    ...(await probe.look()),
    acknowledged: writers.tickets.filter(({ acknowledged }) => acknowledged).length,
  }
  filler.remove()
  const again = {
    write: (await probe.until(() => probe.create('low'), is200, 15_000)).status,
    upload: (await probe.create('low upload', picture)).status,
    ...(await probe.look()),
  }
  const firstExit = await first.stop('SIGTERM')

  // With nobody watching, SQLite itself runs into the end of the disk, again and again, in the middle of its commits.
  const second = await startParley({ dataDir, port, env: { MIN_FREE_MB: '0' } })
  await probe.until(() => probe.create('second'), is200, 5_000)
  const unwatched = []
  for (let round = 0; round < 3; round++) {
    filler.leave(round * 100_000)
    filler.leave(0)
    const write = await probe.until(() => probe.create('full'), is503, 10_000)
    // What folding the log frees is taken as well.
    filler.leave(0)
    await sleep(500)
    const upload = await probe.create('full upload', picture)
    const look = await probe.look()
    const left = temporary()
    filler.remove()
    const back = await probe.until(() => probe.create('full'), is200, 5_000)
    const uploaded = await probe.create('full upload', picture)
    unwatched.push({ write, upload, ...look, temporary: left, back: [back.status, uploaded.status] })
  }
  await writers.finish()
  const exit = await second.stop('SIGTERM')
  const tries = writers.tickets.reduce((sum, ticket) => sum + ticket.tries, 0)
  const verdict = verify(join(dataDir, 'parley.db'), writers.tickets)
  return { roomy, low, full, again, firstExit, unwatched, exit, tries, ...verdict }
}

process.stdout.write(JSON.stringify({ watching: await watching(), serving: await serving() }))
