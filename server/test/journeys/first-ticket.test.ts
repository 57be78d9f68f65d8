// The promise of the README: start it, open the printed link, copy the curl line, see the ticket without reloading.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { openBrowser, screenshot, watch } from './browser.ts'
import { dataFolder, type RunningServer, startServer } from './server.ts'

const folder = dataFolder()
let server: RunningServer
let browser: Browser
let page: Page
let complaints: string[]
let apiKey = ''

beforeAll(async () => {
  server = await startServer(folder.dir)
  browser = await openBrowser()
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  complaints = watch(page, server.ready.url)
})
afterAll(async () => {
  await browser.close()
  await server.stop('SIGTERM')
  folder.remove()
})

const ticketCreated = z.object({ created_ticket_number: z.string() })

async function post(fields: Record<string, string>): Promise<string> {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  const response = await fetch(`${server.ready.url}/interaction`, {
    method: 'POST',
    headers: { authorization: apiKey },
    body,
  })
  expect(response.status).toBe(200)
  return ticketCreated.parse(await response.json()).created_ticket_number
}

it('sets up by the one-time link, which refuses a bad password and then shows every credential once', async () => {
  const link = server.ready.open
  if (!link) throw new Error('the first start prints a link')
  await page.goto(link)
  await screenshot(page, 'setup')
  await page.getByLabel('Organisation').fill('Pottle & Pan')
  await page.getByLabel('Your name').fill('Noor Valdis')
  await page.getByLabel('Your e-mail').fill('noor@pottleandpan.example')
  await page.getByLabel('Password').fill('short')
  await page.getByRole('button', { name: 'Create organisation' }).click()
  await expect.poll(() => page.getByText('at least 10 characters').isVisible()).toBe(true)
  expect(await page.getByLabel('Organisation').inputValue()).toBe('Pottle & Pan')
  await screenshot(page, 'setup-refused')
  await page.getByLabel('Password').fill('correct horse battery')
  await page.getByRole('button', { name: 'Create organisation' }).click()
  await page.getByRole('heading', { name: 'Parley is set up' }).waitFor()
  await screenshot(page, 'setup-done')
  apiKey =
    (await page
      .getByRole('row', { name: /API key/ })
      .locator('code')
      .textContent()) ?? ''
  expect(apiKey).toMatch(/^prl_live_/)
  expect((await fetch(link)).status).toBe(404)
})

it('shows the first ticket live, within a moment and without a reload', async () => {
  await page.getByRole('link', { name: 'Open the inbox' }).click()
  await page.getByText('Live, up to date').first().waitFor()
  await screenshot(page, 'inbox-empty')
  // Not the words of the example on the empty page: those are there already.
  expect(
    await post({ query: 'The spout drips since Monday', user_name: 'Jo', user_email: 'jo@mail.example' }),
  ).toBe('ASM-1')
  const started = performance.now()
  await page.getByText('The spout drips since Monday').first().waitFor()
  expect(performance.now() - started).toBeLessThan(2_000)
  await page.getByText('The spout drips since Monday').first().click()
  await screenshot(page, 'inbox-first-ticket')
})

it('remembers what was read, also for another browser', async () => {
  const unread = () =>
    page.evaluate("fetch('/api/manage/conversations').then((a) => a.json()).then((b) => b.data[0].unread)")
  await expect.poll(unread, { timeout: 5_000 }).toBe(0)
  const context = await browser.newContext({ storageState: await page.context().storageState() })
  const other = await context.newPage()
  await other.goto(server.ready.url)
  const row = other.getByText('The spout drips since Monday').first()
  await row.waitFor()
  expect(await other.getByText('Unread.').count()).toBe(0)
  await context.close()
})

it('shows text from outside as text', async () => {
  const hostile = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
  await post({ query: hostile, title: hostile, user_name: hostile, user_email: 'x@mail.example' })
  await page.getByText(hostile).first().click()
  await page.waitForTimeout(200)
  expect(await page.title()).not.toMatch(/^[12]$/)
  await screenshot(page, 'inbox-hostile')
})

it('says when the server is gone, comes back by itself, and misses nothing', async () => {
  const port = Number(new URL(server.ready.url).port)
  await server.stop('SIGKILL')
  await page
    .getByText(/Back in|Reconnecting/)
    .first()
    .waitFor()
  await screenshot(page, 'inbox-reconnecting')
  server = await startServer(folder.dir, port)
  expect(await post({ query: 'Written while you were away' })).toBe('ASM-3')
  await page.getByText('Written while you were away').first().waitFor({ timeout: 30_000 })
  await page.getByText('Live, up to date').first().waitFor({ timeout: 30_000 })
})

it('works on a phone and in the dark', async () => {
  const state = await page.context().storageState()
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    colorScheme: 'dark',
    storageState: state,
  })
  const phone = await context.newPage()
  await phone.goto(server.ready.url)
  await phone.getByText('The spout drips since Monday').first().waitFor()
  await screenshot(phone, 'phone-dark-list')
  await phone.getByText('The spout drips since Monday').first().click()
  await phone.waitForTimeout(300)
  await screenshot(phone, 'phone-dark-thread')
  expect(await phone.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  await context.close()
})

it('breaks none of its own policies on the way and asks nobody else for anything', () => {
  expect(complaints).toEqual([])
})
