import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Parley, parley as start } from './parley.ts'
import { send } from './raw-http.ts'
import { hears } from './sse.ts'

const SETUP = [
  'setup',
  '--organisation',
  'Pottle',
  '--email',
  'noor@example.com',
  '--password',
  'correct horse battery',
]

let dataDir: string
let started: Parley[] = []
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'parley-cli-'))
})
afterEach(async () => {
  for (const { child, exit } of started) if (child.kill('SIGKILL')) await exit()
  started = []
  rmSync(dataDir, { recursive: true, force: true })
})

function parley(args: string[], options?: Parameters<typeof start>[2]): Parley {
  const run = start(dataDir, args, options)
  started.push(run)
  return run
}

async function setUp(): Promise<Record<string, string>> {
  const run = parley([...SETUP, '--json'])
  expect(await run.exit()).toBe(0)
  return JSON.parse(run.stdout())
}

const portOf = (url: string) => Number(new URL(url).port)

describe('setup', () => {
  it('prints each credential once, as one JSON object and nothing else', async () => {
    const run = parley([...SETUP, '--prefix', 'pot', '--json'])
    expect(await run.exit()).toBe(0)
    expect(run.stderr()).toBe('')
    expect(run.stdout().trimEnd().split('\n')).toHaveLength(1)
    const names = [
      'organisation_id',
      'slug',
      'access_token',
      'api_key',
      'client_id',
      'client_secret',
      'site_key',
      'secret_key',
    ]
    expect(Object.keys(JSON.parse(run.stdout()))).toEqual(names)

    const second = parley(SETUP)
    expect(await second.exit()).toBe(0)
    expect(second.stdout()).toMatch(/^slug +pottle-2$/m)
  })

  it('is refused while a server runs on the folder', async () => {
    await parley(['serve']).ready()
    const run = parley([...SETUP, '--json'])
    expect(await run.exit()).toBe(3)
    expect(run.stdout()).toBe('')
  })
})

describe('a wrong command line', () => {
  it.each([
    ['an unknown command', ['sirve'], {}],
    ['an unknown option', ['serve', '--fast'], {}],
    ['an option that is missing', ['setup', '--organisation', 'x'], {}],
    ['an option without its value', ['setup', '--organisation'], {}],
    ['a password nobody should have', [...SETUP.slice(0, -1), 'password123'], {}],
    ['an address that is none', [...SETUP.slice(0, 3), '--email', 'noor', '--password', 'x'.repeat(12)], {}],
    ['a variable that cannot be', ['serve'], { PORT: 'http' }],
    ['a secret in a file that is not there', ['serve'], { SECRET_KEY_FILE: '/nowhere' }],
    ['a proxy that is no address', ['serve'], { TRUST_PROXY: 'nginx' }],
    ['a process without its other half on SQLite', ['serve'], { ROLE: 'worker' }],
    ['a role there is not', ['serve'], { ROLE: 'web,cook' }],
  ])('leaves with 2 and a sentence: %s', async (_, args, env) => {
    const run = parley(args, { env })
    expect(await run.exit()).toBe(2)
    expect(run.stdout()).toBe('')
    expect(run.stderr().trimEnd()).toMatch(/^(error|parley): .+$/m)
    expect(run.stderr()).not.toMatch(/\n +at /)
  })

  it.each([['--help'], ['serve', '--help']])('is none when it asks for help: %s %s', async (...args) => {
    const run = parley(args.filter(Boolean))
    expect(await run.exit()).toBe(0)
    expect(run.stdout()).toContain('Usage: parley')
  })
})

