import { expect, it } from 'vitest'
import { firstId, idsFrom } from './ids.ts'

it('gives verbs of one millisecond ids of their own, in order, whatever each of them takes', () => {
  const at = Date.parse('2026-11-20T12:00:00.000Z')
  const ids: string[] = []
  for (const taken of [3, 1, 1_024, 0, 7, 2]) {
    const next = idsFrom(firstId(at))
    for (let n = 0; n < taken; n++) ids.push(next())
  }
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toEqual([...ids].sort())
  expect(ids.every((id) => /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(id))).toBe(true)
})
