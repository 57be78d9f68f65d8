import { describe, expect, it } from 'vitest'
import { type Shape, shapesOf } from './markdown.ts'

/** As one reads it: kinds in brackets. */
function read(shapes: Shape[]): string {
  return shapes
    .map((shape) => {
      if ('text' in shape) return shape.is === 'text' ? shape.text : `${shape.is}<${shape.text}>`
      if (shape.is === 'break') return '⏎'
      const where = shape.is === 'link' ? ` ${shape.href}${shape.host ? ` on ${shape.host}` : ''}` : ''
      return `${shape.is}${where}[${read(shape.inside)}]`
    })
    .join('')
}

describe('what teammates write', () => {
  it.each([
    ['The **new lid** is `K2-NA`', 'p[The strong[new lid] is code<K2-NA>]'],
    ['one\ntwo', 'p[one\ntwo]'],
    ['- a\n- b', 'ul[li[p[a]]li[p[b]]]'],
    ['3. a', 'ol[li[p[a]]]'],
    ['# Title', 'p[strong[Title]]'],
    ['> said', 'blockquote[p[said]]'],
    ['```\nx < y\n```', 'pre<x < y>'],
    ['fish &amp; chips', 'p[fish & chips]'],
    ['[here](https://a.example/x)', 'p[link https://a.example/x on a.example[words<here>]]'],
    ['<https://a.example>', 'p[link https://a.example/[words<https://a.example>]]'],
  ])('%j is read as %s', (text, expected) => {
    expect(read(shapesOf(text))).toBe(expected)
  })

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](data:text/html,1)',
    '[x](//evil.example)',
    '[x](https://bank.example@evil.example)',
    '![pixel](https://evil.example/p.png)',
    '[x][1]\n\n[1]: javascript:alert(1)',
    '<javascript:alert(1)>',
  ])('%j becomes neither markup nor a way anywhere', (text) => {
    const shapes = JSON.stringify(shapesOf(text))
    expect(shapes).not.toContain('"href"')
    expect(shapes).not.toMatch(/"is":"(?!text|words|code|pre|break|p|em|strong|ul|li|blockquote|ol)/)
  })

  it('says where a link leads when its words do not, or say something else', () => {
    expect(read(shapesOf('[https://bank.example](https://evil.example/x)'))).toBe(
      'p[link https://evil.example/x on evil.example[words<https://bank.example>]]',
    )
  })

  it('ends, however deep it is nested', () => {
    expect(JSON.stringify(shapesOf(`${'> '.repeat(500)}deep`)).length).toBeLessThan(20_000)
  })
})