describe('serve', () => {
  it('says on one line where it is and who, answers there, and leaves with 0 when told to', async () => {
    const run = parley(['serve'])
    const { url, pid, open } = await run.ready()
    expect(pid).toBe(run.child.pid)
    expect(
      run
        .stdout()
        .split('\n')
        .filter((line) => line.includes('"ready"')),
    ).toHaveLength(1)
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    // Before there is an organisation the line says where to make one.
    expect((await fetch(String(open))).status).toBe(200)
    run.child.kill('SIGTERM')
    expect(await run.exit()).toBe(0)
    for (const line of run.stdout().trimEnd().split('\n')) JSON.parse(line)
  })

  it('on a folder where another serves leaves with 3 and a sentence', async () => {
    await parley(['serve']).ready()
    const second = parley(['serve'])
    expect(await second.exit()).toBe(3)
    expect(second.stderr()).toMatch(
      /^parley: another Parley server is already running on this data folder .+\n$/,
    )
  })

  it('on a newer database leaves with 4 and touches nothing', async () => {
    await setUp()
    const path = join(dataDir, 'parley.db')
    const database = new DatabaseSync(path)
    database.exec("insert into kysely_migration (name, timestamp) values ('9999-future', '2099-01-01')")
    database.exec('pragma wal_checkpoint(truncate)')
    database.close()
    const digest = () => createHash('sha256').update(readFileSync(path)).digest('hex')
    const before = digest()
    for (const args of [['serve'], ['migrate'], SETUP]) {
      const run = parley(args)
      expect(await run.exit()).toBe(4)
      expect(run.stderr()).toMatch(/^parley: this database was written by a newer Parley .*9999-future.*\n$/)
    }
    expect(digest()).toBe(before)
  })

  it('keeps what it answered through kill -9, and its listeners miss and repeat nothing', async () => {
    const { api_key = '', access_token = '' } = await setUp()
    const feed = (url: string, after: number) =>
      hears(`${url}/api/manage/events`, {
        authorization: `Bearer ${access_token}`,
        'last-event-id': String(after),
      })
    const ticket = async (url: string) => {
      const answer = await fetch(`${url}/interaction`, {
        method: 'POST',
        headers: { authorization: api_key },
        body: new URLSearchParams({ query: 'The lid does not close' }),
      })
      return await answer.text()
    }
    const first = parley(['serve'])
    const { url } = await first.ready()
    const heard = await feed(url, 2)
    expect(await ticket(url)).toBe('{"created_ticket_number":"ASM-1"}')
    await heard.until(2)
    first.child.kill('SIGKILL')
    await first.exit()

    const second = parley(['serve'])
    const again = await second.ready()
    expect(again.open).toBeUndefined()
    const resumed = await feed(again.url, heard.events.at(-1)?.id ?? 0)
    expect(await ticket(again.url)).toBe('{"created_ticket_number":"ASM-2"}')
    await resumed.until(2)
    expect([...heard.events, ...resumed.events].map((event) => event.id)).toEqual([3, 4, 5, 6])
    // The stream is open while the server is told to stop: it ends with it.
    second.child.kill('SIGTERM')
    expect(await second.exit()).toBe(0)
    await resumed.ended
  })
})

describe('a server told to stop', () => {
  const half =
    'POST /api/manage/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{'

  it('leaves with 0 within ten seconds although a client never finishes its request', async () => {
    const run = parley(['serve'])
    const client = send(portOf((await run.ready()).url), [half], { untilClosed: true, timeout: 12_000 })
    await new Promise((resolve) => setTimeout(resolve, 200))
    run.child.kill('SIGTERM')
    expect(await run.exit(10_000)).toBe(0)
    expect((await client).status).toBe(0)
  })

  it('takes Ctrl-C passed on by a launcher as one wish, and asked again leaves at once with 1', async () => {
    const run = parley(['serve'])
    const client = send(portOf((await run.ready()).url), [half], { untilClosed: true, timeout: 12_000 })
    await new Promise((resolve) => setTimeout(resolve, 200))
    run.child.kill('SIGINT')
    run.child.kill('SIGINT')
    await new Promise((resolve) => setTimeout(resolve, 800))
    expect(run.child.exitCode).toBeNull()
    run.child.kill('SIGTERM')
    expect(await run.exit(1_000)).toBe(1)
    await client
  })
})

describe('under an older Node', () => {
  /** The machine's own Node 20 or 22 if it has one; otherwise this Node, made to say it is one. */
  function olderNode(): string[] {
    const candidates = execFileSync('which', ['-a', 'node'], { encoding: 'utf8' }).trim().split('\n')
    const major = (node: string) =>
      Number(execFileSync(node, ['-p', 'process.versions.node.split(".")[0]'], { encoding: 'utf8' }))
    const old = candidates.find((node) => major(node) < 24)
    if (old) return [old]
    const pretend =
      "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } })"
    return [process.execPath, '--import', `data:text/javascript,${encodeURIComponent(pretend)}`]
  }

  it('runs itself again under the pinned one, which stops when told through its launcher', async () => {
    const run = parley(['serve'], { node: olderNode() })
    const { url, pid } = await run.ready()
    expect(pid).not.toBe(run.child.pid)
    if (process.platform === 'linux') {
      const version = execFileSync(readlinkSync(`/proc/${pid}/exe`), ['--version'], { encoding: 'utf8' })
      expect(Number(/^v(\d+)/.exec(version)?.[1])).toBeGreaterThanOrEqual(24)
    }
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
    run.child.kill('SIGTERM')
    expect(await run.exit()).toBe(0)
    expect(() => process.kill(pid, 0)).toThrow()
  })

  it('hands exit codes on', async () => {
    const run = parley(['setup', '--nonsense'], { node: olderNode() })
    expect(await run.exit()).toBe(2)
  })
})

it('says in a sentence that its port is taken, and leaves nothing open', async () => {
  const { url } = await parley(['serve']).ready()
  const other = mkdtempSync(join(tmpdir(), 'parley-cli-'))
  const run = start(other, ['serve'], { env: { PORT: String(portOf(url)) } })
  expect(await run.exit()).toBe(1)
  expect(run.stderr()).toMatch(/^parley: .*something else listens there/)
  rmSync(other, { recursive: true })
})
