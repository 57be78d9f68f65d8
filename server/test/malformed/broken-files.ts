// Files that are not what they say, in all three forms.
import { png } from '../forms.ts'
import { type Picture, pictures } from '../pictures.ts'
import {
  BOUNDARY,
  type Bytes,
  type Dice,
  type Family,
  form,
  joined,
  MULTIPART,
  multipart,
  mutated,
  type Part,
  requestTo,
  WHOLE,
} from './requests.ts'

const MIB = 1024 * 1024
const SMALL = png(3, 3)

const withFile = (file: Partial<Part> & { value: Bytes }, more: readonly Part[] = []): Buffer =>
  form(BOUNDARY, [
    ...WHOLE,
    { name: 'files', filename: 'a.png', headers: ['Content-Type: image/png'], ...file },
    ...more,
  ])
const withField = (name: string, value: Bytes): Buffer => form(BOUNDARY, [...WHOLE, { name, value }])

const NAMES: readonly Bytes[] = [
  '../../../../etc/passwd',
  '..\\..\\windows\\win.ini',
  '/etc/passwd',
  'C:\\autoexec.bat',
  '\\\\server\\share\\x',
  '.',
  '..',
  '...',
  '/',
  'a/',
  'CON',
  'NUL.png',
  'a\u200bb\u200d.png',
  '\u202egnp.exe',
  '\ufeff',
  'x'.repeat(300),
  `${'x'.repeat(300)}.png`,
  `a.${'x'.repeat(300)}`,
  '😀'.repeat(150),
  `${'e\u0301'.repeat(200)}.png`,
  'a\0b.png',
  '<script>.png',
  'a"b.png',
  'a\\"b.png',
  ' ',
  'a.png; filename="b.exe',
  '%2e%2e%2f',
  '\ud83d',
  Buffer.from([0xff, 0xfe, 0x2e]),
]

const RFC_2231 = [
  "filename*=UTF-8''%e2%82%ac.png",
  "filename*=UTF-8''..%2F..%2Fetc%2Fpasswd",
  "filename*=utf-8'",
  'filename*=utf-8',
  'filename*=',
  "filename*=''",
  "filename*=UTF-16''%FE%FF%00a",
  "filename*=nonsense''a",
  "filename*=UTF-8''%",
  "filename*=UTF-8''%ZZ",
  "filename*=UTF-8''%00",
  "filename*=UTF-8'en'%FF%FE",
  'filename*0="a"; filename*1="b"',
  "filename*0*=UTF-8''a%20; filename*1*=b",
  `filename*=UTF-8''${'%41'.repeat(3_000)}`,
  'filename="a.png"; filename*=UTF-8\'\'b.exe',
  'filename=a b c.png',
  'filename="unclosed',
  'name="files"; filename="a"; filename="b"',
]

const brokenBase64 = (dice: Dice): string => {
  const right = SMALL.toString('base64')
  return dice.oneOf([
    '!',
    '=',
    '====',
    'A',
    'AA=A',
    `${right}!`,
    `!${right}`,
    right.slice(0, dice.below(right.length)),
    right.replaceAll('A', '\u0410'),
    `${right}\0`,
    `${right}===`,
    // Matching this with white space on both sides of the padding took minutes once.
    `${' '.repeat(dice.between(10_000, 200_000))}!`,
    `${'\n'.repeat(dice.between(10_000, 200_000))}=x`,
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>').toString('base64'),
    Buffer.from(dice.bytes(200)).toString('base64'),
  ])
}

const brokenDataUri = (dice: Dice): string => {
  const right = SMALL.toString('base64')
  return dice.oneOf([
    'data:',
    'data:,',
    'data:;base64,',
    'data:image/png;base64',
    'data:image/png;base64,',
    `data:image/png,${right}`,
    `data:image/png;base64;base64,${right}`,
    `data:${'x'.repeat(dice.between(190, 10_000))};base64,${right}`,
    `data:image/png;base64,data:image/png;base64,${right}`,
    `DATA:text/html;BASE64,${right}`,
    `data:image/png;base64,${brokenBase64(dice)}`,
    `${' '.repeat(1_000)}data:image/png;base64,${right}`,
    'data:image/png;base64,%3D%3D',
  ])
}

