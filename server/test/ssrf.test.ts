// Every address in the world leads back to one process, which tries to be talked into opening them.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'

/**
 * A network of its own, in which the kernel takes every address, IPv4 and IPv6, for one of this machine; but for
 * 93.184.216.0/24, where packets are lost.
 */
const NETWORK = `ip link set lo up &&
  ip route add local 0.0.0.0/0 dev lo && ip -6 route add local ::/0 dev lo &&
  ip route add 93.184.216.0/24 dev lo table local && exec "$@"`

function within(...command: string[]) {
  const asRoot = process.getuid?.() === 0 ? [] : ['--map-root-user']
  return spawnSync('unshare', ['--net', ...asRoot, 'sh', '-c', NETWORK, 'sh', ...command], {
    encoding: 'utf8',
    timeout: 60_000,
  })
}

const REFUSED = 'TargetRefused: address not allowed by this server (ALLOW_PRIVATE_CIDRS)'
const NOT_PLAIN = 'OutboundFailed: is not a plain http or https address'
const PUBLIC = '93.184.215.14'

const probe = within('true')
const isLeftOut = probe.status !== 0 && !process.env.CI
if (isLeftOut)
  process.stderr.write(
    `Left out: server/test/ssrf.test.ts needs Linux, unshare and ip. ${probe.stderr ?? probe.error}\n`,
  )

type Heard<Outcome> = { heard: string[]; outcome: Outcome }
type Report = {
  unguarded: Heard<boolean[]>
  literals: number
  urls: Heard<string[]> & { count: number }
  redirects: Heard<string[]> & { count: number }
  names: Heard<string[]>
  rebinding: Heard<string[]>
  publicControl: Heard<string[]>
  listedControl: Heard<string>
  besideListed: Heard<string>
  unanswered: { outcome: string; seconds: number; reason: string; isAtOnce: boolean; sockets: number[] }
  slow: { meanwhile: string; half: string; silent: string[] }
  timers: number
}

describe.skipIf(isLeftOut)('where every address leads here', () => {
  let report: Report
  beforeAll(() => {
    const script = fileURLToPath(new URL('ssrf/namespace.ts', import.meta.url))
    const { status, stdout, stderr } = within(process.execPath, script)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    report = JSON.parse(stdout)
  }, 60_000)

  it('connections that nobody guards arrive', () => {
    expect(report.literals).toBeGreaterThan(70)
    // But for multicast, broadcast and the like, which no connection can be made to.
    expect(report.unguarded.heard.length).toBeGreaterThan(60)
    expect(report.unguarded.heard).toEqual(
      expect.arrayContaining(['127.0.0.1', '10.0.0.1', '169.254.169.254', 'fd00::1']),
    )
  })

  it('no hostile URL opens a connection', () => {
    expect(report.urls.count).toBeGreaterThan(200)
    expect(report.urls.heard).toEqual([])
    expect(report.urls.outcome.filter((outcome) => outcome !== REFUSED && outcome !== NOT_PLAIN)).toEqual([])
  })

  it('no redirect to a hostile URL goes further than where it came from', () => {
    expect(report.redirects.count).toBeGreaterThan(200)
    expect(report.redirects.heard.length).toBeGreaterThan(200)
    expect(report.redirects.heard.filter((address) => address !== PUBLIC)).toEqual([])
    // `http:127.0.0.1` and two more are paths when they are relative to something.
    const other = report.redirects.outcome.filter((outcome) => outcome !== REFUSED && outcome !== NOT_PLAIN)
    expect(other).toEqual(['200', '200', '200'])
  })

  it('no hostile answer of a name server opens a connection', () => {
    expect(report.names.heard).toEqual([])
    expect(report.names.outcome.filter((outcome) => outcome === REFUSED)).toHaveLength(12)
    expect(report.names.outcome.slice(-2)).toEqual([
      'OutboundFailed: could not be reached',
      'OutboundFailed: took too long',
    ])
  })

  it('a name that changes its address after the check is opened where it was checked', () => {
    expect(report.rebinding).toEqual({ heard: [PUBLIC], outcome: ['200', REFUSED] })
  })

  it('a public address and a listed one are opened, once each, and the one beside it is not', () => {
    expect(report.publicControl).toEqual({ heard: [PUBLIC], outcome: ['200'] })
    expect(report.listedControl).toEqual({ heard: ['10.0.0.1'], outcome: '200' })
    expect(report.besideListed).toEqual({ heard: [], outcome: REFUSED })
  })

  it('a connection that is not answered is given up after five seconds, and at once when told so', () => {
    expect(report.unanswered).toEqual({
      outcome: 'OutboundFailed: took too long',
      seconds: 5,
      reason: 'Error: enough',
      isAtOnce: true,
      sockets: [1, 0],
    })
  })

  it('names that get no answer hold up nobody else, and half an answer is enough', () => {
    expect(report.slow).toEqual({ meanwhile: '200', half: '200', silent: ['OutboundFailed: took too long'] })
  })

  it('nothing is left that would keep the process alive', () => {
    expect(report.timers).toBe(0)
  })
})
