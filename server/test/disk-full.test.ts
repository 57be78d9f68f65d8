// A disk that really fills up, under a server that really runs: what is refused, what goes on, and what is there after.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Counts } from './crash/verify.ts'
import type { Seen } from './disk-full/prober.ts'

const MIB = 1024 * 1024
const dir = mkdtempSync(join(tmpdir(), 'parley-disk-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

/** A filesystem of 400 MB in memory that only this command and what it starts can see. */
function within(...command: string[]) {
  const asRoot = process.getuid?.() === 0 ? [] : ['--map-root-user']
  const mount = 'mount -t tmpfs -o size=400m tmpfs "$0" && exec "$@"'
  return spawnSync('unshare', ['--mount', ...asRoot, 'sh', '-c', mount, dir, ...command], {
    encoding: 'utf8',
    // Vitest's own variables are not the server's.
    env: { PATH: process.env.PATH },
    timeout: 150_000,
  })
}

const probe = within('true')
const isLeftOut = probe.status !== 0 && !process.env.CI
if (isLeftOut)
  process.stderr.write(
    `Left out: server/test/disk-full.test.ts needs Linux, unshare and mount. ${probe.stderr ?? probe.error}\n`,
  )

type Look = { list: number; transcript: number; ready: unknown; healthy: number }
type Report = {
  watching: {
    made: boolean
    allocated: number
    low: boolean
    keptWhileLow: boolean
    dropped: boolean
    freedBy: number
    back: boolean
    madeAgain: boolean
    said: string[]
    leftOfOne: string[]
  }
  serving: {
    roomy: Look & { ballast: number }
    low: Look & { write: Seen; upload: Seen; note: Seen; temporary: string[]; acknowledged: number }
    full: Look & { ballastGone: boolean; deletion: number; write: number; acknowledged: number }
    again: Look & { write: number; upload: number }
    firstExit: number | null
    unwatched: (Look & { write: Seen; upload: Seen; temporary: string[]; back: number[] })[]
    exit: number | null
    tries: number
    counts: Counts
    violations: string[]
  }
}

const READABLE = { list: 200, transcript: 200, healthy: 200 }
const LOW = 'the disk of this server is almost full'

describe.skipIf(isLeftOut)('on a disk that fills up', () => {
  let report: Report
  beforeAll(() => {
    const script = fileURLToPath(new URL('disk-full/scenario.ts', import.meta.url))
    const { status, stdout, stderr } = within(process.execPath, script, dir)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    report = JSON.parse(stdout)
  }, 160_000)

  it('the ballast holds real room, is given up when nothing else is left, and is made again', () => {
    const { said, freedBy, allocated, ...steps } = report.watching
    expect(steps).toEqual({
      made: true,
      low: true,
      keptWhileLow: true,
      dropped: true,
      back: true,
      madeAgain: true,
      leftOfOne: [],
    })
    expect([allocated >= 64 * MIB, freedBy >= 64 * MIB]).toEqual([true, true])
    expect(said).toEqual([
      'the disk is almost full: writes are refused',
      'the disk is full: the ballast was given up',
      'the disk has room again: writes are taken',
    ])
  })

  it('below 256 MB writes are refused and say when to come back, reads go on, readiness is red', () => {
    const { roomy, low } = report.serving
    expect(roomy).toMatchObject({ ...READABLE, ready: { status: 'ready' } })
    expect(roomy.ballast).toBeGreaterThanOrEqual(64 * MIB)
    expect(low).toMatchObject({
      ...READABLE,
      ready: { status: 'disk almost full' },
      write: { status: 503, retryAfter: '10', body: { error: LOW } },
      upload: { status: 503, retryAfter: '10', body: { error: LOW } },
      note: { status: 503, retryAfter: '10', body: { status: 503, code: 'unavailable', detail: LOW } },
      temporary: [],
    })
  })

  it('with nothing left the ballast goes, so that deleting commits, and still nothing is acknowledged', () => {
    const { low, full } = report.serving
    expect(full).toMatchObject({ ...READABLE, ballastGone: true, deletion: 204, write: 503 })
    expect(full.acknowledged).toBe(low.acknowledged)
  })

  it('as soon as there is room everything is taken again, by the same process', () => {
    const { again, firstExit } = report.serving
    expect(again).toEqual({ ...READABLE, ready: { status: 'ready' }, write: 200, upload: 200 })
    expect(firstExit).toBe(0)
  })

  it('SQLite may run out of room itself, three times over: 503, no file left behind, and it goes on', () => {
    const { unwatched, exit } = report.serving
    expect(unwatched).toHaveLength(3)
    for (const round of unwatched) {
      expect(round).toMatchObject({
        ...READABLE,
        write: { status: 503, retryAfter: '2', body: { error: 'the write could not be stored' } },
        upload: { status: 503, retryAfter: '2' },
        temporary: [],
        back: [200, 200],
      })
    }
    expect(exit).toBe(0)
  })

  it('every ticket that was acknowledged is there once, and the file is sound', () => {
    const { counts, violations, tries } = report.serving
    expect(violations).toEqual([])
    expect(counts).toMatchObject({ lost: 0, duplicated: 0, unexpected: 0 })
    expect(counts.acknowledged).toBe(counts.attempted)
    expect(counts.acknowledged).toBeGreaterThan(100)
    // Else nobody was refused, and the rest says nothing.
    expect(tries).toBeGreaterThan(counts.attempted + 10)
  })
})
