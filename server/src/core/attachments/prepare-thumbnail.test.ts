import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, ticketArgs } from '../../../test/app.ts'
import { png } from '../../../test/forms.ts'
import type { Blobs } from '../../blobs/blobs.ts'
import { nothingEnclosed } from '../messages/add-message.ts'
import { prepareThumbnail } from './prepare-thumbnail.ts'
import { findAttachment } from './queries.ts'

let app: TestApp
let to: TestOrganisation
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
})

/** A ticket with this picture; its number is 1. */
async function withPicture(bytes: Buffer): Promise<string> {
  const source = Readable.from([bytes], { objectMode: false })
  const { sha256 } = await app.blobs.put(source, { maxBytes: 1_000_000 })
  const facts = {
    byte_size: bytes.length,
    filename: 'a.png',
    content_type: 'image/png',
    width: 900,
    height: 600,
  }
  const attachments = [{ state: 'stored' as const, sha256, ...facts }]
  await app.core.runOnce(
    'openTicket',
    ticketArgs(to, { enclosed: { ...nothingEnclosed, attachments } }),
    undefined,
  )
  return sha256
}
const prepare = (sha256: string | null, blobs: Blobs = app.blobs) =>
  prepareThumbnail(app.core, blobs, to.org, { number: 1, sha256 })
const row = async () => await findAttachment(app.core.read, to.org, 1)

it('makes a small picture and remembers it', async () => {
  const sha256 = await prepare(await withPicture(png(900, 600)))
  expect(await row()).toMatchObject({ thumbnail_sha256: sha256, width: 900, height: 600 })
  const found = await app.blobs.open(sha256 ?? '')
  const made = found && (await buffer(found.stream))
  expect(await sharp(made).metadata()).toMatchObject({ format: 'webp', width: 480, height: 320 })
})

it('decodes it once, however many look at once', async () => {
  let opened = 0
  const blobs: Blobs = {
    ...app.blobs,
    open(...args) {
      opened++
      return app.blobs.open(...args)
    },
  }
  const picture = await withPicture(png(901, 600))
  const made = await Promise.all(Array.from({ length: 10 }, () => prepare(picture, blobs)))
  expect([new Set(made).size, opened]).toEqual([1, 1])
})

it('makes a mere file of what cannot be decoded', async () => {
  const whole = png(902, 600)
  expect(await prepare(await withPicture(whole.subarray(0, whole.length - 30)))).toBeUndefined()
  expect(await row()).toMatchObject({ thumbnail_sha256: null, width: null, height: null, state: 'stored' })
})

it('has nothing to make of a file that is gone, and leaves it as it is', async () => {
  const sha256 = await withPicture(png(903, 600))
  await app.blobs.remove(sha256)
  expect([await prepare(sha256), await prepare(null)]).toEqual([undefined, undefined])
  expect(await row()).toMatchObject({ thumbnail_sha256: null, width: 900 })
})

it('goes on with the next one when a disk fails, and tries this one again at the next look', async () => {
  const sha256 = await withPicture(png(904, 600))
  const broken: Blobs = {
    ...app.blobs,
    put: async () => Promise.reject(new Error('no space left on device')),
  }
  await expect(prepare(sha256, broken)).rejects.toThrow('no space left')
  expect(await row()).toMatchObject({ thumbnail_sha256: null, width: 900 })
  expect(await prepare(sha256)).toMatch(/^[0-9a-f]{64}$/)
})

it('lets two hundred wait and tells the next to come back', async () => {
  const gate = Promise.withResolvers<undefined>()
  const blobs: Blobs = { ...app.blobs, open: () => gate.promise }
  const look = (number: number) =>
    prepareThumbnail(app.core, blobs, to.org, { number, sha256: '0'.repeat(64) })
  const waiting = Array.from({ length: 200 }, (_, number) => look(number))
  await expect(look(200)).rejects.toMatchObject({ code: 'unavailable' })
  // Whoever looks at one that is under way does not lengthen the line.
  const again = look(7)
  gate.resolve(undefined)
  expect(new Set(await Promise.all([...waiting, again]))).toEqual(new Set([undefined]))
  expect(await look(200)).toBeUndefined()
})