/** Nobody answers there; addresses of this network are refused before anybody is asked. */
const LINKS = [
  '',
  ' ',
  'x',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'ftp://127.0.0.1/',
  'http:',
  'http://',
  'http://[',
  'http://[::1]/',
  'http://127.0.0.1:1/a.png',
  'http://0x7f.1/',
  'http://user:pass@127.0.0.1/',
  'http://169.254.169.254/latest/meta-data',
  'http://localhost/%ED%A0%80%ff',
  'http://127.0.0.1/..%2f..%2fetc%2fpasswd',
  `http://127.0.0.1/${'x'.repeat(3_000)}`,
  'http://127.0.0.1/a,http://127.0.0.1/b,,http://127.0.0.1/c',
  'http://127.0.0.1/\0',
  `${'http://127.0.0.1/,'.repeat(30)}http://127.0.0.1/`,
  `,${' '.repeat(50_000)}http`,
]

const LIARS: readonly Bytes[] = [
  '<!doctype html><script>alert(1)</script>',
  '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
  '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
  joined('PK\x03\x04', Buffer.alloc(60)),
  joined('MZ', Buffer.alloc(200)),
  '%PDF-1.7\n',
  'GIF89a',
  'GIF89a\x01\0\x01\0\0\0\0;<script>alert(1)</script>',
  '#!/bin/sh\nrm -rf /',
  joined(SMALL.subarray(0, 8), '<html>'),
  joined(SMALL, '<?php system($_GET["x"]); ?>'),
  '\x1f\x8b\x08',
  'RIFF\xff\xff\xff\xffWEBP',
]

const anyPicture = (dice: Dice, kind: Picture['kind']): Buffer =>
  dice.oneOf(pictures.filter((picture) => picture.kind === kind)).bytes

