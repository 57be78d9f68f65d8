import type { FastifyRequest } from 'fastify'
import fastify from 'fastify'
import { expect, it } from 'vitest'
import type { OrgId } from '../core/ids.ts'
import { idempotencyKeyOf, replayedHeader } from './idempotency.ts'

const org = 'org1' as OrgId

async function keyOf(header: string | undefined, fields: Record<string, unknown>, route = 'POST /x') {
  const app = fastify()
  let request: FastifyRequest | undefined
  app.post('/', async (seen) => {
    request = seen
  })
  await app.inject({
    method: 'POST',
    url: '/',
    headers: header === undefined ? {} : { 'idempotency-key': header },
  })
  if (!request) throw new Error('the request did not arrive')
  return idempotencyKeyOf(request, org, route, fields)
}

const fingerprint = async (fields: Record<string, unknown>) => (await keyOf('k', fields))?.fingerprint

it('is there when the caller sent one', async () => {
  expect(await keyOf(undefined, {})).toBeUndefined()
  expect(await keyOf(' k1 ', {})).toMatchObject({ org, route: 'POST /x', key: 'k1' })
  expect(await keyOf('k'.repeat(255), {})).toMatchObject({ key: 'k'.repeat(255) })
})

it.each(['', '  ', 'k'.repeat(256)])('is refused when blank or long: %j', async (header) => {
  await expect(keyOf(header, {})).rejects.toMatchObject({ code: 'invalid' })
})

it('has a fingerprint of names and values, in whatever order they came', async () => {
  const one = await fingerprint({ a: '1', b: '2' })
  expect(one).toMatch(/^[0-9a-f]{64}$/)
  expect(await fingerprint({ b: '2', a: '1' })).toBe(one)
  const others = [
    { a: '1' },
    { a: '1', b: '3' },
    { a: '12' },
    { a: '2', b: '1' },
    { ab: '12' },
    { a: null, b: '2' },
    {},
  ]
  for (const other of others) expect(await fingerprint(other)).not.toBe(one)
})

it('is told apart in the answer', () => {
  expect(replayedHeader(true)).toEqual({ 'idempotency-replayed': 'true' })
  expect(replayedHeader(false)).toEqual({})
})
