import { afterEach, expect, test, vi } from 'vitest'
import { findMacros, type Macro, readMacros } from './macros.ts'

const macro = (name: string, shortcut: string | null = null, body = ''): Macro => ({
  id: name,
  name,
  shortcut,
  body,
  actions: [],
})
const { signal } = new AbortController()

afterEach(() => vi.unstubAllGlobals())

test('a shortcut comes first, then names, then what the text says', () => {
  const macros = [
    macro('Where is my parcel', 'parcel', 'It left Ghent'),
    macro('Refund', 'ref', 'Once the parcel is back'),
    macro('Parcel lost', 'lost'),
  ]
  const names = (query: string) => findMacros(macros, query, 9).map(({ name }) => name)
  expect(names('parcel')).toEqual(['Where is my parcel', 'Parcel lost', 'Refund'])
  expect(names('re')).toEqual(['Refund', 'Where is my parcel'])
  expect(names('')).toEqual(['Parcel lost', 'Refund', 'Where is my parcel'])
  expect(names('nothing')).toEqual([])
  expect(findMacros(macros, '', 1)).toHaveLength(1)
})

test('reads all pages', async () => {
  vi.stubGlobal('fetch', async (path: string) => {
    const after = new URLSearchParams(path.split('?')[1]).get('after')
    return Response.json({ data: [macro(after ?? 'first')], next_cursor: after === null ? 'second' : null })
  })
  expect((await readMacros(signal))?.map(({ name }) => name)).toEqual(['first', 'second'])
})

test('a server without macros has none, one that fails fails', async () => {
  vi.stubGlobal('fetch', async () => Response.json({ code: 'protocol', detail: 'no' }, { status: 404 }))
  expect(await readMacros(signal)).toBe(null)
  vi.stubGlobal('fetch', async () => Response.json({ code: 'fault', detail: 'no' }, { status: 500 }))
  await expect(readMacros(signal)).rejects.toMatchObject({ status: 500 })
})
