// `parley doctor` by the real command line: a healthy folder first, then planted faults, each named.
import {
  chmodSync,
  closeSync,
  cpSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { file, png } from './forms.ts'
import { parley } from './parley.ts'

type Report = { ok: boolean; checks: { name: string; status: string; detail: string }[] }

let root: string
let healthy: string
let dataDir: string
let copies = 0

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'parley-doctor-'))
  healthy = join(root, 'healthy')
  const who = [
    '--organisation',
    'Pottle',
    '--email',
    'noor@example.com',
    '--password',
    'correct horse battery',
  ]
  const setup = parley(healthy, ['setup', ...who, '--json'])
  expect(await setup.exit()).toBe(0)
  const server = parley(healthy, ['serve'])
  const { url } = await server.ready()
  for (let ticket = 0; ticket < 20; ticket++) {
    const form = new FormData()
    form.set('query', `${ticket} `.repeat(500))
    if (ticket === 0) form.append('files', file(png(3, 2), 'lid.png'))
    const answer = await fetch(`${url}/interaction`, {
      method: 'POST',
      headers: { authorization: JSON.parse(setup.stdout()).api_key },
      body: form,
    })
    expect(answer.status).toBe(200)
  }
  // Beside a running server, too.
  const { report, code } = await examine(healthy)
  expect([code, report.checks.filter(({ status }) => status !== 'ok')]).toEqual([0, []])
  server.child.kill('SIGTERM')
  expect(await server.exit()).toBe(0)
}, 60_000)
afterAll(() => rmSync(root, { recursive: true, force: true }))
beforeEach(() => {
  dataDir = join(root, `copy-${++copies}`)
  cpSync(healthy, dataDir, { recursive: true })
})

async function examine(folder: string, env: Record<string, string> = {}) {
  const run = parley(folder, ['doctor', '--json'], { env })
  const code = await run.exit()
  const report: Report = JSON.parse(run.stdout())
  const named = Object.fromEntries(
    report.checks.map(({ name, status, detail }) => [name, `${status}: ${detail}`]),
  )
  return { code, report, named }
}

function change(text: string, ...values: (string | number)[]): void {
  const raw = new DatabaseSync(join(dataDir, 'parley.db'))
  raw.prepare(text).run(...values)
  raw.close()
}

function loseBlob(): string {
  const homes = readdirSync(join(dataDir, 'blobs')).filter((name) => name.length === 2)
  const home = join(dataDir, 'blobs', homes[0] ?? '')
  const [name = ''] = readdirSync(home)
  rmSync(join(home, name))
  return name
}

function damagePage(): void {
  const raw = new DatabaseSync(join(dataDir, 'parley.db'))
  const size = Number(raw.prepare('pragma page_size').get()?.page_size)
  const page = Number(
    raw.prepare("select rootpage from sqlite_master where type = 'table' and name = 'message'").get()
      ?.rootpage,
  )
  raw.close()
  const file = openSync(join(dataDir, 'parley.db'), 'r+')
  writeSync(file, Buffer.alloc(size, 0x5a), 0, size, (page - 1) * size)
  closeSync(file)
}

function killJobs(): void {
  const at = new Date().toISOString()
  change(
    `insert into job (id, kind, position, payload, state, attempt, run_at, last_error, created_at, finished_at)
     values ('dead-1', 'fetchLink', 0, '{}', 'dead', 8, ?, 'the address does not answer', ?, ?)`,
    at,
    at,
    at,
  )
}

