import { expect, test } from 'vitest'
import { namesHost, safeLink, safeText } from './safe-text.ts'

test('takes out what turns a name around or hides in it', () => {
  expect(safeText('invoice\u202egpj.exe')).toBe('invoicegpj.exe')
  expect(safeText('pay\u200bpal\u2060.com\ufeff\u00ad')).toBe('paypal.com')
  expect(safeText('a\u2066b\u2069c\u200e\u200f\u061cd\u{e0041}')).toBe('abcd')
  expect(safeText('line\u2028break\n\ttab')).toBe('linebreaktab')
  expect(safeText('pa\u200dy\u200cpal')).toBe('paypal')
})

test('leaves what languages and emoji need', () => {
  expect(safeText('می\u200cخواهم')).toBe('می\u200cخواهم')
  expect(safeText('👩\u200d💻 חשבונית é')).toBe('👩\u200d💻 חשבונית é')
})

test.each([
  ['https://shop.example/a?b#c', 'https://shop.example/a?b#c', 'shop.example'],
  ['HTTP://SHOP.example:8080', 'http://shop.example:8080/', 'shop.example:8080'],
  ['mailto:jo@mail.example', 'mailto:jo@mail.example', 'jo@mail.example'],
  ['https://bank.example@evil.example/', 'https://evil.example/', 'evil.example'],
  ['https://аррӏе.com/', 'https://xn--80ak6aa92e.com/', 'xn--80ak6aa92e.com'],
])('links to %s', (address, href, host) => {
  expect(safeLink(address)).toEqual({ href, host })
})

test.each([
  'javascript:alert(1)',
  'JaVa\tScRiPt:alert(1)',
  ' \u0001javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'file:///etc/passwd',
  'blob:https://x',
  '/api/manage/session',
  '//evil.example',
  '#top',
  '',
])('does not link to %s', (address) => {
  expect(safeLink(address)).toBeNull()
})

test('says where a link leads unless its words do', () => {
  const link = safeLink('https://shop.example/a') ?? expect.fail()
  expect(namesHost('https://shop.example/a', link)).toBe(true)
  expect(namesHost('Shop.example', link)).toBe(true)
  expect(namesHost('shop.example.evil.example', link)).toBe(false)
  expect(namesHost('our shop', link)).toBe(false)
  expect(namesHost('https://bank.example', link)).toBe(false)
})
