import { expect, test } from 'vitest'
import { addressOf, isOpenable, isPicture, lookOf, sizeOf } from './describe-file.ts'

const picture = {
  id: 1,
  state: 'stored',
  filename: 'plate.jpg',
  content_type: 'image/jpeg',
  byte_size: 1_200_000,
  width: 2016,
  height: 1340,
  url: '/api/manage/attachments/1',
  thumbnail_url: null,
  source_url: null,
  failure: null,
} as const

test('takes for a picture what the server has measured, and nothing else', () => {
  expect(isPicture(picture)).toBe(true)
  expect(isPicture({ ...picture, width: null, height: null })).toBe(false)
  expect(isPicture({ ...picture, state: 'link', url: null })).toBe(false)
  expect(isPicture({ ...picture, state: 'unfetched', url: null })).toBe(false)
  expect([picture, { ...picture, url: null }].filter(isPicture).map(isOpenable)).toEqual([true, false])
})

test('says sizes as file managers do, and never 1000 kB', () => {
  const sizes = [0, 999, 1_000, 14_400, 999_499, 999_500, 1_234_567, 33_554_432]
  expect(sizes.map(sizeOf)).toEqual([
    '0 B',
    '999 B',
    '1 kB',
    '14 kB',
    '999 kB',
    '1.0 MB',
    '1.2 MB',
    '33.6 MB',
  ])
})

test('has a word for every type', () => {
  const types = ['application/pdf', 'video/mp4', 'audio/ogg', 'image/gif', 'application/octet-stream', '']
  expect(types.map((type) => lookOf(type).kind)).toEqual(['pdf', 'video', 'audio', 'image', 'file', 'file'])
})

test('names the host that would really be asked', () => {
  expect(addressOf('https://shop.example/plate.jpg')?.host).toBe('shop.example')
  expect(addressOf('https://bank.example:pass@evil.example:8080/x')).toEqual({
    host: 'evil.example:8080',
    href: 'https://evil.example:8080/x',
  })
  expect(addressOf('https://аpple.example/')?.host).toBe('xn--pple-43d.example')
})

test.each(['javascript:alert(1)', 'data:text/html,x', '//evil.example', 'nonsense', '', null])(
  'links to no %s',
  (text) => expect(addressOf(text)).toBeNull(),
)
