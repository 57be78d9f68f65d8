// Runs where every address in the world leads to this process (`../ssrf.test.ts` sees to that), and where any request
// that is let through is therefore heard. Prints what was heard, as JSON.
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { createSafeFetch } from '../../src/outbound/safe-fetch.ts'
import { hostileUrls } from './hostile-urls.ts'
import { serveNames } from './name-server.ts'

const PORT = 8080
const PORTS = [22, 80, 443, 6379, PORT]
const PUBLIC = '93.184.215.14'
const LAST = '127.7.7.7'
const SWALLOWS = '93.184.216.1'

/** Where each connection was aimed at, as the kernel saw it. */
let heard: string[] = []
const hearing = async <Outcome>(act: () => Promise<Outcome>) => {
  heard = []
  const outcome = await act()
  await heardAll()
  return { heard: heard.filter((address) => address !== LAST).sort(), outcome }
}

/** Connections are accepted in the order they were made: once the last is heard of, so are all before it. */
async function heardAll() {
  for (const port of PORTS) await arrives(LAST, port)
  while (heard.filter((address) => address === LAST).length < PORTS.length) await sleep(5)
}

const servers = PORTS.map((port) => {
  const server = createServer((request, response) => {
    const to = new URL(request.url ?? '/', 'http://x').searchParams.get('to')
    // A header is bytes, and these are the ones that a browser would have sent.
    if (to) response.writeHead(302, { location: Buffer.from(to).toString('latin1') })
    response.end()
  })
  server.on('connection', ({ localAddress }) =>
    heard.push(String(localAddress).replace(/^::ffff:(?=[\d.]+$)/, '')),
  )
  server.on('clientError', (_error, socket) => socket.destroy())
  return { server, port }
})
for (const { server, port } of servers)
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '::', resolve))

let rebound = 0
const HOSTILE_NAMES: Record<string, string[]> = {
  'private.example.com': ['10.0.0.1'],
  'loopback.example.com': ['127.0.0.1'],
  'metadata.example.com': ['169.254.169.254'],
  'unspecified.example.com': ['0.0.0.0'],
  'mixed.example.com': [PUBLIC, '192.168.1.1'],
  'private-first.example.com': ['192.168.1.1', PUBLIC],
  'ipv6.example.com': [PUBLIC, 'fd00::1'],
  'loopback6.example.com': ['::1'],
  'mapped.example.com': ['::ffff:127.0.0.1'],
  'translated.example.com': ['64:ff9b::a00:1'],
  'many.example.com': Array.from({ length: 17 }, (_, n) => `93.184.215.${n + 1}`),
  'cname.example.com': ['127.0.0.1', '::1'],
  'none.example.com': [],
  'silent.example.com': [],
}
const names = await serveNames((name, type) => {
  const isType = (address: string) => address.includes(':') === (type === 'AAAA')
  if (name === 'silent.example.com') return null
  if (name.startsWith('silent-') || (name === 'half.example.com' && type === 'AAAA')) return null
  if (name === 'public.example.com' || name === 'half.example.com')
    return { addresses: [PUBLIC].filter(isType) }
  if (name === 'rebind.example.com')
    return { addresses: (type === 'A' && rebound++ > 0 ? ['127.0.0.1'] : [PUBLIC]).filter(isType) }
  const addresses = (HOSTILE_NAMES[name] ?? []).filter(isType)
  return name === 'cname.example.com' ? { cname: 'localhost', addresses } : { addresses }
})

const fetchers = {
  closed: createSafeFetch({ allowPrivate: [] }),
  open: createSafeFetch({ allowPrivate: ['10.0.0.1'] }),
}

async function attempt(safeFetch: (typeof fetchers)['closed'], url: string, redirects = 0): Promise<string> {
  try {
    const { status, body } = await safeFetch(url, { maxBytes: 1_000, redirects })
    for await (const _ of body);
    return String(status)
  } catch (error) {
    return String(error)
  }
}

const attemptAll = (urls: string[], redirects?: number) => async () => {
  const outcomes: string[] = []
  for (const url of urls) outcomes.push(await attempt(fetchers.closed, url, redirects))
  return outcomes
}

/** Whether a connection that nobody guards arrives: else silence would prove nothing. */
function arrives(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1_000 })
    const end = (arrived: boolean) => () => {
      socket.destroy()
      resolve(arrived)
    }
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false))
  })
}

/** At an address that swallows every packet: how long a connection is tried, and whether it is gone when given up. */
async function swallowed() {
  const started = performance.now()
  const outcome = await attempt(fetchers.open, `http://${SWALLOWS}/`)
  const seconds = Math.round((performance.now() - started) / 1_000)
  const sockets = () => process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length
  await sleep(100)
  const before = sockets()
  const controller = new AbortController()
  const waiting = fetchers
    .open(`http://${SWALLOWS}/`, { maxBytes: 1, signal: controller.signal })
    .catch(String)
  await sleep(100)
  const during = sockets()
  controller.abort(new Error('enough'))
  const told = performance.now()
  const reason = await waiting
  const isAtOnce = performance.now() - told < 1_000
  await sleep(100)
  return { outcome, seconds, reason, isAtOnce, sockets: [during - before, sockets() - before] }
}

/** Whether others still get answers while these names get none; and what a name with half an answer is worth. */
async function slowNames() {
  const silent = Array.from({ length: 8 }, (_, n) =>
    attempt(fetchers.closed, `http://silent-${n}.example.com/`),
  )
  const half = attempt(fetchers.closed, 'http://half.example.com/')
  const meanwhile = await attempt(fetchers.closed, 'http://public.example.com/')
  return { meanwhile, half: await half, silent: [...new Set(await Promise.all(silent))] }
}

const { refused, notPlain } = hostileUrls(PORT)
const urls = [...refused, ...notPlain]
// What no header can carry cannot be redirected to either.
const sendable = urls.filter((url) => url !== '' && !/[\0\t\n]/.test(url))
const hosts = [...new Set(refused.map((url) => URL.parse(url)?.hostname ?? ''))]
const literals = hosts.map((host) => host.replace(/[[\]]/g, '')).filter((host) => /^[\d.]+$|:/.test(host))
const through = (url: string) => `http://public.example.com/?to=${encodeURIComponent(url)}`

const report = {
  unguarded: await hearing(() => Promise.all(literals.map((host) => arrives(host, PORT)))),
  literals: literals.length,
  urls: { count: urls.length, ...(await hearing(attemptAll(urls))) },
  redirects: { count: sendable.length, ...(await hearing(attemptAll(sendable.map(through), 3))) },
  names: await hearing(attemptAll(Object.keys(HOSTILE_NAMES).map((name) => `http://${name}/`))),
  rebinding: await hearing(async () => [
    await attempt(fetchers.closed, 'http://rebind.example.com/'),
    await attempt(fetchers.closed, 'http://rebind.example.com/'),
  ]),
  publicControl: await hearing(attemptAll(['http://public.example.com/'])),
  listedControl: await hearing(() => attempt(fetchers.open, 'http://10.0.0.1/')),
  besideListed: await hearing(() => attempt(fetchers.open, 'http://10.0.0.2/')),
}
const [unanswered, slow] = await Promise.all([swallowed(), slowNames()])
await Promise.all([fetchers.closed.close(), fetchers.open.close()])
const timers = process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
process.stdout.write(JSON.stringify({ ...report, unanswered, slow, timers }))

names.close()
for (const { server } of servers) server.close()