describe('doctor', () => {
  it('prints one line for each check, and leaves with 0 when all is well', async () => {
    const run = parley(dataDir, ['doctor'])
    expect(await run.exit()).toBe(0)
    const lines = run.stdout().trimEnd().split('\n')
    expect(lines.map((line) => /^ok {4}(\S+( \S+)*?) {2,}/.exec(line)?.[1] ?? line)).toEqual([
      'data folder',
      'free disk',
      'secret key',
      'settings',
      'database',
      'schema',
      'integrity',
      'write-ahead log',
      'files',
      'jobs',
      'tallies',
      'clock',
    ])
  })

  it('names a data folder that nothing can be written to', async () => {
    // Root may write to any folder, but a file is none for root either.
    const { code, named } = await examine(join(dataDir, 'secret.key'))
    expect([code, named['data folder']]).toEqual([1, expect.stringMatching(/^fail: .* cannot be written/)])
  })

  it('names a short and a readable secret key', async () => {
    const path = join(dataDir, 'secret.key')
    chmodSync(path, 0o644)
    expect((await examine(dataDir)).named['secret key']).toMatch(/^fail: others may read/)
    writeFileSync(path, 'too short')
    expect((await examine(dataDir)).named['secret key']).toMatch(/^fail: .* shorter than 32/)
    rmSync(path)
    expect((await examine(dataDir)).named['secret key']).toMatch(/^fail: .* is missing/)
  })

  it('names a disk with less room than the server wants', async () => {
    const { code, named } = await examine(dataDir, { MIN_FREE_MB: '1000000000' })
    expect([code, named['free disk']]).toEqual([
      1,
      expect.stringMatching(/^fail: \d+ MB free: below 1000000000 MB the server refuses to write$/),
    ])
  })

  it('names a file that is missing', async () => {
    const name = loseBlob()
    const { code, named } = await examine(dataDir)
    expect([code, named.files]).toEqual([1, `fail: 1 of 1 missing: ${name}`])
  })

  it('names a damaged page', async () => {
    damagePage()
    const { code, named } = await examine(dataDir)
    expect(code).toBe(1)
    expect(named.integrity).toMatch(/^fail: damaged: /)
    // Nor does a backup of it pass for one.
    const backup = parley(dataDir, ['backup', join(root, 'damaged')])
    expect(await backup.exit()).toBe(1)
    expect(readdirSync(join(root, 'damaged'))).toEqual([])
  })

  it('names a file that is no database, and a folder without one', async () => {
    writeFileSync(join(dataDir, 'parley.db'), 'not a database, but long enough to be read as one'.repeat(100))
    expect((await examine(dataDir)).named.database).toMatch(/^fail: file is not a database/)
    expect((await examine(join(root, 'nowhere'))).named.database).toMatch(/^fail: there is no .*parley\.db/)
  })

  it('names a newer schema', async () => {
    change("insert into kysely_migration values ('9999-future', '2030-01-01T00:00:00.000Z')")
    const { code, named } = await examine(dataDir)
    expect(code).toBe(1)
    expect(named.schema).toMatch(/^fail: .*newer Parley .*9999-future/)
  })

  it('warns of migrations that wait for the next start', async () => {
    change('delete from kysely_migration where name = (select max(name) from kysely_migration)')
    const { code, named } = await examine(dataDir)
    expect(code).toBe(0)
    expect(named.schema).toMatch(/^warn: the next start will run 00\d\d-/)
  })

  it('names jobs that were given up, with their last words', async () => {
    killJobs()
    const { code, named } = await examine(dataDir)
    expect([code, named.jobs]).toEqual([1, 'fail: 1 of fetchLink given up: the address does not answer'])
  })

  it('names tallies that are not what counting says', async () => {
    change("update conversation set status = 'closed' where number = 'ASM-1'")
    const { code, named } = await examine(dataDir)
    expect([code, named.tallies]).toEqual([
      1,
      'fail: 2 differ: 0 closed of nobody, counted 1; 20 open of nobody, counted 19',
    ])
  })

  it('names a clock that is behind what is stored', async () => {
    change("update event set at = '2099-01-01T00:00:00.000Z'")
    const { code, named } = await examine(dataDir)
    expect(code).toBe(1)
    expect(named.clock).toMatch(/^fail: says 20.*, but the newest event was written at 2099/)
  })

  it('names five faults at once', async () => {
    writeFileSync(join(dataDir, 'secret.key'), 'too short')
    loseBlob()
    killJobs()
    change("insert into kysely_migration values ('9999-future', '2030-01-01T00:00:00.000Z')")
    damagePage()
    const { code, report } = await examine(dataDir)
    const failed = report.checks.filter(({ status }) => status === 'fail').map(({ name }) => name)
    expect([code, report.ok, failed]).toEqual([
      1,
      false,
      ['secret key', 'schema', 'integrity', 'files', 'jobs'],
    ])
  })

  it('warns of weak settings without failing, and fails on those that open the door', async () => {
    const weak = await examine(dataDir, { TRUST_PROXY: '10.0.0.1', RATE_LIMITS: 'off' })
    expect(weak.code).toBe(0)
    expect(weak.named.settings).toMatch(/^warn: .*BASE_URL is not.*; RATE_LIMITS is off/)
    const plain = await examine(dataDir, { BASE_URL: 'http://desk.example' })
    expect(plain.named.settings).toMatch(/^warn: BASE_URL is http/)
    const open = await examine(dataDir, { TRUST_PROXY: '0.0.0.0/0', BASE_URL: 'https://desk.example' })
    expect([open.code, open.named.settings]).toEqual([1, expect.stringMatching(/^fail: TRUST_PROXY=/)])
  })
})
