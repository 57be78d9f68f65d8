// Pictures to break, and pictures that say they are larger than any memory.
import { crc32 } from 'node:zlib'
import sharp from 'sharp'
import { png } from './forms.ts'

/** A `bomb` says more pixels than anybody opens, or none; a `large` one just few enough, and has hardly any of them. */
export type Picture = { name: string; kind: 'whole' | 'bomb' | 'large'; bytes: Buffer }

/** A tiny PNG whose header, checksum included, says another size. */
export function pngSaying(width: number, height: number): Buffer {
  const bytes = png(1, 1)
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29)
  return bytes
}

const small = sharp({ create: { width: 24, height: 16, channels: 3, background: '#a1b2c3' } })
const [jpeg, progressive, webp, gif] = await Promise.all([
  small.clone().jpeg().toBuffer(),
  small.clone().jpeg({ progressive: true }).toBuffer(),
  small.clone().webp().toBuffer(),
  small.clone().gif().toBuffer(),
])

/** Its start-of-frame segment holds height and width, two bytes each. */
export function jpegSaying(width: number, height: number): Buffer {
  const bytes = Buffer.from(jpeg)
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]))
  bytes.writeUInt16BE(height, frame + 5)
  bytes.writeUInt16BE(width, frame + 7)
  return bytes
}

export function gifSaying(width: number, height: number): Buffer {
  const bytes = Buffer.from(gif)
  // The screen says its size, and so does its first frame behind its separator.
  const frame = bytes.indexOf(Buffer.from([0x2c, 0, 0, 0, 0]))
  for (const at of [6, frame + 5]) {
    bytes.writeUInt16LE(width, at)
    bytes.writeUInt16LE(height, at + 2)
  }
  return bytes
}

export const pictures: readonly Picture[] = [
  { name: 'PNG', kind: 'whole', bytes: png(24, 16) },
  { name: 'JPEG', kind: 'whole', bytes: jpeg },
  { name: 'progressive JPEG', kind: 'whole', bytes: progressive },
  { name: 'WebP', kind: 'whole', bytes: webp },
  { name: 'GIF', kind: 'whole', bytes: gif },
  { name: 'PNG of 50,000 × 50,000', kind: 'bomb', bytes: pngSaying(50_000, 50_000) },
  { name: 'PNG of 2^31 × 1', kind: 'bomb', bytes: pngSaying(0x7fffffff, 1) },
  { name: 'PNG of 0 × 0', kind: 'bomb', bytes: pngSaying(0, 0) },
  { name: 'PNG of 6,000 × 6,600', kind: 'large', bytes: pngSaying(6_000, 6_600) },
  { name: 'JPEG of 65,500 × 65,500', kind: 'bomb', bytes: jpegSaying(65_500, 65_500) },
  { name: 'JPEG of 6,000 × 6,600', kind: 'large', bytes: jpegSaying(6_000, 6_600) },
  { name: 'GIF of 65,535 × 65,535', kind: 'bomb', bytes: gifSaying(65_535, 65_535) },
]
