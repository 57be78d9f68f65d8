import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textParts } from './parts.ts'

const links = (text: string) =>
  textParts(text).flatMap(({ text: shown, href }) => (href ? [[shown, href]] : []))

describe('links in text', () => {
  it.each([
    ['see https://example.com', [['https://example.com', 'https://example.com/']]],
    ['(https://example.com/a_(b))', [['https://example.com/a_(b)', 'https://example.com/a_(b)']]],
    [
      'https://example.com/x?y=1&z=2, then',
      [['https://example.com/x?y=1&z=2', 'https://example.com/x?y=1&z=2']],
    ],
    ['really: http://a.example/…!', [['http://a.example/', 'http://a.example/']]],
    ['write noor@example.com.', [['noor@example.com', 'mailto:noor@example.com']]],
    ['https://例え.jp', [['https://例え.jp', 'https://xn--r8jz45g.jp/']]],
    [
      'two https://a.example and https://b.example',
      [
        ['https://a.example', 'https://a.example/'],
        ['https://b.example', 'https://b.example/'],
      ],
    ],
  ])('are found in %j', (text, expected) => {
    expect(links(text)).toEqual(expected)
  })

  it.each([
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    'https://bank.example@evil.example/',
    'https://',
    'https://user:word@example.com',
    '<a href="javascript:alert(1)">x</a>',
    'a@b',
    'just words, 10.30 and so on',
  ])('are not made of %j', (text) => {
    expect(links(text)).toEqual([])
  })

  it('lose no letter of the text, whatever it is', () => {
    const odd = fc.array(fc.constantFrom('https://', 'a', '.', '@', ')', '(', ' ', '\n', '"', '<', 'é', '😀'))
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          odd.map((parts) => parts.join('')),
        ),
        (text) => {
          expect(
            textParts(text)
              .map((part) => part.text)
              .join(''),
          ).toBe(text)
        },
      ),
    )
  })

  it('are looked for in a time that grows with the text and no faster', () => {
    const long = `https://${'(a.'.repeat(20_000)}`
    const started = performance.now()
    textParts(long)
    textParts('a.'.repeat(50_000))
    textParts(`${'a@'.repeat(50_000)}`)
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})
