// What a page, or whoever has its public key, may send to the chat API.
import {
  BOUNDARY,
  type Bytes,
  buffer,
  type Case,
  type Dice,
  type Family,
  form,
  joined,
  MULTIPART,
  mutated,
  type Part,
  type Target,
} from './requests.ts'

type Sent = {
  method?: string
  /** Below `/api/v1/chat`. */
  path: string
  makes?: Case['makes']
  type?: string
  body?: Bytes
  headers?: readonly Bytes[]
}

function chatRequest({ siteKey }: Target, sent: Sent): Omit<Case, 'family'> {
  const { method = 'POST', path, makes = 'nothing', type, body, headers = [] } = sent
  const given = body === undefined ? undefined : buffer(body)
  const lines: Bytes[] = [
    `${method} /api/v1/chat${path} HTTP/1.1`,
    'Host: localhost',
    `X-Api-Key: ${siteKey}`,
    'Origin: https://shop.example',
    ...(type === undefined ? [] : [`Content-Type: ${type}`]),
    ...(given === undefined ? [] : [`Content-Length: ${given.length}`]),
    ...headers,
    '\r\n',
  ]
  const head = lines.flatMap((line, at) => (at === 0 ? [line] : ['\r\n', line]))
  return { makes, pieces: [joined(...head, given ?? '')], gap: 0, ending: 'wait' }
}

const JSON_TYPE = 'application/json'
const PAIRS_TYPE = 'application/x-www-form-urlencoded'
const token = (dice: Dice) => `v-${dice.bytes(12).toString('hex')}`
const opening = (dice: Dice) => ({
  name: 'Ada',
  email: 'ada@malformed.example',
  message: 'The lid does not close',
  visitor_token: token(dice),
})
const message = { message: 'It still does not' }
const messages = ({ visitorToken }: Target) => `/conversations/${visitorToken}/messages`

/** One of the two routes that take forms, with something wrong about the whole form of it. */
const broken =
  (type: string, bodyOf: (dice: Dice, whole: Record<string, string>) => Bytes): Family =>
  (target, dice) =>
    dice.oneOf([
      () =>
        chatRequest(target, {
          path: '/conversations',
          makes: 'ticket',
          type,
          body: bodyOf(dice, opening(dice)),
        }),
      () =>
        chatRequest(target, { path: messages(target), makes: 'message', type, body: bodyOf(dice, message) }),
    ])()

const pairsOf = (whole: Record<string, string>) => new URLSearchParams(whole).toString()

const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
const ODD_VALUES = [
  'null',
  'true',
  '1e999',
  '-0',
  '[]',
  '{}',
  '{"$ne":null}',
  '"\\ud800"',
  '"\\u0000"',
  '"\\u202e"',
  '" \\n "',
  '[null,1,"x",{}]',
  `"${'😀'.repeat(10_000)}"`,
  `"${'e\u0301'.repeat(10_001)}"`,
  '"a@b.example\\r\\nBcc: x@y.example"',
  deep(5_000),
]

const ODD_TOKENS = [
  '%00',
  '%ff',
  '%',
  '%2e%2e%2f%2e%2e',
  '..',
  '.',
  '%20',
  'x'.repeat(256),
  'x'.repeat(9_000),
  '%F0%9F%98%80'.repeat(255),
  '__proto__',
  "'%20or%201=1--",
  '%0d%0aSet-Cookie:%20a=b',
  '\u00e9',
]

const ODD_TIMES = [
  '',
  '%00',
  '0',
  '-1',
  '1e99',
  'NaN',
  'yesterday',
  '2025-02-30T00:00:00.000Z',
  '2025-01-15T24:00:00.000Z',
  '+275760-09-13T00:00:00.001Z',
  '9999-12-31T23:59:59.999Z',
  '0000-00-00',
  '2025-01-15T10:30:00%2B99:99',
  '2025-01-15T10:30:00 02:00'.replace(' ', '+'),
  '%F0%9F%95%9B',
  `2025-01-15T10:30:00.${'1'.repeat(5_000)}Z`,
  '2025-01-15&since=2026-01-15',
  '[]',
]

