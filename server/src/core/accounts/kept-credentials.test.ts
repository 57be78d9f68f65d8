import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/app.ts'
import { timeOf } from '../ids.ts'
import { authenticate } from './authenticate.ts'
import { forgetCredentials } from './kept-credentials.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp({ writer: 'thread' })
})
afterAll(() => app.close())

const now = timeOf(Date.now())

it('answers the same with and without the row kept, and never for a wrong secret', async () => {
  const { org, apiKey } = await app.organisation()
  const first = await authenticate(app.core.read, 'api_key', apiKey, now)
  expect(await authenticate(app.core.read, 'api_key', apiKey, now)).toEqual(first)
  expect(first.org).toBe(org)
  forgetCredentials(app.core.read)
  expect(await authenticate(app.core.read, 'api_key', apiKey, now)).toEqual(first)
  const forged = apiKey.slice(0, -1) + (apiKey.endsWith('0') ? '1' : '0')
  await expect(authenticate(app.core.read, 'api_key', forged, now)).rejects.toMatchObject({
    code: 'unauthenticated',
  })
})

it('sees a key made after it was asked for in vain', async () => {
  const stranger = `prl_live_${'0'.repeat(8)}_${'0'.repeat(49)}`
  await expect(authenticate(app.core.read, 'api_key', stranger, now)).rejects.toThrow()
  const { apiKey } = await app.organisation()
  expect(await authenticate(app.core.read, 'api_key', apiKey, now)).toMatchObject({ name: 'Set up' })
})
