// JSON and urlencoded variants of what may be wrong.
import { type Bytes, type Dice, type Family, joined, mutated, requestTo } from './requests.ts'

const whole = {
  query: 'The lid does not close',
  content: 'It still does not',
  user: { email: 'ada@malformed.example' },
}
const WHOLE_JSON = JSON.stringify(whole)
const WHOLE_PAIRS = new URLSearchParams({ ...whole, user: JSON.stringify(whole.user) }).toString()

const json =
  (bodyOf: (dice: Dice) => Bytes): Family =>
  (target, dice) =>
    requestTo(target, dice, { type: 'application/json', body: bodyOf(dice) })
const pairs =
  (bodyOf: (dice: Dice) => Bytes): Family =>
  (target, dice) =>
    requestTo(target, dice, { type: 'application/x-www-form-urlencoded', body: bodyOf(dice) })

const deep = (open: string, close: string, levels: number) => open.repeat(levels) + close.repeat(levels)
/** Any value JSON can have, where text is expected. */
const ODD_VALUES = [
  'null',
  'true',
  '1e999',
  '-0',
  '123456789012345678901234567890',
  '[]',
  '[[]]',
  '{}',
  '{"$ne":null}',
  '"\\ud800"',
  '"\\u0000"',
  '"\\u202e"',
  '[null,1,"x",{}]',
  deep('[', ']', 5_000),
]
const FIELDS = [
  'query',
  'content',
  'user',
  'title',
  'source_specific_id',
  'company_id',
  'additional_properties',
  'original_timestamp',
  'files',
  'files_base64',
  'files_image_url',
  'user_email',
]

export const brokenText: Record<string, Family> = {
  'JSON cut': json((dice) => WHOLE_JSON.slice(0, dice.below(WHOLE_JSON.length))),
  'JSON changed': json((dice) => mutated(dice, Buffer.from(WHOLE_JSON))),
  'JSON of other values': json((dice) =>
    dice.oneOf([
      '',
      ' ',
      'null',
      '1',
      '"x"',
      '[]',
      '[{}]',
      '\ufeff{}',
      '{}{}',
      "{'query':'x'}",
      '{"query":"x",}',
      '//',
    ]),
  ),
  'JSON of odd fields': json((dice) => {
    const odd = `"${dice.oneOf(FIELDS)}":${dice.oneOf(ODD_VALUES)}`
    return `{"query":"x","content":"y","user":{"email":"a@b.example"},${odd}}`
  }),
  'JSON that is deep': json((dice) => {
    const levels = dice.oneOf([21, 1_000, 50_000])
    const value = dice.oneOf([deep('[', ']', levels), deep('{"a":', '}', levels).replace(':}', ':1}')])
    return `{"query":"x","content":"y","user":{"id":"1"},"additional_properties":${value}}`
  }),
  'JSON of many values': json((dice) => {
    const count = dice.oneOf([50, 20_000, 700_000])
    const value = dice.oneOf([`[${'[],'.repeat(count)}0]`, `[${'"",'.repeat(count)}0]`])
    return dice.oneOf([`{"query":"x","f":${value}}`, `{"query":"x","files_image_url":${value}}`, value])
  }),
  'JSON names of the prototype': json((dice) => {
    const name = dice.oneOf([
      '__proto__',
      'constructor',
      'prototype',
      'toString',
      'valueOf',
      'then',
      'toJSON',
    ])
    const value = dice.oneOf(['{"polluted":true}', '"x"', '[]', 'null'])
    return dice.oneOf([
      `{"query":"x","content":"y","user":{"id":"1"},"${name}":${value}}`,
      `{"query":"x","content":"y","user":{"id":"1","${name}":${value}}}`,
      `{"query":"x","content":"y","user":{"id":"1"},"additional_properties":{"a":{"${name}":${value}}}}`,
    ])
  }),
  'JSON in other characters': json((dice) =>
    dice.oneOf([
      Buffer.from(WHOLE_JSON, 'utf16le'),
      joined('\ufeff', WHOLE_JSON),
      joined('{"query":"', dice.bytes(30), '"}'),
      joined('{"query":"x', Buffer.from([0xed, 0xa0, 0x80]), '","content":"x","user":{"id":"\\ud83d"}}'),
    ]),
  ),
  'pairs changed': pairs((dice) => mutated(dice, Buffer.from(WHOLE_PAIRS))),
  'pairs cut': pairs((dice) => WHOLE_PAIRS.slice(0, dice.below(WHOLE_PAIRS.length))),
  'odd pairs': pairs((dice) =>
    dice.oneOf([
      '%',
      '%%%=%zz&query=%',
      'query=%FF%FE&content=x',
      'query=%00',
      '&'.repeat(dice.between(100, 60_000)),
      '='.repeat(dice.between(100, 60_000)),
      'a&'.repeat(dice.between(30, 60_000)),
      `${WHOLE_PAIRS}&query=again`,
      `${WHOLE_PAIRS}&__proto__=x&constructor=y&prototype=z`,
      `${WHOLE_PAIRS}&query[__proto__][polluted]=x`,
      `${WHOLE_PAIRS}&${'n'.repeat(dice.between(90, 5_000))}=x`,
      `query=${'+'.repeat(dice.between(1, 1_000))}`,
      `user=%7B%22email%22%3A&${WHOLE_PAIRS.replace('user', 'title')}`,
      WHOLE_PAIRS.replaceAll('&', ';'),
    ]),
  ),
}