const ACTS = ['typing', 'read', 'identity']
const ODD_PLACES = ['-1', '1.5', 'x', '', '99999999999999999999', '0x10', '\u0661', 'latest']
const FLOODS: readonly ((dice: Dice) => Bytes[])[] = [
  (dice) => Array.from({ length: dice.between(100, 3_000) }, (_, n) => `X-${n}: ${n}`),
  (dice) => [`X-Long: ${'x'.repeat(dice.between(1_000, 40_000))}`],
  (dice) => Array.from({ length: dice.between(2, 200) }, () => 'X-Api-Key: another'),
  (dice) => Array.from({ length: dice.between(2, 200) }, (_, n) => `X-Forwarded-For: 10.0.0.${n}`),
  (dice) => [
    joined(
      'Origin: ',
      dice
        .bytes(20)
        .toString('latin1')
        .replace(/[\r\n\0]/g, 'x'),
    ),
  ],
  (dice) => [`Origin: https://${'a.'.repeat(dice.between(1, 5_000))}example`],
  () => ['Idempotency-Key: ', 'X-Request-Id: \u00ff'],
  (dice) => [`Idempotency-Key: ${'k'.repeat(dice.between(256, 5_000))}`],
  (dice) => [`Cookie: ${'a=b; '.repeat(dice.between(10, 2_500))}`],
]

const upload = (
  dice: Dice,
  parts: readonly Part[],
  change: (bytes: Buffer) => Bytes = (bytes) => bytes,
): Bytes =>
  change(
    form(BOUNDARY, [...(dice.below(2) ? [{ name: 'message', value: 'See the picture' }] : []), ...parts]),
  )
const files =
  (bodyOf: (dice: Dice) => Bytes): Family =>
  (target, dice) =>
    chatRequest(target, { path: messages(target), makes: 'message', type: MULTIPART, body: bodyOf(dice) })
const picture = (dice: Dice): Part => ({
  name: dice.oneOf(['files', 'files[]', 'file', '__proto__']),
  filename: dice.oneOf([
    'a.png',
    '../../x',
    '\u202egnp.exe',
    'x'.repeat(5_000),
    '',
    'a\0b',
    '<svg onload=x>.svg',
  ]),
  headers: [`Content-Type: ${dice.oneOf(['image/png', 'text/html', 'image/svg+xml', '', 'x'.repeat(500)])}`],
  value: dice.oneOf<() => Bytes>([
    () => '',
    () => dice.bytes(dice.between(1, 2_000)),
    () => '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    () => '<!doctype html><script>alert(1)</script>',
  ])(),
})

