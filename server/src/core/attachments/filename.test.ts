import { describe, expect, it } from 'vitest'
import { displayName } from './filename.ts'

const shown = (given: string) => displayName(given, 'file-1.png')
const length = (text: string) => Array.from(text).length

describe('a name is kept', () => {
  it.each([
    'a.png',
    'Übersicht – März (2).pdf',
    '請求書.pdf',
    'فاتورة.pdf',
    '.gitignore',
    'no extension',
    'a.tar.gz',
    '..a',
    'a..',
    'CON',
    'NUL.png',
    'COM1.txt',
    'a:b.txt',
    '<script>.png',
    'a"b\'c;d%e.png',
    '%2e%2e%2f.png',
    '👩🏽.png',
  ])('%j', (name) => {
    expect(shown(name)).toBe(name)
  })
})

it.each([
  ['../../../../etc/passwd', 'passwd'],
  ['/etc/passwd', 'passwd'],
  ['..\\..\\windows\\win.ini', 'win.ini'],
  ['C:\\autoexec.bat', 'autoexec.bat'],
  ['\\\\server\\share\\x.doc', 'x.doc'],
  ['a/../b.png', 'b.png'],
  ['a\\b/c\\d.png', 'd.png'],
])('a path becomes its last part: %j', (given, name) => {
  expect(shown(given)).toBe(name)
})

it.each([
  ['NUL', 'a\0b.png', 'ab.png'],
  ['NUL before another extension', 'a.png\0.exe', 'a.png.exe'],
  ['line breaks', 'a\r\nSet-Cookie: b.png', 'aSet-Cookie: b.png'],
  ['other controls', 'a\u0007\u001b[31m\u0085b.png', 'a[31mb.png'],
  ['line and paragraph separators', 'a\u2028b\u2029.png', 'ab.png'],
  ['zero-width marks', 'a\u200b\u200c\u200d\u2060\ufeffb.png', 'ab.png'],
  ['a right-to-left override', 'photo\u202egnp.exe', 'photognp.exe'],
  ['isolates and marks', '\u2066a\u2069\u200e\u061c.png', 'a.png'],
  ['soft hyphens', 'pass\u00adword.txt', 'password.txt'],
  ['tags', 'a\u{e0041}\u{e0042}.png', 'a.png'],
  ['white space around', ' \t\u00a0a b.png\u3000', 'a b.png'],
])('what nobody sees goes: %s', (_, given, name) => {
  expect(shown(given)).toBe(name)
})

it.each([
  '',
  ' ',
  '.',
  '..',
  '...',
  '\0',
  '\u200b',
  '.\u200b.',
  'a/',
  '../',
  '\\',
  '\u202e',
  '\r\n',
  ' . '.trim(),
])('what is no name becomes ours: %j', (given) => {
  expect(shown(given)).toBe('file-1.png')
})

describe('a long name', () => {
  it('keeps its extension and 200 characters', () => {
    expect(shown(`${'x'.repeat(300)}.png`)).toBe(`${'x'.repeat(196)}.png`)
    expect(shown('x'.repeat(300))).toBe('x'.repeat(200))
    expect(shown(`${'x'.repeat(196)}.png`)).toBe(`${'x'.repeat(196)}.png`)
  })

  it('keeps no extension that is none', () => {
    expect(shown(`a.${'x'.repeat(300)}`)).toBe(`a.${'x'.repeat(198)}`)
    expect(shown(`${'x'.repeat(300)}.${'y'.repeat(15)}`)).toBe(`${'x'.repeat(184)}.${'y'.repeat(15)}`)
    expect(shown(`${'x'.repeat(300)}.${'y'.repeat(16)}`)).toBe('x'.repeat(200))
    expect(shown(`.${'x'.repeat(300)}`)).toBe(`.${'x'.repeat(199)}`)
  })

  it('is never cut in the middle of a character', () => {
    const cut = shown(`${'😀'.repeat(300)}.png`)
    expect([cut, length(cut)]).toEqual([`${'😀'.repeat(196)}.png`, 200])
    expect(shown(`x${'😀'.repeat(300)}`).isWellFormed()).toBe(true)
  })

  it('counts composed characters once', () => {
    const composed = shown(`${'e\u0301'.repeat(196)}.png`)
    expect(composed).toBe(`${'é'.repeat(196)}.png`)
    // What has no composed form is cut between marks, and still of the same length.
    expect(length(shown('x\u0323\u0301'.repeat(300)))).toBe(200)
  })

  it('of a million characters takes no time', () => {
    const started = performance.now()
    expect(length(shown(`${'a\u0301\u202e.'.repeat(250_000)}.png`))).toBe(200)
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})

it('half characters are mended', () => {
  expect(shown('a\ud83d.png')).toBe('a\ufffd.png')
  expect(shown('\udc00')).toBe('\ufffd')
})
