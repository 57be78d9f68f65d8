import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../../test/app.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const get = (url: string) => app.http.inject({ url })
const policyOf = async (url: string) => String((await get(url)).headers['content-security-policy'])

it('is framed by its own origin alone, and reaches no server', async () => {
  const policy = await policyOf('/chat/preview')
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("frame-ancestors 'self'")
  expect(policy).toContain("connect-src 'none'")
  expect(policy).toContain("form-action 'none'")
  expect(policy).not.toContain('unsafe')
})

it('needs no site, names none, and is found by nobody', async () => {
  const { statusCode, headers, body } = await get('/chat/preview?site_key=site_x')
  expect(statusCode).toBe(200)
  expect(headers['x-robots-tag']).toBe('noindex')
  expect(body).toContain('<script type="module" src="/chat/preview.js">')
  expect(body).not.toContain('site_')
  expect((await get('/chat/preview.css')).headers['content-type']).toContain('text/css')
})

it('leaves every other page of a chat framed by nobody', async () => {
  for (const url of ['/chat/site_x', '/demo']) {
    const policy = await policyOf(url)
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('frame-src')
  }
})
