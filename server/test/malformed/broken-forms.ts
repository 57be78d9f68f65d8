// Multipart bodies whose grammar is broken.
import {
  BOUNDARY,
  type Bytes,
  buffer,
  type Dice,
  type Family,
  form,
  formJoints,
  joined,
  MULTIPART,
  multipart,
  mutated,
  type Part,
  requestTo,
  WHOLE,
} from './requests.ts'

const WITH_FILE: readonly Part[] = [
  ...WHOLE,
  { name: 'files', filename: 'a.txt', headers: ['Content-Type: text/plain'], value: 'a file of text' },
]
const times = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at))
const field = (name: Bytes, value: Bytes = 'x'): Part => ({ name, value })

function cut(dice: Dice): { cutAt: Buffer; whole: Buffer } {
  const joints = formJoints(BOUNDARY, WITH_FILE)
  const whole = Buffer.concat(joints)
  const before = joints.slice(0, dice.below(joints.length))
  const offset = dice.oneOf([0, 0, 0, -1, 1])
  const at = before.reduce((sum, { length }) => sum + length, 0) + offset
  return { cutAt: whole.subarray(0, Math.max(0, at)), whole }
}

const flood = (dice: Dice): Buffer =>
  Buffer.from(dice.oneOf(['\r\n', '\n', '\r', '\r\n\r\n', '\n\r']).repeat(dice.between(500, 50_000)))

/** Values of the boundary parameter, and the boundary of the body that comes with each. */
function oddBoundary(dice: Dice): [parameter: string, inBody: string] {
  const long = 'b'.repeat(dice.oneOf([69, 70, 71, 200, 4_000]))
  return dice.oneOf([
    ['', BOUNDARY],
    ['; boundary', BOUNDARY],
    ['; boundary=', BOUNDARY],
    ['; boundary=""', ''],
    ['; boundary=', ''],
    [`; boundary=${long}`, long],
    [`; boundary="${long}"`, long],
    ['; boundary=a b', 'a b'],
    ['; boundary="a b"', 'a b'],
    ['; boundary=a;b', 'a;b'],
    ['; boundary="a', 'a'],
    ['; boundary=a"', 'a"'],
    ['; boundary=a/b?c', 'a/b?c'],
    ['; boundary=--', '--'],
    ['; boundary=--a--', '--a--'],
    ['; boundary=é', 'é'],
    ['; boundary=\\', '\\'],
    ['; boundary=a; boundary=b', dice.oneOf(['a', 'b'])],
    ['; BOUNDARY=a', 'a'],
    ["; boundary*=utf-8''a", 'a'],
    ['; boundary= a', 'a'],
    [';;; boundary=a;;', 'a'],
    ['; x="; boundary=a', 'a'],
    [`; boundary=${BOUNDARY}`, BOUNDARY.slice(0, -1)],
    [`; boundary=${BOUNDARY}`, `${BOUNDARY}x`],
    [`; boundary=${BOUNDARY}`, BOUNDARY.toLowerCase()],
    ['', long],
    ['', 'a b'],
    ['', '<script>'],
  ])
}

const withHeaders = (headers: readonly Bytes[]): Buffer =>
  form(BOUNDARY, [...WHOLE, { name: 'title', value: 'x', headers }])

const PROTOTYPES = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '__proto__[]']

