import { expect, test } from 'vitest'
import { bareHtml } from './bare-html.ts'

test.each([
  ['<p style="color: red" onclick=\'go("x > y")\'>Say <b class=x>this</b></p>', '<p>Say <b>this</b></p>'],
  [
    '<a title="a" href="https://shop.example/?a=1&b=2" target=_blank>here</a>',
    '<a href="https://shop.example/?a=1&b=2">here</a>',
  ],
  ['<style>p { color: red }</style><script>x</script>ok<!-- no -->', 'ok'],
  ['a<img src="https://evil.example/p.png" onerror="x">b', 'ab'],
  ['<ol start="3"><li>three</li></ol>', '<ol start="3"><li>three</li></ol>'],
  ['<p data-pm-slice="1 1 []">ours</p>', '<p data-pm-slice="1 1 []">ours</p>'],
  ['1 < 2 and 3 > 2', '1 < 2 and 3 > 2'],
])('%s is pasted as %s', (html, bare) => {
  expect(bareHtml(html)).toBe(bare)
})
