import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, testClock, ticketArgs } from '../../test/app.ts'
import { nothingEnclosed } from '../core/messages/add-message.ts'
import { removeBlobs } from './remove-blobs.ts'
import { sweepUploads } from './sweep-uploads.ts'

const HOUR = 3_600_000
const clock = testClock()
let app: TestApp
let to: TestOrganisation
beforeAll(async () => {
  app = await createTestApp({ clock })
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
})

let written = 0
/** A file sent ahead at the time of the clock, and its digest. */
async function sent(text = `file ${++written}`, of = to): Promise<{ id: string; sha256: string }> {
  const { sha256 } = await put(text)
  const { id } = await app.core.run('keepUpload', {
    org: of.org,
    teammateId: of.ownerId,
    file: { ...facts, byte_size: 6, sha256 },
  })
  return { id, sha256 }
}
const facts = { filename: 'a', content_type: 'x/y', width: null, height: null }
async function put(text: string): Promise<{ sha256: string }> {
  const stored = await app.blobs.put(Readable.from([Buffer.from(text)], { objectMode: false }), {
    maxBytes: 1_000,
  })
  const at = new Date(clock.now())
  await utimes(join(app.place.dataDir, 'blobs', stored.sha256.slice(0, 2), stored.sha256), at, at)
  return stored
}

const signal = new AbortController().signal
const sweep = async () =>
  await sweepUploads(app.core)(
    { id: 'x', org: null, kind: 'sweepUploads', lane: null, payload: {}, attempt: 1 },
    signal,
  )
/** Does the due jobs that the sweep left. */
async function removeDue(): Promise<number> {
  const jobs = await app.core.run('takeJobs', { owner: 'test', leaseMs: 1_000, limit: 100 })
  for (const job of jobs) {
    expect(job.kind).toBe('removeBlobs')
    await removeBlobs(app.core, app.blobs)(job, signal)
    await app.core.run('completeJob', { id: job.id, owner: 'test' })
  }
  return jobs.length
}
const waiting = async () =>
  (await app.core.read.selectFrom('upload').select('id').orderBy('id').execute()).map(({ id }) => id)

it('takes what nobody sent within a day, in every organisation, and its bytes an hour later', async () => {
  const old = [await sent(), await sent(undefined, await app.organisation())]
  clock.advance(HOUR)
  const young = await sent()
  clock.advance(23 * HOUR)
  await sweep()
  expect((await waiting()).sort()).toEqual([...old.map(({ id }) => id), young.id].sort())
  clock.advance(1)
  await sweep()
  expect(await waiting()).toEqual([young.id])
  expect(await removeDue()).toBe(0)
  for (const { sha256 } of old) expect(await app.blobs.has(sha256)).toBe(true)
  clock.advance(HOUR)
  expect(await removeDue()).toBe(2)
  for (const { sha256 } of old) expect(await app.blobs.has(sha256)).toBe(false)
  expect(await app.blobs.has(young.sha256)).toBe(true)
  await sweep()
  expect(await waiting()).toEqual([])
})

it('takes hundreds in one go', async () => {
  const file = { ...facts, byte_size: 0, sha256: 'b'.repeat(64) }
  for (const other of [to, await app.organisation(), await app.organisation()])
    for (let n = 0; n < 70; n++)
      await app.core.run('keepUpload', { org: other.org, teammateId: other.ownerId, file })
  for (let n = 0; n < 130; n++)
    await app.core.run('keepUpload', { org: to.org, teammateId: to.ownerId, file })
  clock.advance(25 * HOUR)
  await sweep()
  expect(await waiting()).toEqual([])
})

it('leaves bytes that somebody else has, or put again a moment ago', async () => {
  const shared = await sent('shared')
  const ahead = await sent('ahead')
  const again = await sent('again')
  const attachment = { state: 'stored' as const, ...facts, byte_size: 6, sha256: shared.sha256 }
  const args = ticketArgs(await app.organisation(), {
    enclosed: { ...nothingEnclosed, attachments: [attachment] },
  })
  await app.core.run('openTicket', args)
  clock.advance(24 * HOUR + 1)
  const other = await sent('ahead', await app.organisation())
  await sweep()
  expect(await waiting()).toEqual([other.id])
  clock.advance(HOUR)
  await put('again')
  await removeDue()
  for (const { sha256 } of [shared, ahead, again]) expect(await app.blobs.has(sha256)).toBe(true)
  const { sha256 } = again
  clock.advance(HOUR)
  await removeBlobs(app.core, app.blobs)(
    { id: 'x', org: to.org, kind: 'removeBlobs', lane: null, payload: { blobs: [sha256] }, attempt: 1 },
    signal,
  )
  expect(await app.blobs.has(sha256)).toBe(false)
})

it('takes no file that went with a message, and what a teammate deleted goes the same way', async () => {
  const [used, dropped] = [await sent(), await sent()]
  const { conversationId } = await app.core.run('openTicket', ticketArgs(to))
  await app.core.run('reply', {
    org: to.org,
    conversationId,
    kind: 'message',
    author: { kind: 'teammate', id: to.ownerId, name: 'Noor' },
    body: 'x',
    seenSeq: null,
    uploads: [used.id],
  })
  await app.core.run('dropUpload', { org: to.org, teammateId: to.ownerId, id: dropped.id })
  clock.advance(26 * HOUR)
  await sweep()
  await removeDue()
  expect([await app.blobs.has(used.sha256), await app.blobs.has(dropped.sha256)]).toEqual([true, false])
})
