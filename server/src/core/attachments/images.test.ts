import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, describe, expect, it } from 'vitest'
import { png } from '../../../test/forms.ts'
import { pictures, pngSaying } from '../../../test/pictures.ts'
import { makeThumbnail, readImageSize } from './images.ts'

const dir = await mkdtemp(join(tmpdir(), 'parley-images-'))
afterAll(() => rm(dir, { recursive: true, force: true }))

let files = 0
async function stored(bytes: Uint8Array): Promise<string> {
  const path = join(dir, String(++files))
  await writeFile(path, bytes)
  return path
}
const sizeOf = async (bytes: Uint8Array) => await readImageSize(await stored(bytes))
/** As a photo comes from a phone that was held in this way (EXIF 1 to 8). */
const photo = (orientation: number, width = 60, height = 40) =>
  sharp({ create: { width, height, channels: 3, background: '#336699' } })
    .jpeg()
    .withMetadata({ orientation })
    .toBuffer()

describe('the size', () => {
  it.each([1, 2, 3, 4])(
    'of a photo held upright or upside down (EXIF %i) is its own',
    async (orientation) => {
      expect(await sizeOf(await photo(orientation))).toEqual({ width: 60, height: 40 })
    },
  )

  it.each([5, 6, 7, 8])('of a photo held sideways (EXIF %i) is turned', async (orientation) => {
    expect(await sizeOf(await photo(orientation))).toEqual({ width: 40, height: 60 })
  })

  it('may be forty million pixels, and not one more', async () => {
    expect(await sizeOf(pngSaying(8_000, 5_000))).toEqual({ width: 8_000, height: 5_000 })
    expect(await sizeOf(pngSaying(40_000_001, 1))).toBeNull()
    expect(await sizeOf(pngSaying(8_001, 5_000))).toBeNull()
  })

  it('of formats nobody is to open is not read', async () => {
    const picture = sharp({ create: { width: 9, height: 9, channels: 3, background: '#fff' } })
    for (const bytes of [await picture.clone().tiff().toBuffer(), await picture.clone().avif().toBuffer()])
      expect(await sizeOf(bytes)).toBeNull()
    expect(
      await sizeOf(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')),
    ).toBeNull()
    expect(await sizeOf(Buffer.from('P3 1 1 255 0 0 0'))).toBeNull()
    expect(await readImageSize(join(dir, 'nothing is here'))).toBeNull()
  })
})

describe('a thumbnail', () => {
  it('fits 480 by 480 in WebP, and is never larger than its picture', async () => {
    for (const [width, height, small] of [
      [1_000, 500, { width: 480, height: 240 }],
      [500, 1_000, { width: 240, height: 480 }],
      [5_000, 2, { width: 480, height: 1 }],
      [30, 20, { width: 30, height: 20 }],
    ] as const) {
      const made = await makeThumbnail(png(width, height))
      expect(await sharp(made ?? undefined).metadata()).toMatchObject({ format: 'webp', ...small })
    }
  })

  it('stands upright and tells nothing of where it was taken', async () => {
    const made = await makeThumbnail(await photo(6, 600, 300))
    const { width, height, orientation, exif } = await sharp(made ?? undefined).metadata()
    expect([width, height, orientation, exif]).toEqual([240, 480, undefined, undefined])
  })

  it('shows the first frame of what moves', async () => {
    const frames = await Promise.all(
      ['#f00', '#0f0', '#00f'].map((background) =>
        sharp({ create: { width: 20, height: 10, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    )
    const moving = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer()
    expect((await sharp(moving).metadata()).pages).toBe(3)
    const made = await makeThumbnail(moving)
    const { width, height, pages } = await sharp(made ?? undefined).metadata()
    expect([width, height, pages ?? 1]).toEqual([20, 10, 1])
  })

  it.each(pictures.filter(({ kind }) => kind === 'bomb'))(
    'is not made of a bomb: $name',
    async ({ bytes }) => {
      expect(await makeThumbnail(bytes)).toBeNull()
    },
  )

  it.each(pictures.filter(({ kind }) => kind === 'large'))(
    'takes no time over what is hardly there: $name',
    async ({ bytes }) => {
      const started = performance.now()
      await makeThumbnail(bytes)
      expect(performance.now() - started).toBeLessThan(3_000)
    },
  )

  it.each(pictures.filter(({ kind }) => kind === 'whole'))(
    'is not made of half a picture, and never fails: $name',
    async ({ bytes }) => {
      expect(await makeThumbnail(bytes)).toBeInstanceOf(Buffer)
      expect(await makeThumbnail(bytes.subarray(0, bytes.length / 2))).toBeNull()
      for (let length = 0; length < bytes.length; length += 7) await makeThumbnail(bytes.subarray(0, length))
    },
  )

  it('is not made of a picture whose last rows are missing', async () => {
    const whole = png(600, 400)
    expect(await makeThumbnail(whole)).toBeInstanceOf(Buffer)
    expect(await makeThumbnail(whole.subarray(0, whole.length - 40))).toBeNull()
  })

  it('is not made of what is no picture', async () => {
    for (const text of [
      '',
      'hello',
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
      'GIF89a',
    ])
      expect(await makeThumbnail(Buffer.from(text))).toBeNull()
  })
})