export const brokenFiles: Record<string, Family> = {
  'odd transfer encoding': multipart((dice) => {
    const encoding = dice.oneOf([
      'base64',
      'quoted-printable',
      'binary',
      '7bit',
      'x-unknown',
      '',
      'base64, base64',
    ])
    const value = dice.oneOf([SMALL, SMALL.toString('base64'), '=E2=82', '=\r\n=\r\n'])
    return withFile({ value, headers: [`Content-Transfer-Encoding: ${encoding}`] })
  }),
  'odd file names': multipart((dice) => withFile({ filename: dice.oneOf(NAMES), value: SMALL })),
  'encoded file names': multipart((dice) => {
    const part = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="files"; ${dice.oneOf(RFC_2231)}\r\n\r\n`
    return joined(part, SMALL, '\r\n', form(BOUNDARY, WHOLE))
  }),
  'base64 that is none': multipart((dice) => withField('files_base64', brokenBase64(dice))),
  'data URIs that are none': multipart((dice) => withField('files_base64', brokenDataUri(dice))),
  'links that are none': multipart((dice) => withField('files_image_url', dice.oneOf(LINKS))),
  'liars named png': multipart((dice) => withFile({ value: dice.oneOf(LIARS) })),
  'pictures cut': multipart((dice) => {
    const picture = anyPicture(dice, 'whole')
    return withFile({ value: picture.subarray(0, dice.below(picture.length)) })
  }),
  'pictures changed': multipart((dice) => withFile({ value: mutated(dice, anyPicture(dice, 'whole')) })),
  'picture bombs': multipart((dice) => {
    const bomb = anyPicture(dice, dice.oneOf(['bomb', 'large']))
    return dice.oneOf([
      () => withFile({ value: bomb }),
      () => withField('files_base64', bomb.toString('base64')),
      () => withField('files_base64', `data:image/png;base64,${bomb.toString('base64')}`),
    ])()
  }),
  'odd file fields': multipart((dice) =>
    dice.oneOf([
      () => withFile({ value: '' }),
      () => withFile({ value: '', filename: '' }),
      () => withFile({ value: SMALL, name: 'files[]' }),
      () => withFile({ value: SMALL, name: 'files[][]' }),
      () => withFile({ value: SMALL, name: 'files_base64' }),
      () => withFile({ value: dice.bytes(5_000), name: 'query' }),
      () => form(BOUNDARY, [...WHOLE, { name: 'files', value: 'text, not a file' }]),
      () =>
        form(BOUNDARY, [
          ...WHOLE,
          { name: 'files', value: SMALL, headers: ['Content-Type: application/octet-stream'] },
        ]),
      () =>
        withFile(
          { value: SMALL },
          Array.from({ length: 20 }, () => ({ name: 'files', filename: 'b.png', value: SMALL })),
        ),
    ])(),
  ),
  'gone in the middle of a file': (target, dice) => {
    const body = unfinished(dice)
    const length = String(body.length + dice.oneOf([1, 100_000, 30 * MIB]))
    const ending = dice.oneOf(['end', 'reset'] as const)
    return requestTo(target, dice, {
      type: MULTIPART,
      body: body.subarray(0, body.length - 60),
      length,
      ending,
    })
  },
  'gone in the middle, chunked': (target, dice) => {
    const chunk = unfinished(dice).subarray(0, -60)
    const body = joined(`${chunk.length.toString(16)}\r\n`, chunk, '\r\n')
    const headers = ['Transfer-Encoding: chunked']
    const ending = dice.oneOf(['end', 'reset'] as const)
    return requestTo(target, dice, { type: MULTIPART, body, length: null, headers, ending })
  },
}

/** A file of ours, of nobody's, or without a name. */
const unfinished = (dice: Dice): Buffer => {
  const value = dice.bytes(dice.between(100, 4_000))
  const name = dice.oneOf(['files', 'files', 'other', undefined])
  const filename = 'a.png'
  return form(BOUNDARY, [...WHOLE, { value, filename, ...(name !== undefined && { name }) }])
}

/** Megabytes each: a few dozen of them say as much as thousands. */
export const largeFiles: Record<string, Family> = {
  'a byte too large': multipart((dice) => {
    const bytes = png(1, 1, 4 * MIB + 1 - png(1, 1).length)
    return dice.oneOf([
      () => withFile({ value: bytes }),
      () => withField('files_base64', bytes.toString('base64')),
      () => withField('files_base64', `${bytes.toString('base64')}!`),
    ])()
  }),
  'far too large': multipart((dice) => {
    const bytes = Buffer.alloc(dice.oneOf([5, 33, 50]) * MIB, 'x')
    return withFile({ value: bytes, name: dice.oneOf(['files', 'files', 'other']) })
  }),
  'text too large': multipart((dice) => {
    const name = dice.oneOf(['query', 'content', 'title', 'files_base64', 'unknown'])
    return withField(name, 'x'.repeat(dice.oneOf([256 * 1024 + 1, MIB, 6 * MIB])))
  }),
  'much text after an error': multipart((dice) => {
    const late = Buffer.alloc(dice.oneOf([2, 20, 40]) * MIB, 'x')
    const twice = { name: 'query', value: 'again' }
    return form(BOUNDARY, [...WHOLE, twice, { name: dice.oneOf(['title', 'files_base64']), value: late }])
  }),
  'white space as base64': multipart(() => withField('files_base64', `${' '.repeat(4 * MIB)}!`)),
  'JSON of far too many values': (target, dice) => {
    const body = `{"query":"x","f":[${'[],'.repeat(3_000_000)}0]}`
    return requestTo(target, dice, { type: 'application/json', body })
  },
  'far too many pairs': (target, dice) =>
    requestTo(target, dice, { type: 'application/x-www-form-urlencoded', body: 'a&'.repeat(5_000_000) }),
}
