// The SDK in a page: what it does of itself is the same there as in Node.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../app.ts'
import { listen } from '../raw-http.ts'
import { bundledSdk, walk, walked } from '../sdk-walk.ts'
import { openBrowser, watch } from './browser.ts'

let app: TestApp
let browser: Browser
let baseUrl: string
beforeAll(async () => {
  app = await createTestApp()
  baseUrl = `http://127.0.0.1:${await listen(app.http)}`
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await app.close()
})

it('does everything in Chromium', async () => {
  const { apiKey, accessToken } = await app.organisation()
  const page = await browser.newPage()
  const complaints = watch(page, baseUrl)
  // A page of the same host without the policy of Parley's own, as a tool behind the same proxy might have.
  const blank = { contentType: 'text/html', body: '<!doctype html><title>A tool</title>' }
  await page.route(`${baseUrl}/tool`, (route) => route.fulfill(blank))
  await page.goto(`${baseUrl}/tool`)
  await page.addScriptTag({ content: await bundledSdk() })
  const given = JSON.stringify({ baseUrl, apiKey, accessToken })
  expect(await page.evaluate(`(${walk})(Parley, ${given})`)).toEqual(walked)
  expect(complaints).toEqual([])
})
