// The promise of the README: start it, open the printed link, follow the checklist, run the line it shows, and see the
// ticket without reloading.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { barriers } from './barriers.ts'
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
  await browser?.close()
  await server?.stop('SIGTERM')
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

/** A call of the manage API with the session of the page. */
async function manage(path: string, method = 'GET', body?: object): Promise<unknown> {
  const init = JSON.stringify({
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  return await page.evaluate(`fetch('/api/manage${path}', ${init}).then((answer) => answer.json())`)
}

const step = (title: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title }) })
const isTicked = (title: string) => step(title).getByText('Done').count()

it('sets up by the one-time link: says what a password is worth, refuses a bad one, and signs in', async () => {
  const link = server.ready.open
  if (!link) throw new Error('the first start prints a link')
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.goto(link)
    expect(await barriers(page)).toEqual([])
    await screenshot(page, `setup-${colorScheme}`)
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.getByLabel('Organisation').fill('Pottle & Pan')
  await page.getByLabel('Your name').fill('Noor Valdis')
  await page.getByLabel('Your e-mail').fill('noor@pottleandpan.example')
  const password = page.locator('input[name=password]')
  await password.fill('pottlepan1')
  await page.getByText('too easy to guess').waitFor()
  await password.fill('correct horse battery')
  await page.getByText('Good: long enough').waitFor()
  await password.fill('short')
  await page.getByRole('button', { name: 'Create organisation' }).click()
  await page.locator('#password-hint.wrong', { hasText: 'at least 10 characters' }).waitFor()
  expect(await page.getByLabel('Organisation').inputValue()).toBe('Pottle & Pan')
  expect(await barriers(page)).toEqual([])
  await screenshot(page, 'setup-refused')
  await password.fill('correct horse battery')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Nothing to answer yet' }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/')
  await screenshot(page, 'checklist')

  const late = await browser.newPage()
  expect((await late.goto(link))?.status()).toBe(404)
  await late.getByRole('heading', { name: 'This link has been used' }).waitFor()
  expect(await barriers(late)).toEqual([])
  await screenshot(late, 'setup-used')
  await late.close()
})

it('makes a key where it is needed, and the line shown beside it works as it stands', async () => {
  await page.getByText('Live, up to date').first().waitFor()
  expect(await isTicked('Organisation and owner')).toBe(1)
  expect(await isTicked('Create an API key')).toBe(0)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await barriers(page)).toEqual([])
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.getByRole('button', { name: 'Create key' }).click()
  const command = step('Send a first ticket').locator('code')
  await command.waitFor()
  await expect.poll(() => isTicked('Create an API key')).toBe(1)
  const line = (await command.textContent()) ?? ''
  apiKey = /Authorization: (prl_live_\w+)"/.exec(line)?.[1] ?? ''
  expect(apiKey).toMatch(/^prl_live_/)
  expect(await barriers(page)).toEqual([])
  await screenshot(page, 'checklist-with-key')

  await page.evaluate('window.sameDocument = true')
  const started = performance.now()
  const { stdout } = await promisify(execFile)('sh', ['-c', line])
  expect(ticketCreated.parse(JSON.parse(stdout)).created_ticket_number).toBe('ASM-1')
  await page.getByRole('link', { name: /The kettle lid does not close/ }).waitFor()
  await expect.poll(() => isTicked('Send a first ticket')).toBe(1)
  expect(performance.now() - started).toBeLessThan(5_000)
  expect(await page.evaluate('window.sameDocument')).toBe(true)
  expect(await isTicked('Answer it')).toBe(0)
  expect(await barriers(page)).toEqual([])
  await screenshot(page, 'checklist-beside-first-ticket')
})

it('does not show the key again, neither after a reload nor elsewhere', async () => {
  await page.reload()
  await page.getByText('The kettle lid does not close').first().waitFor()
  expect(await page.content()).not.toContain(apiKey)
  expect(await page.evaluate('JSON.stringify({ ...localStorage, ...sessionStorage })')).not.toContain(apiKey)
})

it('ticks the answer and the invitation when they happen, wherever that is', async () => {
  await page.getByText('Live, up to date').first().waitFor()
  const { data } = z
    .object({ data: z.array(z.object({ id: z.string() })) })
    .parse(await manage('/conversations'))
  await manage(`/conversations/${data[0]?.id}/messages`, 'POST', { body: 'A new lid is on its way.' })
  await expect.poll(() => isTicked('Answer it')).toBe(1)
  expect(await isTicked('Invite a teammate')).toBe(0)
  expect(await page.getByText('4 of 6 done').count()).toBe(1)
})

it('is put away for every browser, and comes back from the menu', async () => {
  await page.getByRole('button', { name: 'Hide checklist' }).click()
  await page.getByRole('heading', { name: 'Pick a conversation' }).waitFor()
  const context = await browser.newContext({ storageState: await page.context().storageState() })
  const other = await context.newPage()
  await other.goto(server.ready.url)
  await other.getByRole('heading', { name: 'Pick a conversation' }).waitFor()
  await other.getByRole('link', { name: 'Getting started' }).first().click()
  await other.getByRole('heading', { name: 'First steps' }).waitFor()
  await other.getByRole('button', { name: 'Show checklist' }).click()
  await other.getByRole('button', { name: 'Hide checklist' }).waitFor()
  await other.goBack()
  await other.getByRole('region', { name: 'Getting started' }).waitFor()
  // Where it was put away from it is back by itself.
  await page.getByRole('region', { name: 'Getting started' }).waitFor()
  await context.close()
  await manage('/invitations', 'POST', { email: 'ada@pottleandpan.example', role: 'agent' })
  expect(await isTicked('Put the chat on your site')).toBe(0)
  const sites = z.object({ data: z.array(z.object({ site_key: z.string() })) }).parse(await manage('/sites'))
  const asked = {
    name: 'Jo',
    email: 'jo@mail.example',
    message: 'Is anybody there?',
    visitor_token: 'v-first-run',
  }
  await fetch(`${server.ready.url}/api/v1/chat/conversations`, {
    method: 'POST',
    headers: { 'x-api-key': sites.data[0]?.site_key ?? '', 'content-type': 'application/json' },
    body: JSON.stringify(asked),
  })
  // Now that all is done, it leaves by itself.
  await expect.poll(() => page.getByRole('link', { name: 'Getting started' }).count()).toBe(0)
})

it('shows a ticket live, within a moment and without a reload', async () => {
  expect(
    await post({ query: 'The spout drips since Monday', user_name: 'Jo', user_email: 'jo@mail.example' }),
  ).toBe('ASM-2')
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
  const row = other.getByRole('link', { name: /The spout drips since Monday/ })
  await row.waitFor()
  expect(await row.getByText('Unread.').count()).toBe(0)
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
  expect(await post({ query: 'Written while you were away' })).toBe('ASM-4')
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
  await phone.goto(`${server.ready.url}/?getting-started`)
  await phone.getByRole('heading', { name: 'All set' }).waitFor()
  expect(await phone.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  expect(await barriers(phone)).toEqual([])
  await screenshot(phone, 'phone-dark-checklist')
  await context.close()
})

it('breaks none of its own policies on the way and asks nobody else for anything', () => {
  expect(complaints).toEqual([])
})
