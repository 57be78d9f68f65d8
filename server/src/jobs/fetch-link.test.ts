import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, testClock, ticketArgs } from '../../test/app.ts'
import { png } from '../../test/forms.ts'
import { type Receiver, receiver } from '../../test/ssrf/receiver.ts'
import type { LinkAccepts } from '../core/attachments/queries.ts'
import { listAttachments } from '../core/attachments/queries.ts'
import { newId } from '../core/ids.ts'
import type { TakenJob } from '../core/jobs/verbs.ts'
import { nothingEnclosed } from '../core/messages/add-message.ts'
import { OutboundFailed, type OutboundReason } from '../outbound/failures.ts'
import { createSafeFetch, type SafeFetch } from '../outbound/safe-fetch.ts'
import { fetchLink } from './fetch-link.ts'
import { jobHandlers } from './handlers.ts'
import { jobRunner } from './runner.ts'

const MIB = 1024 * 1024
const clock = testClock()
const open = createSafeFetch({ allowPrivate: ['127.0.0.0/8'] })
const closed = createSafeFetch({ allowPrivate: [] })
let app: TestApp
let to: TestOrganisation
let server: Receiver
const asked: string[] = []
/** What the server says next. */
let answer: { status?: number; headers?: Record<string, string>; body: Uint8Array | Iterable<Uint8Array> }
beforeAll(async () => {
  app = await createTestApp({ clock })
  server = await receiver((request, response) => {
    asked.push(request.url ?? '')
    const { status = 200, headers = {}, body } = answer
    const pieces = body instanceof Uint8Array ? [body] : body
    Readable.from(pieces, { objectMode: false }).pipe(response.writeHead(status, headers))
  })
})
afterAll(async () => {
  await open.close()
  await closed.close()
  await server.close()
  await app.close()
})
beforeEach(async () => {
  to = await app.organisation()
})

async function ticketWithLink(url: string, accepts: LinkAccepts = 'images', filename = 'photo') {
  const attachments = [{ state: 'link' as const, url, filename, accepts }]
  const args = ticketArgs(to, { enclosed: { ...nothingEnclosed, attachments } })
  const { result } = await app.core.runOnce('openTicket', args, undefined)
  return result
}
async function link() {
  const messages = app.core.read.selectFrom('message').select('id').where('org_id', '=', to.org)
  const ids = (await messages.execute()).map(({ id }) => id)
  const [row] = await listAttachments(app.core.read, to.org, ids)
  if (!row) throw new Error('the ticket has no attachment')
  return row
}
const job = (attempt = 1): TakenJob => ({
  id: newId(),
  org: to.org,
  kind: 'fetchLink',
  lane: null,
  payload: { number: 1 },
  attempt,
})
const run = (safeFetch: SafeFetch = open, attempt = 1, signal = new AbortController().signal) =>
  fetchLink(app.core, app.blobs, safeFetch)(job(attempt), signal)
const changes = async () => {
  const events = app.core.read.selectFrom('event').select('data').where('org_id', '=', to.org)
  const rows = await events.where('type', '=', 'attachment.changed').orderBy('seq').execute()
  return rows.map(({ data }) => JSON.parse(data))
}
const temporary = () => readdir(join(app.place.dataDir, 'blobs', 'tmp'))
const none = { state: 'link', sha256: null, failure: null }

