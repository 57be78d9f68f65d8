import { beforeEach, expect, test } from 'vitest'
import { Problem } from '../../../../api/problem.ts'
import type { KeptFile } from '../outbox/outgoing.ts'
import { keepUploads, type Upload, type Uploads } from './uploads.ts'

type Sending = {
  file: File
  progress(part: number): void
  done(): void
  fail(problem: Problem): void
  signal: AbortSignal
}

let sendings: Sending[]
let discarded: string[]
let shown: readonly Upload[]
let uploads: Uploads

beforeEach(() => {
  sendings = []
  discarded = []
  shown = []
  uploads = keepUploads({
    send(file, progress, signal) {
      const { promise, resolve, reject } = Promise.withResolvers<KeptFile>()
      const facts = { content_type: 'text/plain', byte_size: file.size, width: null, height: null }
      const done = () => resolve({ id: `id of ${file.name}`, filename: file.name, ...facts })
      sendings.push({ file, progress, done, fail: reject, signal })
      return promise
    },
    discard: async (id) => void discarded.push(id),
    onChange(list) {
      shown = list
    },
  })
})

const file = (name: string) => new File(['12345'], name)
const settled = () => new Promise((resolve) => setTimeout(resolve))
const states = () => shown.map(({ state }) => state)

test('each says how far it is, and is done by itself', async () => {
  uploads.add([file('a.txt'), file('b.txt')])
  expect(states()).toEqual(['uploading', 'uploading'])
  sendings[1]?.progress(0.5)
  expect(shown[1]).toMatchObject({ filename: 'b.txt', byte_size: 5, progress: 0.5 })
  sendings[1]?.done()
  await settled()
  expect(states()).toEqual(['uploading', 'done'])
  expect(shown[1]).toMatchObject({ file: { id: 'id of b.txt' } })
})

test('one that failed can be tried again, unless the server would refuse it again', async () => {
  uploads.add([file('a.txt'), file('b.txt')])
  sendings[0]?.fail(new Problem(503, 'unavailable', 'busy'))
  sendings[1]?.fail(new Problem(413, 'too_large', 'File size exceeds 32MB'))
  await settled()
  expect(shown[0]).toMatchObject({ state: 'failed', again: true, problem: { detail: 'busy' } })
  expect(shown[1]).toMatchObject({ state: 'failed', again: false })
  uploads.retry(shown[0]?.key ?? '')
  sendings[2]?.done()
  await settled()
  expect(states()).toEqual(['done', 'failed'])
})

test('one that is removed is stopped; one that was there is discarded on the server', async () => {
  uploads.add([file('a.txt'), file('b.txt')])
  sendings[1]?.done()
  await settled()
  uploads.remove(shown[0]?.key ?? '')
  expect(sendings[0]?.signal.aborted).toBe(true)
  uploads.remove(shown[0]?.key ?? '')
  expect(shown).toEqual([])
  expect(discarded).toEqual(['id of b.txt'])
  // It was stored before the server heard that it is not wanted.
  sendings[0]?.done()
  await settled()
  expect(discarded).toEqual(['id of b.txt', 'id of a.txt'])
  expect(shown).toEqual([])
})

test('one that is too large does not even go there', () => {
  const large = file('film.mov')
  Object.defineProperty(large, 'size', { value: 32 * 1024 * 1024 + 1 })
  uploads.add([large])
  expect(shown[0]).toMatchObject({ state: 'failed', again: false, problem: { status: 413 } })
  expect(sendings).toEqual([])
})

test('ten fit, and what does not is told', () => {
  expect(uploads.add(Array.from({ length: 8 }, (_, n) => file(`${n}`)))).toBe(0)
  expect(uploads.add([file('x'), file('y'), file('z')])).toBe(1)
  expect(shown).toHaveLength(10)
  expect(sendings).toHaveLength(10)
})

test('what goes with a message is not discarded', async () => {
  uploads.add([file('a.txt')])
  sendings[0]?.done()
  await settled()
  uploads.clear()
  expect(shown).toEqual([])
  expect(discarded).toEqual([])
})

test('what came back stands before what is on its way', async () => {
  uploads.add([file('a.txt')])
  const facts = { content_type: 'text/plain', byte_size: 5, width: null, height: null }
  uploads.restore([{ id: 'b', filename: 'b.txt', ...facts }])
  expect(shown.map(({ filename }) => filename)).toEqual(['b.txt', 'a.txt'])
  expect(states()).toEqual(['done', 'uploading'])
  uploads.remove('b')
  expect(discarded).toEqual(['b'])
})
