// How much script stands between somebody and their inbox: what the page names, and what a browser really fetches. And
// what becomes of the rest when it does not arrive.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { openBrowser, screenshot } from './browser.ts'
import { everyLook } from './every-look.ts'
import { dataFolder, type RunningServer, startServer } from './server.ts'

const MOST_KB = 250
const bin = fileURLToPath(new URL('../../bin/parley.js', import.meta.url))
const dist = new URL('../../../dashboard/dist/', import.meta.url)
const PASSWORD = 'correct horse battery'

const folder = dataFolder()
let server: RunningServer

beforeAll(async () => {
  const owner = ['--organisation', 'Pottle', '--email', 'noor@example.com', '--password', PASSWORD]
  const printed = execFileSync(process.execPath, [bin, 'setup', ...owner, '--json'], {
    env: { ...process.env, BASE_URL: '', DATA_DIR: folder.dir },
  })
  const { api_key } = z.object({ api_key: z.string() }).parse(JSON.parse(printed.toString()))
  // Builds the dashboard when it is stale.
  server = await startServer(folder.dir)
  const query = new FormData()
  query.append('query', 'The lid of my pan rattles')
  const init = { method: 'POST', headers: { authorization: api_key }, body: query }
  expect((await fetch(`${server.ready.url}/interaction`, init)).status).toBe(200)
})
afterAll(async () => {
  await server?.stop('SIGTERM')
  folder.remove()
})

/** Where they came from; one that did not arrive is in the page too, and cannot be read. */
const SHEETS = `[...document.styleSheets].flatMap((one) => {
  try {
    return one.cssRules.length > 0 ? [one.href] : []
  } catch {
    return []
  }
})`

const read = (path: string) => readFileSync(new URL(path, dist), 'utf8')
const kilobytes = (texts: readonly string[]) =>
  texts.reduce((sum, text) => sum + gzipSync(text).length, 0) / 1_000

/** The entry and all that it imports at its top, over and over; what is imported by a call comes later. */
function firstScripts(): string[] {
  const [, entry = ''] = /<script type="module"[^>]* src="\/(assets\/[^"]+)"/.exec(read('index.html')) ?? []
  const found = new Set([entry])
  for (const path of found)
    for (const [, name] of read(path).matchAll(/\b(?:import|from)\s*["']\.\/([^"']+\.js)["']/g))
      found.add(`assets/${name}`)
  return [...found]
}

async function signIn(page: Page): Promise<void> {
  await page.goto(server.ready.url)
  await page.getByLabel('E-mail').fill('noor@example.com')
  await page.locator('input[name=password]').fill(PASSWORD)
  await page.keyboard.press('Enter')
}

it(`names at most ${MOST_KB} KB of script, compressed, in the page and what follows from it`, () => {
  const first = firstScripts()
  expect(first[0]).toMatch(/^assets\/index-.+\.js$/)
  // There are others, or nothing is left for later and this counts what it should not.
  const all = readdirSync(new URL('assets/', dist)).filter((name) => name.endsWith('.js'))
  expect(all.length).toBeGreaterThan(first.length)
  expect(kilobytes(first.map(read))).toBeLessThan(MOST_KB)
})

it(`has an inbox after at most ${MOST_KB} KB of it`, async () => {
  const browser = await openBrowser()
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    await signIn(page)
    await page.getByText('Live, up to date').first().waitFor()

    const again = await context.newPage()
    const fetched: string[] = []
    again.on('request', (request) => {
      const { pathname } = new URL(request.url())
      if (pathname.endsWith('.js')) fetched.push(pathname.slice(1))
    })
    await again.goto(server.ready.url)
    await again.getByText('Live, up to date').first().waitFor()
    await again.getByRole('heading', { level: 1 }).waitFor()
    expect(fetched.length).toBeGreaterThan(0)
    expect(kilobytes(fetched.map(read))).toBeLessThan(MOST_KB)
  } finally {
    await browser.close()
  }
})

it('shows a conversation dressed, though its script and its sheets did not arrive at first', async () => {
  const browser = await openBrowser()
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    const lost: string[] = []
    await page.route(/\/assets\/(reading|Palette)-/, async (route) => {
      const url = route.request().url()
      if (lost.includes(url)) return await route.continue()
      lost.push(url)
      await route.abort()
    })
    await signIn(page)
    await page.getByRole('grid').locator('a.row').first().click()
    await page.getByRole('textbox', { name: /reply/i }).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByRole('combobox').waitFor()
    const parts = (urls: readonly string[]) => urls.map((url) => url.replace(/^.*\/|-.{8}(?=\.)/g, '')).sort()
    expect(parts(lost)).toEqual(['Palette.css', 'Palette.js', 'reading.css', 'reading.js'])
    const dressed = async () => parts(z.array(z.string()).parse(await page.evaluate(SHEETS)))
    await expect.poll(dressed).toEqual(expect.arrayContaining(['Palette.css', 'reading.css']))
    await screenshot(page, 'lost-sheets')
  } finally {
    await browser.close()
  }
})

it('waits for a part that does not come, and says so in its place when a newer server has another', async () => {
  const browser = await openBrowser()
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await signIn(page)
    await page.getByRole('grid').locator('a.row').first().click()
    await page.getByRole('textbox', { name: /reply/i }).fill('Half an answer')
    const emoji = /\/assets\/EmojiPanel-/
    await page.route(emoji, (route) => route.fulfill({ status: 404 }))
    await page.getByRole('button', { name: 'Emoji' }).click()
    await page.getByText('This screen did not load').waitFor()
    await page.getByRole('link', { name: 'Settings' }).first().waitFor()
    await everyLook(page, page.getByText('This screen did not load'), 'lost-part')
    await page.unroute(emoji)
    await page.getByRole('button', { name: 'Retry' }).click()
    await page.getByText('Half an answer').first().waitFor()

    let away = true
    for (const what of [emoji, /\/healthz/])
      await page.route(what, (route) => (away ? route.abort() : route.continue()))
    const asked = page.waitForRequest(/\/healthz/)
    await page.getByRole('button', { name: 'Emoji' }).click()
    await asked
    away = false
    await page.getByRole('button', { name: 'grinning face', exact: true }).waitFor()
    expect(await page.getByText('This screen did not load').count()).toBe(0)
  } finally {
    await browser.close()
  }
})
