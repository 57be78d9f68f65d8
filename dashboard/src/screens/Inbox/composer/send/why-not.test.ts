import { expect, test } from 'vitest'
import { Problem } from '../../../../api/problem.ts'
import type { Upload } from '../files/uploads.ts'
import { whyNot } from './why-not.ts'

const name = { key: 'k', filename: 'a.png', byte_size: 1 }
const kept = { id: 'f', filename: 'a.png', content_type: 'image/png', byte_size: 1, width: 1, height: 1 }
const done: Upload = { ...name, state: 'done', file: kept }
const uploading: Upload = { ...name, state: 'uploading', progress: 0.5 }
const failed: Upload = { ...name, state: 'failed', again: true, problem: new Problem(500, 'fault', 'no') }

test('blanks alone are nothing, a file alone is something', () => {
  expect(whyNot(' \n ', [])).toEqual({ code: 'empty' })
  expect(whyNot('', [done])).toBe(null)
  expect(whyNot('Hi', [])).toBe(null)
})

test('10,000 characters pass and one more does not; an emoji is one', () => {
  expect(whyNot('x'.repeat(10_000), [])).toBe(null)
  expect(whyNot('😀'.repeat(10_000), [])).toBe(null)
  expect(whyNot('😀'.repeat(10_012), [])).toEqual({ code: 'long', over: 12 })
})

test('nothing goes without its files', () => {
  expect(whyNot('Hi', [done, uploading])).toEqual({ code: 'uploading' })
  expect(whyNot('Hi', [uploading, failed])).toEqual({ code: 'failedFile' })
})

test('no contact reads the blank of a macro', () => {
  expect(whyNot('Hi {{contact.name}}', [])).toEqual({ code: 'blank', blank: '{{contact.name}}' })
})
