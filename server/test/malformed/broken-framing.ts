// Requests whose length, chunks, headers or type are wrong, whatever their body is.
import {
  BOUNDARY,
  type Bytes,
  type Case,
  type Dice,
  type Family,
  form,
  joined,
  MULTIPART,
  mutated,
  requestTo,
  WHOLE,
} from './requests.ts'

const body = form(BOUNDARY, WHOLE)

function chunked(dice: Dice): { chunks: Bytes; ending: Case['ending'] } {
  const size = body.length.toString(16)
  const right = joined(`${size}\r\n`, body, '\r\n0\r\n\r\n')
  const half = Math.floor(body.length / 2)
  return dice.oneOf<{ chunks: Bytes; ending: Case['ending'] }>([
    { chunks: right, ending: 'wait' },
    { chunks: joined(`${size}\r\n`, body.subarray(0, half)), ending: 'end' },
    { chunks: joined(`${size}\r\n`, body), ending: 'reset' },
    { chunks: joined('ZZ\r\n', body), ending: 'end in vain' },
    { chunks: joined('-1\r\n', body), ending: 'end in vain' },
    { chunks: joined('\r\n', body), ending: 'end in vain' },
    { chunks: joined('FFFFFFFFFFFFFFFF\r\n', body), ending: 'end in vain' },
    { chunks: joined('FFFFFFFFFFFFFFFFF\r\n', body), ending: 'end in vain' },
    { chunks: joined('7FFFFFFF\r\n', body), ending: 'end' },
    { chunks: joined('7FFFFFFFFFFFFFFF\r\n', body), ending: 'reset' },
    { chunks: joined(`${half.toString(16)}\r\n`, body, '\r\n0\r\n\r\n'), ending: 'end in vain' },
    {
      chunks: joined(`${size};${'x'.repeat(dice.between(10, 20_000))}\r\n`, body, '\r\n0\r\n\r\n'),
      ending: 'end in vain',
    },
    { chunks: joined(`${size}\n`, body, '\n0\n\n'), ending: 'end in vain' },
    { chunks: joined(`${size}\r\n`, body, '\r\n0\r\nTrailer: x\r\n\r\n'), ending: 'wait' },
    {
      chunks: joined(`${size}\r\n`, body, `\r\n0\r\nT: ${'x'.repeat(20_000)}\r\n\r\n`),
      ending: 'end in vain',
    },
    { chunks: joined(`0x${size}\r\n`, body, '\r\n0\r\n\r\n'), ending: 'end in vain' },
    {
      chunks: joined(
        ...Array.from(body, (byte) => joined('1\r\n', Buffer.from([byte]), '\r\n')),
        '0\r\n\r\n',
      ),
      ending: 'wait',
    },
    { chunks: mutated(dice, right), ending: 'end in vain' },
  ])
}

export const brokenFraming: Record<string, Family> = {
  'length too short': (target, dice) =>
    requestTo(target, dice, {
      type: MULTIPART,
      body,
      length: String(dice.below(body.length)),
      ending: 'end in vain',
    }),
  'length too long': (target, dice) =>
    requestTo(target, dice, {
      type: MULTIPART,
      body,
      length: String(body.length + dice.oneOf([1, 2, 100, 1_000_000, 60_000_000, 200_000_000])),
      ending: dice.oneOf(['end', 'reset']),
    }),
  'length that is none': (target, dice) =>
    requestTo(target, dice, {
      type: MULTIPART,
      body,
      length: dice.oneOf([
        '-1',
        '1e3',
        '0x10',
        '',
        ' ',
        '+5',
        '99999999999999999999',
        '1, 2',
        '1\r\nContent-Length: 2',
      ]),
      ending: 'end in vain',
    }),
  'bad chunks': (target, dice) => {
    const { chunks, ending } = chunked(dice)
    const headers = ['Transfer-Encoding: chunked']
    return requestTo(target, dice, { type: MULTIPART, body: chunks, length: null, headers, ending })
  },
  'odd framing': (target, dice) =>
    requestTo(target, dice, {
      type: MULTIPART,
      body,
      headers: [
        dice.oneOf([
          'Transfer-Encoding: chunked',
          'Transfer-Encoding: identity',
          'Transfer-Encoding: gzip, chunked',
          'Transfer-Encoding: chunked, chunked',
          'Transfer-Encoding: xchunked',
          'Content-Encoding: gzip',
          'Content-Encoding: identity',
          'Expect: 100-continue',
          'Expect: nonsense',
          'Connection: upgrade\r\nUpgrade: websocket',
          'Trailer: Content-Length',
        ]),
      ],
      ending: 'end in vain',
    }),
  'odd types': (target, dice) => {
    const type = dice.oneOf<Bytes | undefined>([
      undefined,
      '',
      'text/plain',
      'multipart/mixed; boundary=x',
      `MULTIPART/FORM-DATA; boundary=${BOUNDARY}`,
      `multipart/form-data, application/json; boundary=${BOUNDARY}`,
      `multipart/form-data ; boundary=${BOUNDARY}`,
      'multipart/form-data; x-boundary=y',
      'application/json; charset=utf-16',
      '*/*',
      'multipart',
      ';',
      `multipart/form-data; ${'a=b;'.repeat(3_000)} boundary=${BOUNDARY}`,
      Buffer.from([0xe9, 0xff]),
    ])
    return requestTo(target, dice, { ...(type !== undefined && { type }), body })
  },
  'header flood': (target, dice) =>
    requestTo(target, dice, {
      type: MULTIPART,
      body,
      headers: dice.oneOf([
        () => Array.from({ length: dice.between(100, 3_000) }, (_, at) => `X-${at}: y`),
        () => [`X-Long: ${'y'.repeat(dice.between(15_000, 80_000))}`],
        () => [`Cookie: ${'a=b; '.repeat(dice.between(100, 5_000))}`],
        () => [`Idempotency-Key: ${dice.below(1e9)}${'k'.repeat(dice.between(240, 300))}`],
        () => [`X-Request-Id: ${'<>'.repeat(dice.between(1, 200))}`],
      ])(),
      ending: 'end in vain',
    }),
  'odd request lines': (target, dice) => {
    const reply = '/interactions/reply'
    const path = dice.oneOf([
      reply,
      `${reply}?id=`,
      `${reply}?id=${'7'.repeat(26)}`,
      `${reply}?id=nonsense`,
      `${reply}?id[]=x&id[]=y`,
      `${reply}?source_specific_id=a&source_specific_id=b`,
      `${reply}?source_specific_id=%FF%00`,
      `${reply}?source_specific_id=%E0%A4%A`,
      `${reply}?source_specific_id=${'s'.repeat(10_000)}`,
      `${reply}?__proto__[id]=x&constructor=y`,
      `${reply}?${'a=b&'.repeat(2_000)}`,
      '/interactions/%',
      '/interaction/%2e%2e/%00',
      '/interactions//',
    ])
    return requestTo(target, dice, { type: MULTIPART, body, path })
  },
}
