// Sample data from the screen: one click brings it while one looks on, whatever becomes of the server, and one takes it away.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { barriers } from './barriers.ts'
import { openBrowser, screenshot, watch } from './browser.ts'
import { dataFolder, type RunningServer, startServer } from './server.ts'

const folder = dataFolder()
let server: RunningServer
let browser: Browser
let page: Page
let complaints: string[]

beforeAll(async () => {
  server = await startServer(folder.dir)
  browser = await openBrowser()
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  complaints = watch(page, server.ready.url)
  await page.goto(server.ready.open ?? '')
  await page.getByLabel('Organisation').fill('Pottle & Pan')
  await page.getByLabel('Your name').fill('Noor Valdis')
  await page.getByLabel('Your e-mail').fill('noor@pottleandpan.example')
  await page.locator('input[name=password]').fill('correct horse battery')
  await page.getByRole('button', { name: 'Create organisation' }).click()
  await page.getByRole('heading', { name: 'Nothing to answer yet' }).waitFor()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop('SIGTERM')
  folder.remove()
})

const bar = () => page.getByRole('progressbar', { name: 'Loading sample data' })
const progress = async () => Number(await bar().getAttribute('aria-valuenow', { timeout: 5_000 }))
const stored = (which = '') =>
  page.evaluate<number>(
    `fetch('/api/manage/conversations?limit=100&${which}').then((a) => a.json()).then((b) => b.data.length)`,
  )

it('is loaded while one looks on, and goes on by itself after the server was killed', async () => {
  await page.getByText('Live, up to date').first().waitFor()
  await page.getByRole('button', { name: 'Load sample data' }).click()
  await bar().waitFor()
  await expect.poll(progress, { interval: 20, timeout: 20_000 }).toBeGreaterThan(0)
  await screenshot(page, 'sample-loading')
  const port = Number(new URL(server.ready.url).port)
  await server.stop('SIGKILL')
  server = await startServer(folder.dir, port)
  // The killed server held the job for half a minute; then this one takes it up.
  await page.getByText('60 made-up conversations are here').waitFor({ timeout: 90_000 })
  expect(await stored()).toBe(60)
  const rows = page.getByRole('grid').locator('a.row')
  // How many of them wait for an answer depends on the hour.
  const open = await stored('status=open')
  expect(open).toBeGreaterThan(3)
  await expect.poll(() => rows.count()).toBeGreaterThanOrEqual(Math.min(open, 9))
  // None of it is the real thing.
  await page.getByText('1 of 6 done').waitFor()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await barriers(page)).toEqual([])
    await screenshot(page, `sample-loaded-${colorScheme}`)
  }
})

it('is taken away by one click, until the inbox is as it was', async () => {
  await page.getByRole('button', { name: 'Remove sample data' }).click()
  await page.getByRole('heading', { name: 'Nothing to answer yet' }).waitFor({ timeout: 30_000 })
  await page.getByRole('button', { name: 'Load sample data' }).waitFor()
  expect(await stored()).toBe(0)
  expect(complaints).toEqual([])
})
