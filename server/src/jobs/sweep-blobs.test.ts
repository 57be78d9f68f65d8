import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, type TestApp, testClock, ticketArgs } from '../../test/app.ts'
import type { Blobs } from '../blobs/blobs.ts'
import { newId } from '../core/ids.ts'
import { nothingEnclosed } from '../core/messages/add-message.ts'
import { sweepBlobs } from './sweep-blobs.ts'

const HOUR = 3_600_000
const clock = testClock()
let app: TestApp
beforeAll(async () => {
  app = await createTestApp({ clock })
})
afterAll(() => app.close())

let written = 0
/** Different bytes each time; returns their digest. */
async function put(hoursAgo: number, text = `file ${++written}`): Promise<string> {
  const source = Readable.from([Buffer.from(text)], { objectMode: false })
  const { sha256 } = await app.blobs.put(source, { maxBytes: 1_000 })
  const at = new Date(clock.now() - hoursAgo * HOUR)
  await utimes(join(app.place.dataDir, 'blobs', sha256.slice(0, 2), sha256), at, at)
  return sha256
}

/** As file of a new ticket of an organisation of its own. */
async function reference(sha256: string) {
  const to = await app.organisation()
  const size = { width: null, height: null }
  const attachment = {
    state: 'stored' as const,
    sha256,
    byte_size: 6,
    filename: 'a',
    content_type: 'x/y',
    ...size,
  }
  const args = ticketArgs(to, { enclosed: { ...nothingEnclosed, attachments: [attachment] } })
  await app.core.runOnce('openTicket', args, undefined)
  return to
}

const job = { id: newId(), org: null, kind: 'sweepBlobs', lane: null, payload: {}, attempt: 1 }
const sweep = (blobs: Blobs = app.blobs, signal = new AbortController().signal) =>
  sweepBlobs(app.core, blobs)(job, signal)
const has = (sha256: string) => app.blobs.has(sha256)

it('removes what nobody points at after a day', async () => {
  const [old, young] = [await put(24.1), await put(23.9)]
  await sweep()
  expect([await has(old), await has(young)]).toEqual([false, true])
  clock.advance(HOUR)
  await sweep()
  expect(await has(young)).toBe(false)
})

it('keeps what any organisation points at, also as a thumbnail', async () => {
  const [file, picture, small, orphan] = [await put(100), await put(100), await put(100), await put(100)]
  await reference(file)
  const { org } = await reference(picture)
  await app.core.run('keepThumbnail', { org, number: 1, sha256: small })
  await sweep()
  expect([await has(file), await has(picture), await has(small)]).toEqual([true, true, true])
  expect(await has(orphan)).toBe(false)
})

it('keeps what is put again while it is looked at', async () => {
  const text = 'wanted again'
  const sha256 = await put(100, text)
  const blobs: Blobs = {
    ...app.blobs,
    // Nobody points at it, says the database; and in this very moment somebody brings the same bytes.
    async removeIfPutBefore(key, time) {
      if (key === sha256) await put(0, text)
      return await app.blobs.removeIfPutBefore(key, time)
    },
  }
  await sweep(blobs)
  expect(await has(sha256)).toBe(true)
})

it('stops when it is told to', async () => {
  const sha256 = await put(100)
  await expect(sweep(app.blobs, AbortSignal.abort(new Error('stopping')))).rejects.toThrow('stopping')
  expect(await has(sha256)).toBe(true)
  await sweep()
  expect(await has(sha256)).toBe(false)
})