export const brokenForms: Record<string, Family> = {
  'cut at a joint': multipart((dice) => cut(dice).cutAt),
  'cut at a joint, more announced': (target, dice) => {
    const { cutAt, whole } = cut(dice)
    const ending = dice.oneOf(['end', 'reset'] as const)
    return requestTo(target, dice, { type: MULTIPART, body: cutAt, length: String(whole.length), ending })
  },
  'line break flood': multipart((dice) => {
    const whole = form(BOUNDARY, WHOLE)
    const at = dice.below(whole.length)
    return dice.oneOf([
      () => flood(dice),
      () => joined(flood(dice), whole),
      () => joined(whole, flood(dice)),
      () => joined(whole.subarray(0, at), flood(dice), whole.subarray(at)),
    ])()
  }),
  'odd boundary': (target, dice) => {
    const [parameter, inBody] = oddBoundary(dice)
    const type = Buffer.from(`multipart/form-data${parameter}`, 'latin1')
    return requestTo(target, dice, { type, body: form(Buffer.from(inBody, 'latin1'), WHOLE) })
  },
  'sniffed boundary, cut or changed': (target, dice) => {
    const whole = form(BOUNDARY, WHOLE)
    const body = dice.oneOf([whole.subarray(0, dice.below(60)), mutated(dice, whole)])
    const chunks = joined(
      '28\r\n',
      whole.subarray(0, 40),
      '\r\n',
      dice.oneOf(['ZZ\r\n', '0\r\n\r\n', '5\r\nab']),
    )
    const type = 'multipart/form-data'
    return dice.oneOf([
      () => requestTo(target, dice, { type, body }),
      () => {
        const headers = ['Transfer-Encoding: chunked']
        return requestTo(target, dice, { type, body: chunks, length: null, headers, ending: 'end in vain' })
      },
    ])()
  },
  nested: multipart((dice) => {
    const inner = dice.oneOf([BOUNDARY, 'inner'])
    const type = `Content-Type: multipart/${dice.oneOf(['mixed', 'form-data'])}; boundary=${inner}`
    const deep = times(dice.between(1, 30), () => 0).reduce<Buffer>(
      (inside) => form(inner, [{ name: 'files', headers: [type], value: inside }]),
      form(inner, WHOLE),
    )
    return form(BOUNDARY, [...WHOLE, { name: 'files', headers: [type], value: deep }])
  }),
  'many fields': multipart((dice) =>
    form(BOUNDARY, [...times(dice.oneOf([38, 41, 100, 10_000]), (at) => field(`f${at}`)), ...WHOLE]),
  ),
  'many parts': multipart((dice) => {
    const filename = dice.oneOf(['a.txt', ''])
    const name = dice.oneOf(['files', 'other'])
    const files = times(dice.oneOf([17, 21, 58, 61, 600]), () => ({ name, filename, value: 'x' }))
    return form(
      BOUNDARY,
      dice.oneOf([
        [...WHOLE, ...files],
        [...files, ...WHOLE],
      ]),
    )
  }),
  'many part headers': multipart((dice) =>
    withHeaders(times(dice.oneOf([49, 51, 200, 2_000]), (at) => `X-${at}: ${'y'.repeat(dice.below(20))}`)),
  ),
  'long part headers': multipart((dice) => {
    const long = 'y'.repeat(dice.between(15_900, 40_000))
    return dice.oneOf([
      () => withHeaders([`X: ${long}`]),
      () => withHeaders([`${long}: x`]),
      () => form(BOUNDARY, [...WHOLE, field(long)]),
      () => form(BOUNDARY, [...WHOLE, { name: 'files', filename: long, value: 'x' }]),
      () => withHeaders([`Content-Type: text/plain; ${'a=b; '.repeat(4_000)}`]),
      () => withHeaders([`Content-Type: text/plain; charset="${'\\"'.repeat(8_000)}`]),
    ])()
  }),
  'odd part headers': multipart((dice) => {
    const line = dice.oneOf<Bytes>([
      'Content-Disposition',
      ': form-data',
      'Content-Disposition: form-data; name="title"',
      'Content-Disposition: attachment; name="title"',
      'Content Disposition: form-data',
      ' folded: x',
      '\tContent-Type: text/plain',
      'Content-Type: ',
      'Content-Type: /',
      'Content-Type: text/plain;',
      'Content-Type: text/plain; charset',
      'X: \0',
      joined('X: ', Buffer.from([0xff, 0xfe, 0x80])),
      'X:y\rZ:w',
      'X:y\nZ:w',
    ])
    return withHeaders([line])
  }),
  'a field twice': multipart((dice) => {
    const name = dice.oneOf(['query', 'content', 'user', 'title', 'query[]', 'f'])
    return form(BOUNDARY, [...WHOLE, ...times(dice.between(1, 3), () => field(name))])
  }),
  'names of the prototype': multipart((dice) => {
    const name = dice.oneOf(PROTOTYPES)
    return form(
      BOUNDARY,
      dice.oneOf([
        [...WHOLE, field(name, '{"polluted":true}')],
        [...WHOLE, { name, filename: name, value: 'x' }],
        [...WHOLE, field('additional_properties', `{"${name}":{"polluted":true}}`)],
        [...WHOLE.slice(0, 2), field('user', `{"email":"a@b.example","${name}":{"polluted":true}}`)],
        [field(name), field(name)],
      ]),
    )
  }),
  'odd names': multipart((dice) => {
    const nameless: Part = { value: 'x', ...(dice.below(2) === 0 && { filename: 'a.txt' }) }
    const name = dice.oneOf<Bytes>([
      '',
      ' ',
      '"',
      '\\"',
      'a"b',
      '[]',
      '[0]',
      'a.b',
      '\u202e',
      'é',
      Buffer.from([0xff]),
    ])
    return form(BOUNDARY, [
      ...WHOLE,
      dice.oneOf([nameless, field(name), { name, filename: 'a', value: 'x' }]),
    ])
  }),
  charsets: multipart((dice) => {
    const charset = dice.oneOf([
      'utf-7',
      'utf-16le',
      'latin1',
      'ebcdic',
      '',
      '"',
      'utf8mb4',
      'x'.repeat(300),
      'ASCII',
    ])
    const value = dice.bytes(dice.between(0, 40))
    return form(BOUNDARY, [
      ...WHOLE,
      { name: 'title', headers: [`Content-Type: text/plain; charset=${charset}`], value },
    ])
  }),
  'bare line ends': multipart((dice) => {
    const text = form(BOUNDARY, WITH_FILE).toString()
    const end = dice.oneOf(['\r', '\n', '\n\r', '\r\r\n', ' \r\n'])
    const first = dice.below(10)
    let seen = 0
    return text.replaceAll('\r\n', (usual) => (seen++ >= first ? end : usual))
  }),
  'NUL and invalid UTF-8': multipart((dice) => {
    const odd = dice.oneOf([[0], [0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf8, 0x88], [0xe2, 0x82]])
    const value = joined('a', Buffer.from(odd), dice.oneOf(['', 'b']))
    return form(
      BOUNDARY,
      dice.oneOf<Part[]>([
        [...WHOLE, field('title', value)],
        [{ name: 'query', value }, ...WHOLE.slice(1)],
        [...WHOLE, field(value, 'x')],
        [...WHOLE, { name: 'files', filename: value, value }],
        [...WHOLE.slice(0, 2), field('user', joined('{"email":"', value, '"}'))],
      ]),
    )
  }),
  'bytes changed': multipart((dice) => mutated(dice, form(BOUNDARY, WITH_FILE))),
  'only noise': multipart((dice) => dice.bytes(dice.between(1, 3_000))),
  'noise after the first boundary': multipart((dice) =>
    joined(`--${BOUNDARY}\r\n`, dice.bytes(dice.between(1, 3_000))),
  ),
  'no form at all': multipart((dice) =>
    buffer(dice.oneOf(['', '--', `--${BOUNDARY}--`, `--${BOUNDARY}--\r\n`, '{}', 'query=x'])),
  ),
}
