// Backups by the real command line: taken under load, restored elsewhere, and everything acknowledged before is there.
import { createHash, randomBytes } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { file, png } from './forms.ts'
import { type Parley, parley as start } from './parley.ts'

let root: string
let dataDir: string
let started: Parley[] = []
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'parley-backup-'))
  dataDir = join(root, 'data')
})
afterEach(async () => {
  for (const { child, exit } of started) if (child.kill('SIGKILL')) await exit()
  started = []
  rmSync(root, { recursive: true, force: true })
})

function parley(args: string[], env: Record<string, string> = {}, folder = dataDir): Parley {
  const run = start(folder, args, { env: { RATE_LIMITS: 'off', ...env } })
  started.push(run)
  return run
}

async function setUp(): Promise<{ api_key: string; access_token: string }> {
  const who = [
    '--organisation',
    'Pottle',
    '--email',
    'noor@example.com',
    '--password',
    'correct horse battery',
  ]
  const run = parley(['setup', ...who, '--json'])
  expect(await run.exit()).toBe(0)
  return JSON.parse(run.stdout())
}

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

type Ticket = { number: string; sha256: string }

/** Posts tickets with a file each until told to stop; `acknowledged` grows with every 200. */
function load(url: string, apiKey: string, writers: number) {
  const acknowledged: Ticket[] = []
  let going = true
  const write = async (writer: number) => {
    for (let turn = 0; going; turn++) {
      const bytes = Buffer.concat([png(3, 2), randomBytes(20_000)])
      const form = new FormData()
      form.set('query', `writer ${writer}, turn ${turn}`)
      form.set('user_email', `writer-${writer}@mail.example`)
      form.append('files', file(bytes, `${writer}-${turn}.png`))
      const answer = await fetch(`${url}/interaction`, {
        method: 'POST',
        headers: { authorization: apiKey },
        body: form,
      })
      if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`)
      const { created_ticket_number: number } = (await answer.json()) as { created_ticket_number: string }
      acknowledged.push({ number, sha256: digest(bytes) })
    }
  }
  const done = Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)))
  // Reported by `stop`; a server that is killed when a test fails must not be a second failure.
  done.catch(() => {})
  const stop = async () => {
    going = false
    await done
  }
  return { acknowledged, stop }
}

/** What the database in that folder says of its files, and whether it is sound. */
function contents(folder: string) {
  const raw = new DatabaseSync(join(folder, 'parley.db'), { readOnly: true })
  const integrity = Object.values(raw.prepare('pragma integrity_check').get() ?? {})[0]
  const rows = raw
    .prepare(
      'select c.number, a.sha256 from conversation c join attachment a on a.conversation_id = c.id order by a.number',
    )
    .all()
  const seq = raw.prepare("select value from counter where name = 'event'").get()?.value
  raw.close()
  return {
    integrity,
    seq: Number(seq),
    files: new Map(rows.map((row) => [String(row.number), String(row.sha256)])),
  }
}

describe('a backup taken under load', () => {
  it('has every ticket acknowledged before it began, byte for byte, and the restored feed goes on', async () => {
    const { api_key, access_token } = await setUp()
    const { url } = await parley(['serve']).ready()
    const writers = load(url, api_key, 8)
    while (writers.acknowledged.length < 150) await sleep(20)

    const before = [...writers.acknowledged]
    const seqBefore = contents(dataDir).seq
    const folder = join(root, 'backup')
    const backup = parley(['backup', folder])
    expect([await backup.exit(30_000), backup.stderr()]).toEqual([0, ''])
    const during = writers.acknowledged.length - before.length
    await writers.stop()
    // Nobody had to wait for it.
    expect(during).toBeGreaterThan(0)
    expect(readdirSync(folder).sort()).toEqual(['backup.json', 'blobs', 'parley.db', 'secret.key'])
    for (const name of ['.', 'backup.json', 'blobs', 'parley.db', 'secret.key'])
      expect(statSync(join(folder, name)).mode & 0o077, name).toBe(0)

    const restored = join(root, 'restored')
    const restore = parley(['restore', folder], {}, restored)
    expect([await restore.exit(30_000), restore.stderr()]).toEqual([0, ''])
    const there = contents(restored)
    expect(there.integrity).toBe('ok')
    for (const { number, sha256 } of before) expect(there.files.get(number), number).toBe(sha256)
    // Also of those that came while it was being taken.
    for (const sha256 of there.files.values())
      expect(digest(readFileSync(join(restored, 'blobs', sha256.slice(0, 2), sha256)))).toBe(sha256)
    expect(there.seq).toBeGreaterThanOrEqual(seqBefore)

    const again = await parley(['serve'], {}, restored).ready()
    const checked = parley(['doctor', '--json'], {}, restored)
    expect(await checked.exit(), checked.stdout()).toBe(0)
    const more = load(again.url, api_key, 1)
    while (more.acknowledged.length < 1) await sleep(5)
    await more.stop()
    const answer = await fetch(`${again.url}/api/manage/events?after=${there.seq}`, {
      headers: { authorization: `Bearer ${access_token}` },
    })
    const { data } = (await answer.json()) as { data: { seq: number }[] }
    expect(data[0]?.seq).toBe(there.seq + 1)
  }, 90_000)
})

describe('backup and restore refuse', () => {
  async function small(): Promise<string> {
    const { api_key } = await setUp()
    const server = parley(['serve'])
    const writers = load((await server.ready()).url, api_key, 1)
    while (writers.acknowledged.length < 3) await sleep(5)
    await writers.stop()
    server.child.kill('SIGTERM')
    expect(await server.exit()).toBe(0)
    const folder = join(root, 'backup')
    expect(await parley(['backup', folder]).exit()).toBe(0)
    return folder
  }

  it('what would overwrite something, or is on other engines, with 2 and a sentence', async () => {
    const folder = await small()
    const other = join(root, 'other')
    const cases: [string[], Record<string, string>, RegExp, string?][] = [
      [['backup', folder], {}, /is not empty/],
      [['backup', other], {}, /there is no database/, join(root, 'nothing')],
      [['backup', other], { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/x' }, /pg_dump/],
      [
        ['backup', other],
        { S3_BUCKET: 'b', S3_ACCESS_KEY_ID: 'k', S3_SECRET_ACCESS_KEY: 's' },
        /versioning of the bucket/,
      ],
      [['restore', folder], {}, /is not empty/],
      [['restore', join(root, 'data')], {}, /no backup\.json/, other],
    ]
    for (const [args, env, sentence, at] of cases) {
      const run = parley(args, env, at)
      expect([await run.exit(), run.stdout()], args.join(' ')).toEqual([2, ''])
      expect(run.stderr()).toMatch(sentence)
    }
    expect(existsSync(other) ? readdirSync(other) : []).toEqual([])
    const old = join(root, 'old')
    cpSync(dataDir, old, { recursive: true })
    const raw = new DatabaseSync(join(old, 'parley.db'))
    raw.exec('delete from kysely_migration where name = (select max(name) from kysely_migration)')
    raw.close()
    const older = parley(['backup', other], {}, old)
    expect([await older.exit(), older.stderr()]).toEqual([2, expect.stringMatching(/by an older Parley/)])
    const newer = new DatabaseSync(join(old, 'parley.db'))
    newer.exec("insert into kysely_migration values ('9999-future', '2030-01-01T00:00:00.000Z')")
    newer.close()
    expect(await parley(['backup', other], {}, old).exit()).toBe(4)
    expect(readdirSync(other)).toEqual([])
    // A folder that a server has open is told apart from one that is merely full.
    await parley(['serve']).ready()
    expect(await parley(['restore', folder]).exit()).toBe(3)
  })

  it('a backup that was changed, and leave the data folder as empty as it was', async () => {
    const folder = await small()
    const target = join(root, 'restored')
    const spoil: [string, (copy: string) => void, RegExp][] = [
      [
        'a changed database',
        (copy) => writeFileSync(join(copy, 'parley.db'), 'x', { flag: 'a' }),
        /was changed/,
      ],
      ['a file that is gone', (copy) => rmSync(firstBlob(copy)), /is missing/],
      [
        'a file with other bytes',
        (copy) => {
          const blob = firstBlob(copy)
          const size = statSync(blob).size
          rmSync(blob)
          writeFileSync(blob, randomBytes(size))
        },
        /is damaged/,
      ],
      ['no record', (copy) => rmSync(join(copy, 'backup.json')), /not a whole backup/],
      [
        'a record of the future',
        (copy) => writeFileSync(join(copy, 'backup.json'), '{"format":2}'),
        /not the record/,
      ],
    ]
    for (const [name, change, sentence] of spoil) {
      const copy = join(root, name)
      cpSync(folder, copy, { recursive: true })
      change(copy)
      const run = parley(['restore', copy], {}, target)
      expect([await run.exit(), run.stdout()], name).toEqual([2, ''])
      expect(run.stderr(), name).toMatch(sentence)
      expect(existsSync(target) ? readdirSync(target) : [], name).toEqual([])
    }
    const rest = parley(['restore', join(root, 'a file with other bytes'), '--incomplete'], {}, target)
    expect([await rest.exit(), rest.stderr()]).toEqual([
      1,
      expect.stringMatching(/^parley: 1 files could not/),
    ])
    expect(contents(target)).toMatchObject({ integrity: 'ok', seq: contents(folder).seq })
    expect(await parley(['restore', folder], {}, join(root, 'whole')).exit()).toBe(0)
  })

  function firstBlob(folder: string): string {
    const blobs = join(folder, 'blobs')
    const [home = ''] = readdirSync(blobs)
    const [name = ''] = readdirSync(join(blobs, home))
    return join(blobs, home, name)
  }
})

it('says which files were lost already, keeps the rest, and leaves with 1', async () => {
  const { api_key } = await setUp()
  const { url } = await parley(['serve']).ready()
  const writers = load(url, api_key, 1)
  while (writers.acknowledged.length < 3) await sleep(5)
  await writers.stop()
  const lost = writers.acknowledged[0]?.sha256 ?? ''
  rmSync(join(dataDir, 'blobs', lost.slice(0, 2), lost))
  const folder = join(root, 'backup')
  const backup = parley(['backup', folder], { SECRET_KEY: 'k'.repeat(32) })
  expect(await backup.exit()).toBe(1)
  expect(backup.stderr()).toMatch(/^parley: 1 files .* missing/)
  const record = JSON.parse(readFileSync(join(folder, 'backup.json'), 'utf8'))
  expect(record).toMatchObject({
    format: 1,
    secret_key: 'environment',
    blobs: { count: writers.acknowledged.length - 1, lost: [lost] },
    rows: { conversation: writers.acknowledged.length },
    database: { sha256: digest(readFileSync(join(folder, 'parley.db'))) },
  })
  const restored = join(root, 'restored')
  const without = parley(['restore', folder], {}, restored)
  expect([await without.exit(), without.stderr()]).toEqual([2, expect.stringMatching(/SECRET_KEY/)])
  expect(await parley(['restore', folder], { SECRET_KEY: 'k'.repeat(32) }, restored).exit()).toBe(0)
})
