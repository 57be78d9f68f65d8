// What the generator makes: a request as bytes in pieces, and what the client does when it has sent them.
import { seededRandom } from '../crash/random.ts'

export type Case = {
  family: string
  /** What is stored when it is taken: a conversation with its first message, a message, or neither. */
  makes: 'ticket' | 'message' | 'nothing'
  pieces: readonly Buffer[]
  /** Milliseconds between pieces. */
  gap: number
  /**
   * After the last piece: wait for the answer, reset the connection, or end the sending side. Ending cuts off an answer
   * that is still to come, so whoever may have sent a whole request ends only when nothing came for a while.
   */
  ending: 'wait' | 'reset' | 'end' | 'end in vain'
}

/** What every request needs to get as far as its body. */
export type Target = { apiKey: string; ticketSource: string; siteKey: string; visitorToken: string }

export type Bytes = string | Buffer

/** All choices of one case: the same seed and number make the same bytes. */
export type Dice = {
  below(limit: number): number
  between(least: number, most: number): number
  oneOf<T>(choices: readonly T[]): T
  bytes(length: number): Buffer
}

export function diceOf(seed: number, number: number): Dice {
  const random = seededRandom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b))
  const below = (limit: number) => Math.floor(random() * limit)
  return {
    below,
    between: (least, most) => least + below(most - least + 1),
    // The index is below the length, and nobody rolls among nothing.
    oneOf: <T>(choices: readonly T[]) => choices[below(choices.length)] as T,
    bytes: (length) => Buffer.from(Array.from({ length }, () => below(256))),
  }
}

export const buffer = (bytes: Bytes): Buffer => (typeof bytes === 'string' ? Buffer.from(bytes) : bytes)
export const joined = (...parts: readonly Bytes[]): Buffer => Buffer.concat(parts.map(buffer))

export type Shape = {
  type?: Bytes
  body: Bytes
  /** Announced instead of the body's own length; null for none. */
  length?: string | null
  headers?: readonly Bytes[]
  path?: string
  ending?: Case['ending']
}

/** A request on one of the three routes that take forms, unless the shape names another path. */
export function requestTo(target: Target, dice: Dice, shape: Shape): Omit<Case, 'family'> {
  const reply = `/interactions/reply?source_specific_id=${target.ticketSource}`
  const path = shape.path ?? dice.oneOf(['/interaction', '/interactions', reply])
  const body = buffer(shape.body)
  const { length = String(body.length), ending = 'wait' } = shape
  const head = [
    `POST ${path} HTTP/1.1`,
    'Host: localhost',
    `Authorization: ${target.apiKey}`,
    ...(shape.type === undefined ? [] : [joined('Content-Type: ', shape.type)]),
    ...(length === null ? [] : [`Content-Length: ${length}`]),
    ...(shape.headers ?? []),
    '\r\n',
  ]
  const bytes = joined(...head.flatMap((line, at) => (at === 0 ? [line] : ['\r\n', line])), body)
  return { makes: path.includes('/reply') ? 'message' : 'ticket', pieces: [bytes], gap: 0, ending }
}

export type Part = { name?: Bytes; value: Bytes; filename?: Bytes; headers?: readonly Bytes[] }

/** The pieces between which a form may be cut: every place where its grammar changes hands. */
export function formJoints(boundary: Bytes, parts: readonly Part[]): Buffer[] {
  const joints: Bytes[] = []
  for (const { name, value, filename, headers = [] } of parts) {
    joints.push('--', boundary, '\r\n', 'Content-Disposition', ': ', 'form-data')
    if (name !== undefined) joints.push('; name=', '"', name, '"')
    if (filename !== undefined) joints.push('; filename=', '"', filename, '"')
    for (const header of headers) joints.push('\r\n', header)
    joints.push('\r\n', '\r\n', value, '\r\n')
  }
  joints.push('--', boundary, '--', '\r\n')
  return joints.map(buffer)
}

export const form = (boundary: Bytes, parts: readonly Part[]): Buffer =>
  Buffer.concat(formJoints(boundary, parts))

/** Well-formed on all three routes, so that whatever a family adds is the only thing wrong. */
export const WHOLE: readonly Part[] = [
  { name: 'query', value: 'The lid does not close' },
  { name: 'content', value: 'It still does not' },
  { name: 'user', value: '{"email":"ada@malformed.example","name":"Ada"}' },
]
export const BOUNDARY = '----WebKitFormBoundary7MA4YWxkTrZu0gW'
export const MULTIPART = `multipart/form-data; boundary=${BOUNDARY}`

export type Family = (target: Target, dice: Dice) => Omit<Case, 'family'>

/** A family whose requests are multipart forms with something in their bytes. */
export const multipart =
  (bodyOf: (dice: Dice) => Bytes): Family =>
  (target, dice) =>
    requestTo(target, dice, { type: MULTIPART, body: bodyOf(dice) })

/** A few of its bytes changed, taken out, put in, doubled. */
export function mutated(dice: Dice, bytes: Buffer, most = 8): Buffer {
  let result = Buffer.from(bytes)
  for (let left = dice.between(1, most); left > 0; left--) {
    const at = dice.below(result.length)
    const end = at + dice.between(1, 12)
    const [before, after] = [result.subarray(0, at), result.subarray(end)]
    const replaced = dice.oneOf([
      () => Buffer.alloc(0),
      () => dice.bytes(end - at),
      () => Buffer.concat([result.subarray(at, end), result.subarray(at, end)]),
      () => Buffer.from(dice.oneOf(['\r', '\n', '\r\n', '\0', '"', ';', '--', '\\', '%', '{', '\u00ff'])),
    ])()
    result = Buffer.concat([before, replaced, after])
  }
  return result
}