describe('a link that leads to a picture', () => {
  it('becomes a stored file, and says so', async () => {
    const bytes = png(30, 20)
    answer = { body: bytes, headers: { 'content-type': 'text/html' } }
    await ticketWithLink(server.url('/photo'))
    expect(await link()).toMatchObject({ ...none, filename: 'photo' })
    await run()
    const stored = await link()
    expect(stored).toMatchObject({
      state: 'stored',
      url: server.url('/photo'),
      filename: 'photo.png',
      content_type: 'image/png',
      byte_size: bytes.length,
      width: 30,
      height: 20,
      failure: null,
    })
    const found = await app.blobs.open(stored.sha256 ?? '')
    expect(found && (await buffer(found.stream))).toEqual(bytes)
    expect(await changes()).toEqual([
      { attachment_id: 1, message_id: stored.message_id, state: 'stored', content_type: 'image/png' },
    ])
    expect(await temporary()).toEqual([])
  })

  it('may be as large as an uploaded one', async () => {
    answer = { body: png(1, 1, 4 * MIB - png(1, 1).length) }
    await ticketWithLink(server.url())
    await run()
    expect(await link()).toMatchObject({ state: 'stored', byte_size: 4 * MIB })
  })

  it('keeps the extension it has', async () => {
    answer = { body: png(1, 1) }
    await ticketWithLink(server.url(), 'images', 'photo.jpeg')
    await run()
    expect(await link()).toMatchObject({ filename: 'photo.jpeg', content_type: 'image/png' })
  })

  it('after three redirects is still that picture', async () => {
    answer = { body: png(1, 1) }
    const hops = await receiver((request, response) => {
      const hop = Number(request.url?.slice(1))
      response.writeHead(302, { location: hop < 3 ? `/${hop + 1}` : server.url('/end') }).end()
    })
    await ticketWithLink(hops.url('/1'))
    await run()
    await hops.close()
    expect(await link()).toMatchObject({ state: 'stored' })
  })

  it('is fetched once, however often its job runs', async () => {
    answer = { body: png(1, 1) }
    await ticketWithLink(server.url())
    const before = server.accepted()
    await run()
    const first = await link()
    await run()
    await run(closed)
    expect([await link(), server.accepted() - before, (await changes()).length]).toEqual([first, 1, 1])
  })

  it('is stored once when its job runs twice at the same time', async () => {
    answer = { body: png(1, 1) }
    await ticketWithLink(server.url())
    await Promise.all([run(), run()])
    expect([(await link()).state, (await changes()).length]).toEqual(['stored', 1])
    expect(await temporary()).toEqual([])
  })
})

it('in a reply may lead to anything', async () => {
  answer = { body: Buffer.from('MZ, a program') }
  await ticketWithLink(server.url(), 'anything', 'setup.exe')
  await run()
  const stored = await link()
  expect(stored).toMatchObject({ state: 'stored', filename: 'setup.exe', width: null })
})

describe('a link that leads to nothing good is marked with the reason at once', () => {
  const endless = function* () {
    for (;;) yield Buffer.alloc(65_536, 'x')
  }
  it.each<[string, () => typeof answer, LinkAccepts, string]>([
    ['a page', () => ({ body: Buffer.from('<!doctype html>') }), 'images', 'is not a JPG or PNG image'],
    ['a GIF', () => ({ body: Buffer.from('GIF89a') }), 'images', 'is not a JPG or PNG image'],
    ['half a header', () => ({ body: png(1, 1).subarray(0, 20) }), 'images', 'is not a JPG or PNG image'],
    ['nothing', () => ({ body: Buffer.alloc(0) }), 'images', 'is empty'],
    ['nothing, in a reply', () => ({ body: Buffer.alloc(0) }), 'anything', 'is empty'],
    ['a byte too much', () => ({ body: Buffer.alloc(4 * MIB + 1) }), 'images', 'is too large'],
    [
      'a byte too much, announced',
      () => ({ body: Buffer.alloc(10), headers: { 'content-length': String(4 * MIB + 1) } }),
      'images',
      'is too large',
    ],
    ['no end', () => ({ body: endless() }), 'anything', 'is too large'],
    ['nobody', () => ({ status: 404, body: png(1, 1) }), 'images', 'answered with status 404'],
    ['a closed door', () => ({ status: 403, body: png(1, 1) }), 'images', 'answered with status 403'],
    ['no content', () => ({ status: 204, body: Buffer.alloc(0) }), 'images', 'answered with status 204'],
    [
      'a circle',
      () => ({ status: 302, headers: { location: '/' }, body: Buffer.alloc(0) }),
      'images',
      'redirected too often',
    ],
  ])('%s', async (_, next, accepts, failure) => {
    answer = next()
    await ticketWithLink(server.url(), accepts)
    await run()
    const marked = await link()
    expect(marked).toMatchObject({ state: 'unfetched', sha256: null, failure, url: server.url() })
    expect(await changes()).toMatchObject([{ attachment_id: 1, state: 'unfetched' }])
    expect(await temporary()).toEqual([])
  })

  it.each<OutboundReason>([
    'has no valid certificate',
    'is not a plain http or https address',
    'redirected from https to http',
  ])('whatever it ran into: %s', async (reason) => {
    await ticketWithLink('https://example.com/a.png')
    await run(async () => Promise.reject(new OutboundFailed(reason)))
    expect(await link()).toMatchObject({ state: 'unfetched', failure: reason })
  })

  const REFUSED = 'address not allowed by this server (ALLOW_PRIVATE_CIDRS)'
  it.each([
    'http://127.0.0.1:1/a.png',
    'http://169.254.169.254/latest',
    'http://[::1]/',
    'http://localhost/',
  ])('an address of this network (%s), while its ticket stands', async (url) => {
    const { conversationId, number } = await ticketWithLink(url)
    await run(closed)
    expect(await link()).toMatchObject({ state: 'unfetched', failure: REFUSED, url })
    const ticket = app.core.read.selectFrom('conversation').select(['number', 'status'])
    expect(await ticket.where('id', '=', conversationId).executeTakeFirst()).toEqual({
      number,
      status: 'open',
    })
  })

  it('an address of this network behind a redirect', async () => {
    answer = { status: 302, headers: { location: 'http://10.0.0.1/' }, body: Buffer.alloc(0) }
    await ticketWithLink(server.url())
    await run()
    expect(await link()).toMatchObject({ state: 'unfetched', failure: REFUSED })
  })
})

