// Requests that come so slowly that the server must lose patience: all at once, beside the others.
import {
  BOUNDARY,
  type Bytes,
  type Case,
  diceOf,
  form,
  joined,
  MULTIPART,
  requestTo,
  type Target,
  WHOLE,
} from './requests.ts'

const GAP = 250
const body = form(BOUNDARY, [...WHOLE, { name: 'files', filename: 'a.png', value: Buffer.alloc(2_000, 'x') }])

/** What comes at once, and what then drips a byte at a time; nothing drips from those that just stop. */
const SLOW: Record<string, { at: (whole: Buffer) => number; drips: boolean; type?: Bytes; length?: string }> =
  {
    'headers drip': { at: () => 20, drips: true },
    'headers stop': { at: (whole) => whole.indexOf('\r\n\r\n'), drips: false },
    'body never begins': { at: (whole) => whole.indexOf('\r\n\r\n') + 4, drips: false },
    'body drips': { at: (whole) => whole.indexOf('\r\n\r\n') + 4, drips: true },
    'body drips, to be sniffed': {
      at: (whole) => whole.indexOf('\r\n\r\n') + 4,
      drips: true,
      type: 'multipart/form-data',
    },
    'body stops in a part header': { at: (whole) => whole.indexOf('name="content"'), drips: false },
    'file drips': { at: (whole) => whole.indexOf('xxxx'), drips: true },
    'file stops': { at: (whole) => whole.indexOf('xxxx') + 100, drips: false },
    'file stops, much announced': { at: (whole) => whole.length, drips: false, length: '30000000' },
    'JSON stops': { at: (whole) => whole.length - 100, drips: false, type: 'application/json' },
    'pairs drip': {
      at: (whole) => whole.length - 2_000,
      drips: true,
      type: 'application/x-www-form-urlencoded',
    },
    'chunks stop': { at: (whole) => whole.length, drips: false, length: 'chunked' },
  }

/** @param seconds how long the dripping ones would go on if nobody stopped them. */
export function slowCases(target: Target, seed: number, times: number, seconds: number): Case[] {
  return Object.entries(SLOW).flatMap(([family, { at, drips, type = MULTIPART, length }], kind) =>
    Array.from({ length: times }, (_, time) => {
      const dice = diceOf(seed, -1 - kind * times - time)
      const shape =
        length === 'chunked'
          ? {
              type,
              length: null,
              headers: ['Transfer-Encoding: chunked'],
              body: joined('7d0\r\n', body.subarray(0, 300)),
            }
          : { type, body, ...(length !== undefined && { length }) }
      const request = requestTo(target, dice, shape)
      const whole = Buffer.concat(request.pieces)
      const start = at(whole)
      const rest = drips ? whole.subarray(start, start + (seconds * 1_000) / GAP) : Buffer.alloc(0)
      const pieces = [whole.subarray(0, start), ...Array.from(rest, (byte) => Buffer.from([byte]))]
      return { ...request, family: `slow: ${family}`, pieces, gap: GAP }
    }),
  )
}