export const brokenChat: Record<string, Family> = {
  'chat JSON cut': broken(JSON_TYPE, (dice, whole) => {
    const text = JSON.stringify(whole)
    return text.slice(0, dice.below(text.length))
  }),
  'chat JSON changed': broken(JSON_TYPE, (dice, whole) => mutated(dice, Buffer.from(JSON.stringify(whole)))),
  'chat JSON of odd fields': broken(JSON_TYPE, (dice, whole) => {
    const fields = [...Object.keys(whole), 'identity', 'files', '__proto__', 'constructor']
    return `${JSON.stringify(whole).slice(0, -1)},"${dice.oneOf(fields)}":${dice.oneOf(ODD_VALUES)}}`
  }),
  'chat pairs changed': broken(PAIRS_TYPE, (dice, whole) => mutated(dice, Buffer.from(pairsOf(whole)))),
  'chat pairs cut': broken(PAIRS_TYPE, (dice, whole) => pairsOf(whole).slice(0, dice.below(60))),
  'chat odd pairs': broken(PAIRS_TYPE, (dice, whole) =>
    dice.oneOf([
      '%',
      'message=%FF%FE',
      'message=%00&name=%00&email=%00&visitor_token=%00',
      '&'.repeat(dice.between(100, 60_000)),
      `${pairsOf(whole)}&message=again&visitor_token=${token(dice)}`,
      `${pairsOf(whole)}&identity[__proto__]=x&identity=%7B`,
      pairsOf(whole).replaceAll('&', ';'),
    ]),
  ),
  'chat form of another type': broken('text/plain', (_, whole) => JSON.stringify(whole)),
  'chat upload of odd files': files((dice) => upload(dice, [picture(dice)])),
  'chat upload changed': files((dice) => upload(dice, [picture(dice)], (bytes) => mutated(dice, bytes))),
  'chat upload cut': files((dice) =>
    upload(dice, [picture(dice)], (bytes) => bytes.subarray(0, dice.below(bytes.length - 40))),
  ),
  'chat upload of too many files': files((dice) =>
    upload(
      dice,
      Array.from({ length: dice.between(20, 60) }, (_, n) => ({
        name: 'files',
        filename: `${n}.txt`,
        value: `${n}`,
      })),
    ),
  ),
  'chat times to read from': (target, dice) =>
    chatRequest(target, { method: 'GET', path: `${messages(target)}?since=${dice.oneOf(ODD_TIMES)}` }),
  'chat odd tokens': (target, dice) => {
    const path = `/conversations/${dice.oneOf(ODD_TOKENS)}`
    return dice.oneOf([
      () => chatRequest(target, { method: 'GET', path: `${path}/messages` }),
      () => chatRequest(target, { method: 'GET', path: `${path}/events` }),
      () => chatRequest(target, { method: 'GET', path: `${path}/files/1/1` }),
      () => chatRequest(target, { path: `${path}/messages`, type: JSON_TYPE, body: JSON.stringify(message) }),
      () => chatRequest(target, { path: `${path}/typing`, type: JSON_TYPE, body: '{"typing":true}' }),
      () => chatRequest(target, { path: `${path}/read`, type: JSON_TYPE, body: '{"seq":1}' }),
    ])()
  },
  'chat acts': (target, dice) => {
    const act = dice.oneOf(ACTS)
    const whole = {
      typing: '{"typing":true,"length":3}',
      read: '{"seq":1}',
      identity: '{"id":"1","hash":"x"}',
    }[act]
    const text = whole ?? '{}'
    const body = dice.oneOf<() => Bytes>([
      () => mutated(dice, Buffer.from(text)),
      () => text.slice(0, dice.below(text.length)),
      () => text.replace(/:[^,}]+/, `:${dice.oneOf(ODD_VALUES)}`),
      () => deep(30_000),
    ])()
    const method = act === 'identity' ? 'PUT' : 'POST'
    return chatRequest(target, {
      method,
      path: `/conversations/${target.visitorToken}/${act}`,
      type: JSON_TYPE,
      body,
    })
  },
  'chat places to listen from': (target, dice) => {
    const place = dice.oneOf(ODD_PLACES.filter((odd) => odd !== ''))
    const path = `/conversations/${target.visitorToken}/events`
    return dice.oneOf([
      () => chatRequest(target, { method: 'GET', path: `${path}?after=${encodeURIComponent(place)}` }),
      () => chatRequest(target, { method: 'GET', path, headers: [`Last-Event-ID: ${place}`] }),
    ])()
  },
  'chat files of nobody': (target, dice) =>
    chatRequest(target, {
      method: 'GET',
      path: `/conversations/${target.visitorToken}/files/${dice.oneOf(ODD_PLACES)}/${dice.oneOf(ODD_PLACES)}?signature=${dice.oneOf(['', '%00', 'a.b.c', 'x'.repeat(9_000)])}`,
    }),
  'chat floods of headers': (target, dice) => {
    const headers = dice.oneOf(FLOODS)(dice)
    return dice.oneOf([
      () => chatRequest(target, { method: 'GET', path: messages(target), headers }),
      () =>
        chatRequest(target, {
          path: messages(target),
          makes: 'message',
          type: JSON_TYPE,
          body: JSON.stringify(message),
          headers,
        }),
    ])()
  },
}
