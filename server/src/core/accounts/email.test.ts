import { expect, it } from 'vitest'
import { canonicalEmail } from './email.ts'

it.each([
  ['ada@example.com', 'ada@example.com'],
  [' Ada@Example.COM\n', 'ada@example.com'],
  ['ada+desk@example.com', 'ada+desk@example.com'],
  ['a.d.a@example.com', 'a.d.a@example.com'],
  ["o'neill_x@mail.example.co", "o'neill_x@mail.example.co"],
  ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
  ['ada@BÜCHER.example', 'ada@xn--bcher-kva.example'],
  ['ada@xn--bcher-kva.example', 'ada@xn--bcher-kva.example'],
  ['ada@XN--BCHER-KVA.example', 'ada@xn--bcher-kva.example'],
  ['ada@пример.рф', 'ada@xn--e1afmkfd.xn--p1ai'],
  ['ada@例え.jp', 'ada@xn--r8jz45g.jp'],
  ['ada@한국.kr', 'ada@xn--3e0b707e.kr'],
  ['ada@straße.example', 'ada@xn--strae-oqa.example'],
])('%j is %s', (typed, canonical) => {
  expect(canonicalEmail(typed)).toBe(canonical)
})

it.each([
  ['a Cyrillic а before the @', 'аda@example.com'],
  ['a dotless ı', 'mıke@example.com'],
  ['a dotted İ', 'MİKE@example.com'],
  ['the sign of the kelvin', 'mi\u212ae@example.com'],
  ['full width', 'ａda@example.com'],
  ['a joiner', 'a\u200dda@example.com'],
  ['a combining mark', 'a\u0308da@example.com'],
  ['another direction', 'ada\u202e@example.com'],
  ['a Cyrillic а in a Latin domain', 'ada@exаmple.com'],
  ['the same as punycode', 'ada@xn--exmple-4nf.com'],
  ['a Greek ο in a Latin domain', 'ada@gοogle.com'],
  ['Latin among Cyrillic', 'ada@пpимер.рф'],
  ['the sign of the kelvin in the domain', 'ada@\u212aelvin.example'],
  ['a full width domain', 'ada@ｅxample.com'],
  ['circled letters', 'ada@ⓔxample.com'],
  ['an ideographic full stop', 'ada@example。com'],
  ['a soft hyphen', 'ada@exam\u00adple.com'],
  ['a zero width space', 'ada@exam\u200bple.com'],
  ['a ligature', 'ada@oﬃce.example'],
  ['a long s', 'ada@ſecure.example'],
  ['punycode of nothing', 'ada@xn--a.example'],
  ['no @', 'ada'],
  ['nothing before it', '@example.com'],
  ['nothing after it', 'ada@'],
  ['two of them', 'ada@evil.example@example.com'],
  ['a quoted one', '"ada@evil.example"@example.com'],
  ['no dot', 'ada@localhost'],
  ['an empty label', 'ada@example..com'],
  ['a dot at the end', 'ada@example.com.'],
  ['a dot too many', 'a..da@example.com'],
  ['a dot first', '.ada@example.com'],
  ['a hyphen first', 'ada@-example.com'],
  ['an address of a machine', 'ada@[192.0.2.1]'],
  ['a bare number', 'ada@192.0.2.1'],
  ['a number that is one', 'ada@0x7f.1'],
  ['a port', 'ada@example.com:25'],
  ['a blank inside', 'a da@example.com'],
  ['a line inside', 'ada\r\n@example.com'],
  ['NUL', 'ada\0@example.com'],
  ['a display name', 'Ada <ada@example.com>'],
  ['percent-encoding', 'ada@ex%61mple.com'],
  ['too long a name', `${'a'.repeat(65)}@example.com`],
  ['too long a label', `ada@${'a'.repeat(64)}.com`],
  ['too much of it', `ada@${'abcdefghi.'.repeat(26)}com`],
])('%s is no address: %j', (_, typed) => {
  expect(canonicalEmail(typed)).toBeUndefined()
})

it('keeps addresses that differ apart', () => {
  const distinct = [
    'ada@example.com',
    'ada@example.co',
    'a.da@example.com',
    'ada+@example.com',
    'ada@straße.example',
    'ada@strasse.example',
    'ada@bücher.example',
    'ada@bucher.example',
    'ada@buecher.example',
    // All Cyrillic, and in some fonts the same picture as the next.
    'ada@аррӏе.com',
    'ada@apple.com',
    'ada@xn--80ak6aa92e.net',
    'ada@apple.net',
  ]
  const canonical = distinct.map(canonicalEmail)
  expect(canonical).not.toContain(undefined)
  expect(new Set(canonical).size).toBe(distinct.length)
})

it('is its own canonical form, and takes long nonsense in no time', () => {
  for (const typed of ['Ada@BÜCHER.example', 'ada@例え.jp']) {
    const once = canonicalEmail(typed) ?? ''
    expect(canonicalEmail(once)).toBe(once)
  }
  const start = performance.now()
  for (const part of ['a.', 'a@', '-', 'ü', '@'])
    expect(canonicalEmail(`${part.repeat(100_000)}@example.com`)).toBeUndefined()
  expect(performance.now() - start).toBeLessThan(2_000)
})
