import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { png } from '../../../test/forms.ts'
import { pictures } from '../../../test/pictures.ts'
import { diskBlobs } from '../../blobs/disk.ts'
import { inspectFile } from './inspect.ts'

const dir = await mkdtemp(join(tmpdir(), 'parley-inspect-'))
afterAll(() => rm(dir, { recursive: true, force: true }))

const blobs = diskBlobs({ dir })
async function inspected(bytes: Uint8Array | string) {
  const source = Readable.from([Buffer.from(bytes)], { objectMode: false })
  const staged = await blobs.stage(source, { maxBytes: 1_000_000 })
  try {
    return await inspectFile(staged)
  } finally {
    await staged.discard()
  }
}
const UNKNOWN = { content_type: 'application/octet-stream', width: null, height: null }
const bytes = (...parts: (string | number[] | Uint8Array)[]) =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  )
const pictureNamed = (name: string) =>
  pictures.find((picture) => picture.name === name)?.bytes ?? Buffer.alloc(0)

describe('a picture has a type and a size', () => {
  it.each([
    ['PNG', 'image/png'],
    ['JPEG', 'image/jpeg'],
    ['progressive JPEG', 'image/jpeg'],
    ['WebP', 'image/webp'],
    ['GIF', 'image/gif'],
  ])('%s', async (name, content_type) => {
    expect(await inspected(pictureNamed(name))).toEqual({ content_type, width: 24, height: 16 })
  })

  it('whatever follows its end', async () => {
    const polyglot = bytes(png(3, 2), '<script>alert(1)</script><?php system("id") ?>PK\x03\x04')
    expect(await inspected(polyglot)).toEqual({ content_type: 'image/png', width: 3, height: 2 })
  })
})

describe('a file that can be named is', () => {
  it.each<[string, Uint8Array | string, string]>([
    ['PDF', '%PDF-1.7\n%âãÏÓ\n', 'application/pdf'],
    ['ZIP', bytes('PK\x05\x06', new Uint8Array(18)), 'application/zip'],
    ['MP3', bytes([0xff, 0xfb, 0x90, 0x44], new Uint8Array(2_000)), 'audio/mpeg'],
    ['text', 'The lid does not close.\r\n\tReally.\f', 'text/plain'],
    ['text in Japanese', '蓋が閉まりません', 'text/plain'],
    ['text with a byte order mark', '\ufeffThe lid', 'text/plain'],
    ['text longer than its head, cut in a character', `x${'蓋'.repeat(2_000)}`, 'text/plain'],
    ['HTML', '<!doctype html><script>alert(1)</script>', 'text/plain'],
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'text/plain'],
    ['a script', '#!/bin/sh\nrm -rf /\n', 'text/plain'],
    ['one letter', 'a', 'text/plain'],
    ['CSV with a formula', '=cmd|calc!A1,1\n', 'text/plain'],
  ])('%s', async (_, given, content_type) => {
    expect(await inspected(given)).toEqual({ content_type, width: null, height: null })
  })
})

describe('of anything else nothing is claimed', () => {
  it.each<[string, Uint8Array | string]>([
    ['nothing', ''],
    ['NUL', '\0'],
    ['noise', bytes([0x8f, 0x12, 0xd3, 0xff, 0x00, 0x41])],
    ['XML', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
    ['SVG that begins as XML', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['a Windows program', bytes('MZ', new Uint8Array(200))],
    ['a Linux program', bytes('\x7fELF\x02\x01\x01', new Uint8Array(200))],
    ['gzip', gzipSync('hello')],
    ['an icon', bytes([0, 0, 1, 0, 1, 0], new Uint8Array(40))],
    ['TIFF', bytes('II*\0', new Uint8Array(40))],
    ['a Photoshop file', bytes('8BPS\0\x01', new Uint8Array(40))],
    ['UTF-16 text', bytes([0xff, 0xfe], Buffer.from('The lid does not close', 'utf16le'))],
    ['UTF-16 text without a mark', Buffer.from('The lid', 'utf16le')],
    ['Latin-1 text', Buffer.from('Ärger mit dem Deckel', 'latin1')],
    ['text with an escape', 'a\u001b[31mb'],
    ['text with a C1 control', 'a\u0085b'],
    ['text that ends in NUL', 'text\0'],
  ])('%s', async (_, given) => {
    expect(await inspected(given)).toEqual(UNKNOWN)
  })

  it.each(pictures.filter(({ kind }) => kind === 'bomb'))(
    'a picture with too many pixels, or none: $name',
    async ({ bytes: bomb }) => {
      expect(bomb.length).toBeLessThan(2_000)
      expect(await inspected(bomb)).toEqual(UNKNOWN)
    },
  )

  it.each<[string, Uint8Array]>([
    ['a PNG cut in its signature', png(9, 9).subarray(0, 10)],
    ['a PNG cut in its header', png(9, 9).subarray(0, 25)],
    ['a PNG that goes on as HTML', bytes(png(9, 9).subarray(0, 8), '<html><script>alert(1)</script>')],
    ['a JPEG of three bytes', bytes([0xff, 0xd8, 0xff])],
    ['a JPEG cut in its header', pictureNamed('JPEG').subarray(0, 60)],
    ['a GIF of its name', bytes('GIF89a')],
    ['a GIF with a script in it', bytes('GIF89a=1;alert(1)//')],
    ['a WebP of its name', bytes('RIFF\xff\xff\xff\xffWEBP')],
  ])('a picture that cannot be opened: %s', async (_, given) => {
    expect(await inspected(given)).toEqual(UNKNOWN)
  })
})

it('whatever a file begins with, the answer is one of ours', async () => {
  const heads = [
    'PK\x03\x04',
    '%PDF-',
    'RIFF',
    'ftyp',
    '\x1aE\xdf\xa3',
    'ID3',
    'OggS',
    'FLV',
    '0&²u\x8efÏ\x11',
    'MThd',
  ]
  for (const head of heads)
    for (const filling of [0x00, 0x01, 0x7f, 0xff])
      for (const length of [0, 3, 60, 5_000]) {
        const found = await inspected(bytes(head, new Uint8Array(length).fill(filling)))
        expect(found.content_type).toMatch(/^(application|audio|video|text)\/[\w-]+$/)
        expect([found.width, found.height]).toEqual([null, null])
      }
})
