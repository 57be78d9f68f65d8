import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { screens } from './screens/table.ts'

const pages = new URL('../../dashboard/src/screens/Settings/pages.ts', import.meta.url)

it('gives every picture a name of its own', () => {
  const names = screens.map(({ name }) => name)
  expect(names).toEqual([...new Set(names)])
  for (const { name, variants = [] } of screens) expect([...new Set(variants)], name).toEqual(variants)
})

it('photographs every page of settings in light, dark, on a phone and in German', () => {
  const paths = [...readFileSync(pages, 'utf8').matchAll(/path: '([\w-]+)'/g)].map(([, path]) => path)
  expect(paths.length).toBeGreaterThan(5)
  const plain = screens.filter(({ act, fails, hangs, answers }) => !act && !fails && !hangs && !answers)
  for (const path of paths) {
    const taken = plain.filter(({ at }) => at === `/settings/${path}`)
    const variants = taken.flatMap(({ variants = ['light', 'dark', 'phone', 'de'] }) => variants)
    expect(variants, path).toEqual(expect.arrayContaining(['light', 'dark', 'phone', 'de']))
  }
})