describe('what may pass is tried again', () => {
  const passing: readonly OutboundReason[] = [
    'took too long',
    'could not be reached',
    'gave an answer that cannot be read',
    'answered with status 429',
    'answered with status 500',
    'answered with status 503',
    'was given up because this server is stopping',
  ]
  it.each(passing)('three times: %s', async (reason) => {
    await ticketWithLink('https://example.com/a.png')
    const failing: SafeFetch = async () => Promise.reject(new OutboundFailed(reason))
    for (const attempt of [1, 2, 3]) {
      await expect(run(failing, attempt)).rejects.toThrow(reason)
      expect(await link()).toMatchObject(none)
    }
    await run(failing, 4)
    expect(await link()).toMatchObject({ state: 'unfetched', failure: reason })
  })

  it('as often as needed when the fault is ours', async () => {
    await ticketWithLink(server.url())
    answer = { body: png(1, 1) }
    const broken = { ...app.blobs, stage: async () => Promise.reject(new Error('no space left on device')) }
    for (const attempt of [1, 4, 9]) {
      const failed = fetchLink(app.core, broken, open)(job(attempt), new AbortController().signal)
      await expect(failed).rejects.toThrow('no space left')
      expect(await link()).toMatchObject(none)
    }
  })

  it('and is left alone when its job was taken away', async () => {
    await ticketWithLink(server.url())
    answer = { body: png(1, 1) }
    const lost = AbortSignal.abort(new Error('the lease was lost'))
    await expect(run(open, 4, lost)).rejects.toThrow('the lease was lost')
    expect(await link()).toMatchObject(none)
  })
})

it('keeps nothing of a file that broke off in the middle', async () => {
  const breaking = await receiver((_request, response) => {
    response.writeHead(200, { 'content-length': '5000' })
    response.write(png(1, 1), () => response.destroy())
  })
  await ticketWithLink(breaking.url())
  await run(open, 4)
  await breaking.close()
  expect(await link()).toMatchObject({ state: 'unfetched', sha256: null })
  expect(await temporary()).toEqual([])
})

it('refuses a job that names no attachment', async () => {
  const handler = fetchLink(app.core, app.blobs, open)
  const { signal } = new AbortController()
  await expect(handler({ ...job(), payload: {} }, signal)).rejects.toThrow('names no attachment')
  await expect(handler({ ...job(), org: null }, signal)).rejects.toThrow('names no attachment')
  // One that is gone is nobody's fault.
  await handler({ ...job(), payload: { number: 99 } }, signal)
})

it('runs by itself when a ticket comes, four times within an hour and then no more', async () => {
  answer = { status: 502, body: Buffer.alloc(0) }
  // Tickets of other tests are waiting too.
  await ticketWithLink(server.url('/of-its-own'))
  const requests = () => asked.filter((path) => path === '/of-its-own').length
  const { core, blobs } = app
  const handlers = jobHandlers({ core, blobs, safeFetch: open, eventsDays: null, sign: () => '' })
  const log = { error: () => {} }
  const runner = jobRunner({ core, handlers, schedules: [], owner: newId(), log, pollMs: 10 })
  await runner.start()
  try {
    for (let tries = 1; tries <= 3; tries++) {
      await expect.poll(requests).toBe(tries)
      const done = core.read.selectFrom('job').select(['state', 'attempt']).where('org_id', '=', to.org)
      await expect.poll(() => done.execute()).toEqual([{ state: 'pending', attempt: tries }])
      expect((await link()).state).toBe('link')
      clock.advance(40 * 60_000)
    }
    await expect.poll(async () => (await link()).state).toBe('unfetched')
  } finally {
    await runner.stop(1_000)
  }
  expect([(await link()).failure, requests()]).toEqual(['answered with status 502', 4])
})
