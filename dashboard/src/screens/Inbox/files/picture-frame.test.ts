import { expect, test } from 'vitest'
import { frameOf } from './picture-frame.ts'

test.each([
  ['a photo', [2016, 1340], [223, 148], [223, 148]],
  ['a portrait', [1000, 2000], [74, 148], [152, 148]],
  ['a panorama', [4000, 300], [264, 20], [264, 72]],
  ['an icon, never enlarged', [16, 16], [16, 16], [152, 72]],
  ['a line of pixels, never gone', [20_000, 1], [264, 1], [264, 72]],
] as const)('reserves the place of %s', (_, [width, height], picture, frame) => {
  const placed = frameOf({ width, height })
  expect([placed.picture.width, placed.picture.height]).toEqual(picture)
  expect([placed.frame.width, placed.frame.height]).toEqual(frame)
})
