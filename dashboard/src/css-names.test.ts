// Class names are one space for the whole dashboard. Each is the base of rules in one file alone, so that no two components
// share one by accident; what stands in a component may be changed by its place, as in `.drawer .facts-who`.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

/** Files that refine what another one defines, on purpose. */
const INTENDED = [
  // The first days put one more row into the inbox.
  'inbox in screens/FirstRun/FirstRun.css',
]

const folder = fileURLToPath(new URL('.', import.meta.url))
const sheets = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.css'))
  .map((name) => ({ name: name.replaceAll('\\', '/'), css: readFileSync(`${folder}/${name}`, 'utf8') }))

/** What a file defines by itself: the first class of each selector that says nothing of where it stands. */
function basesIn(css: string): Set<string> {
  const bases = new Set<string>()
  for (const [, prelude = ''] of css.replace(/\/\*[\s\S]*?\*\//g, '').matchAll(/([^{};]+)\{/g)) {
    // What is in brackets only narrows it down; commas and blanks in there separate nothing.
    let flat = prelude
    while (/\([^()]*\)|\[[^[\]]*\]/.test(flat)) flat = flat.replace(/\([^()]*\)|\[[^[\]]*\]/g, '')
    if (flat.trim().startsWith('@')) continue
    for (const selector of flat.split(',')) {
      const [, base] = /^\.([\w-]+)[^\s>+~]*$/.exec(selector.trim()) ?? []
      if (base !== undefined) bases.add(base)
    }
  }
  return bases
}

function definedTwice(files: readonly { name: string; css: string }[]): string[] {
  const first = new Map<string, string>()
  const again: string[] = []
  for (const { name, css } of files)
    for (const base of basesIn(css)) {
      const place = `${base} in ${name}`
      if (INTENDED.includes(place)) continue
      const known = first.get(base)
      if (known === undefined) first.set(base, name)
      else again.push(`${place}, and in ${known}`)
    }
  return again
}

test('tells a class that is defined from one that is only met in its place', () => {
  const css = `/* .no { */ .a, .b.c:hover:not(.d, .e) { color: red }
    @media (max-width: 767px) { .f:has(> .g) { gap: 0 } .x .y, .x > .y, .x + .y { gap: 0 } }
    @keyframes z { from { opacity: 0 } }`
  expect([...basesIn(css)]).toEqual(['a', 'b', 'f'])
  expect(
    definedTwice([
      { name: 'one.css', css },
      { name: 'two.css', css: '.y {} .a::before {}' },
    ]),
  ).toEqual(['a in two.css, and in one.css'])
})

test('no class is defined in two files', () => {
  expect(sheets.length).toBeGreaterThan(50)
  expect(definedTwice(sheets)).toEqual([])
})
