import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Markdown } from './Markdown.tsx'
import { mentionsOf } from './mentions.tsx'
import { parseMarkdown } from './parse.ts'

const people = [
  { id: 'noor', name: 'Noor Valdis' },
  { id: 'imke', name: 'Imke Sarro' },
  { id: 'dot', name: 'A.B (c)' },
]

function html(source: string, marked = mentionsOf(people, 'noor')): string {
  const root = parseMarkdown(source)
  return renderToStaticMarkup(createElement(Markdown, { root, source, marked }))
    .replace(/^<div class="markdown">|<\/div>$/g, '')
    .replaceAll(' target="_blank" rel="noopener noreferrer nofollow" referrerPolicy="no-referrer"', '')
}

test('shows what people write', () => {
  expect(html('Hi **Jo**,\nit is *~~not~~* `K2-NA`')).toBe(
    '<p dir="auto">Hi <strong>Jo</strong>,\nit is <em><del>not</del></em> <code>K2-NA</code></p>',
  )
  expect(html('1. a\n2. b')).toBe(
    '<ol start="1"><li><p dir="auto">a</p></li><li><p dir="auto">b</p></li></ol>',
  )
  expect(html('> said\n\n```\ncode <b>\n```')).toBe(
    '<blockquote><p dir="auto">said</p></blockquote><pre dir="ltr"><code>code &lt;b&gt;</code></pre>',
  )
})

test('says where a link leads, and hands nothing along', () => {
  const source = '[our shop](https://shop.example/a) https://shop.example'
  const root = parseMarkdown(source)
  const page = renderToStaticMarkup(createElement(Markdown, { root, source, marked: (text) => text }))
  expect(page.match(/<a /g)).toHaveLength(2)
  expect(page.match(/rel="noopener noreferrer nofollow"/g)).toHaveLength(2)
  expect(page).toContain(
    '<bdi>our shop</bdi></a><span class="markdown-host"> (<bdi>shop.example</bdi>)</span>',
  )
  expect(page).toContain('<bdi>https://shop.example</bdi></a></p>')
})

test('shows a picture as a link, and loads nothing', () => {
  expect(html('![cat](https://evil.example/cat.png)')).toBe(
    '<p dir="auto"><a href="https://evil.example/cat.png" title="https://evil.example/cat.png"><bdi>cat</bdi></a>' +
      '<span class="markdown-host"> (<bdi>evil.example</bdi>)</span></p>',
  )
})

test.each([
  '[x](javascript:alert(1))',
  '![x](data:image/svg+xml,<svg/onload=alert(1)>)',
  '<img src=x onerror=alert(1)>',
  'a <script>alert(1)</script> b',
  '<a href="javascript:alert(1)">x</a>',
  '[x][y]\n\n[y]: javascript:alert(1)',
  '[^1]\n\n[^1]: <svg onload=alert(1)>',
  '[x](/api/manage/session)',
  '[x](//evil.example)',
])('shows %s as it was written', (source) => {
  const page = html(source)
  expect(page).not.toMatch(/<(?!\/?(p|div|li|ol|ul)\b)/)
  expect(page).toContain(
    source.split('\n')[0]?.replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
  )
})

test('words of a link that turn around or hide are shown straight', () => {
  expect(html('[bank\u202e.example\u200b](https://evil.example)')).toContain(
    '<bdi>bank.example</bdi></a><span',
  )
})

test('lets names of teammates stand out, the longest first, and nothing else', () => {
  const mentions = (text: string) =>
    html(text)
      .match(/<span class="mention[^>]*>[^<]*/g)
      ?.map((part) => part.slice(13))
  expect(mentions('@Noor Valdis and @imke, @Noor!')).toEqual([
    'mention mention-me">@Noor Valdis',
    'mention">@imke',
    'mention mention-me">@Noor',
  ])
  expect(mentions('**@A.B (c)**')).toEqual(['mention">@A.B (c)'])
  expect(mentions('noor@noor.example @Noora @nobody `@Noor`')).toBeUndefined()
  expect(html('@Noor', mentionsOf([], 'noor'))).toBe('<p dir="auto">@Noor</p>')
})

test('finds everybody, whatever signs are in their name', () => {
  const signs = [...'!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~ –'].map((sign) => `Anne${sign}Marie`)
  for (const name of signs) {
    const marked = mentionsOf([{ id: 'anne', name }], 'noor')
    expect(marked(`Ask @${name}, please`), name).toMatchObject([
      'Ask ',
      { props: { children: `@${name}` } },
      ', please',
    ])
  }
})

test.each([
  ['depth', '>'.repeat(9_000)],
  ['depth with blanks', '> > '.repeat(2_000)],
  ['deep lists', Array.from({ length: 90 }, (_, depth) => `${' '.repeat(depth * 2)}- x`).join('\n')],
  ['half of everything', '**a ~b [c]( ![d '.repeat(600)],
  ['length', '**a'.repeat(60_000)],
])('is not brought to its knees by %s', (_, source) => {
  const began = performance.now()
  expect(html(source).length).toBeGreaterThan(source.length / 2)
  expect(performance.now() - began).toBeLessThan(2_000)
})
