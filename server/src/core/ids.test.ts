import { expect, it } from 'vitest'
import { firstIds, idsFrom, newId, ulidFrom, uuidOf, withUuidShape } from './ids.ts'

it('gives verbs of one millisecond ids of their own, in order, whatever each of them takes', () => {
  const at = Date.parse('2026-11-20T12:00:00.000Z')
  const firstId = firstIds()
  const ids: string[] = []
  for (const taken of [3, 1, 1_024, 0, 7, 2]) {
    const next = idsFrom(firstId(at))
    for (let n = 0; n < taken; n++) ids.push(next())
  }
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toEqual([...ids].sort())
  expect(ids.every((id) => /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(id))).toBe(true)
})

it('writes the ids of contacts and companies as version 7 UUIDs, and reads them back in any case', () => {
  for (let n = 0; n < 500; n++) {
    const id = withUuidShape(newId())
    const uuid = uuidOf(id)
    expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect([ulidFrom(uuid), ulidFrom(uuid.toUpperCase()), ulidFrom(id.toLowerCase())]).toEqual([id, id, id])
  }
  expect(uuidOf('01JH8P4MQWEEDSHQQ2NJFJXV29')).toBe('01945162-52fc-739b-98de-e2ac9f2eec49')
})

it.each([
  '',
  'x',
  '8ZZZZZZZZZZZZZZZZZZZZZZZZZ',
  '01ARZ3NDEKTSV4RRFFQ69G5FAU',
  'g1945162-52fc-739b-98de-e2ac9f2eec49',
])('takes %j for no id', (text) => {
  expect(ulidFrom(text)).toBeUndefined()
})
