// Two people at one conversation: each sees that the other is there, and whether they write, before both answer.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openBrowser, screenshot, watch } from './browser.ts'
import { dataFolder, type RunningServer, startServer } from './server.ts'

const folder = dataFolder()
const bin = fileURLToPath(new URL('../../bin/parley.js', import.meta.url))
const PASSWORD = 'correct horse battery'
const THEY_ARE = { timeout: 10_000 }
let server: RunningServer
let browser: Browser
let complaints: string[]
let noor: Page
let imke: Page

beforeAll(async () => {
  const owner = ['--organisation', 'Pottle', '--email', 'noor@example.com', '--password', PASSWORD]
  const setup = execFileSync(process.execPath, [bin, 'setup', ...owner, '--json'], {
    env: { ...process.env, BASE_URL: '', DATA_DIR: folder.dir },
  })
  const { access_token, api_key } = JSON.parse(setup.toString())
  server = await startServer(folder.dir)
  for (const query of ['The spout drips', 'The lid does not close'])
    await fetch(`${server.ready.url}/interaction`, {
      method: 'POST',
      headers: { authorization: api_key },
      body: new URLSearchParams({ query, user_email: 'jo@mail.example', user_name: 'Jo Bellamy' }),
    })
  const post = async (path: string, body: object) => {
    const answer = await fetch(`${server.ready.url}/api/manage${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return (await answer.json()) as { link: string }
  }
  const { link } = await post('/invitations', { email: 'imke@example.com', role: 'agent' })
  await post('/invitations/accept', {
    token: new URL(link).hash.slice(6),
    name: 'Imke Sarro',
    password: PASSWORD,
  })
  browser = await openBrowser()
  noor = await signIn('noor@example.com')
  complaints = watch(noor, server.ready.url)
  imke = await signIn('imke@example.com')
})
afterAll(async () => {
  await browser?.close()
  await server?.stop('SIGTERM')
  folder.remove()
})

type Look = Parameters<Browser['newContext']>[0]

/** A browser of their own: another context shares neither cookies nor locks. */
async function signIn(email: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
  await page.goto(server.ready.url)
  await page.getByLabel('E-mail').fill(email)
  await page.locator('input[name=password]').fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByText('Live, up to date').first().waitFor()
  return page
}

const row = (page: Page, title: string) => page.locator('a.row').filter({ hasText: title })
const viewers = (page: Page, place: string) => page.locator(`${place} .viewers`)

/** What a composer would say while somebody writes in it: again and again, for the page's own heartbeat knows no draft. */
async function writes(page: Page, draft_length: number | null): Promise<void> {
  const conversation_id = new URL(page.url()).searchParams.get('conversation')
  const doing = { status: 'online', conversation_id, typing: draft_length !== null, draft_length }
  await page.evaluate(`(async () => {
    clearInterval(globalThis.writing)
    const say = () =>
      fetch('/api/manage/presence', {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: ${JSON.stringify(JSON.stringify(doing))},
      })
    if (${draft_length !== null}) globalThis.writing = setInterval(say, 700)
    const { status } = await say()
    if (status !== 204) throw new Error('refused with ' + status)
  })()`)
}

it('shows a colleague on the row they opened, and oneself nowhere', async () => {
  await row(imke, 'The spout drips').click()
  await viewers(noor, '.row').waitFor(THEY_ARE)
  expect(await row(noor, 'The spout drips').textContent()).toContain('Imke Sarro is here too')
  expect(await row(noor, 'The lid does not close').locator('.viewers').count()).toBe(0)
  expect(await imke.locator('.viewers').count()).toBe(0)
})

it('shows each the other in the conversation both have open', async () => {
  await row(noor, 'The spout drips').click()
  await viewers(noor, '.thread-facts').waitFor(THEY_ARE)
  await viewers(imke, '.thread-facts').waitFor(THEY_ARE)
  expect(await viewers(noor, '.thread-facts').getAttribute('title')).toBe('Imke Sarro is here too')
  expect(await viewers(imke, '.thread-facts').getAttribute('title')).toBe('Noor is here too')
  await screenshot(noor, 'presence-viewers')
})

it('says who is replying, in the thread and on the row, and when they stopped; nothing moves for it', async () => {
  const scroller = noor.locator('.messages-scroll')
  const before = await scroller.boundingBox()
  await writes(imke, 120)
  await noor.locator('.writing').getByText('Imke is replying').waitFor(THEY_ARE)
  expect(await noor.locator('.writing').textContent()).toContain('120 characters')
  expect(await row(noor, 'The spout drips').textContent()).toContain('Imke is replying')
  expect(await scroller.boundingBox()).toEqual(before)
  expect(await imke.getByText('is replying').count()).toBe(0)
  await screenshot(noor, 'presence-writing')
  await writes(imke, null)
  await expect.poll(() => noor.getByText('Imke is replying').count(), THEY_ARE).toBe(0)
})

it('follows them to another conversation', async () => {
  await row(imke, 'The lid does not close').click()
  await row(noor, 'The lid does not close').locator('.viewers').waitFor(THEY_ARE)
  await expect.poll(() => viewers(noor, '.thread-facts').count(), THEY_ARE).toBe(0)
})

it('counts several tabs of one browser as one person, at what they turned to last', async () => {
  const second = await imke.context().newPage()
  await second.goto(server.ready.url)
  await second.getByText('Live, up to date').first().waitFor()
  await row(second, 'The spout drips').click()
  await viewers(noor, '.thread-facts').waitFor(THEY_ARE)
  // A tab without the stream knows the others as well.
  await viewers(second, '.thread-facts').waitFor(THEY_ARE)
  const names = noor.evaluate(
    "fetch('/api/manage/presence').then((a) => a.json()).then((b) => b.data.map((p) => p.name))",
  )
  expect(await names).toEqual(['Imke Sarro', 'Noor'])
  await second.close()
  await row(noor, 'The lid does not close').locator('.viewers').waitFor(THEY_ARE)
})

it.each([
  ['dark', { colorScheme: 'dark', viewport: { width: 1440, height: 900 } }],
  ['phone', { viewport: { width: 390, height: 844 } }],
  ['phone-dark', { colorScheme: 'dark', viewport: { width: 390, height: 844 } }],
] as [string, Look][])('fits in: %s', async (name, look) => {
  const state = await noor.context().storageState()
  const context: BrowserContext = await browser.newContext({ ...look, storageState: state })
  const page = await context.newPage()
  await page.goto(server.ready.url)
  await row(imke, 'The spout drips').click()
  await viewers(page, '.row').waitFor(THEY_ARE)
  await writes(imke, 42)
  await row(page, 'The spout drips').getByText('Imke is replying').waitFor(THEY_ARE)
  await screenshot(page, `presence-list-${name}`)
  await row(page, 'The spout drips').click()
  await page.locator('.writing').getByText('Imke is replying').waitFor(THEY_ARE)
  await viewers(page, '.thread-facts').waitFor(THEY_ARE)
  await screenshot(page, `presence-thread-${name}`)
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  await context.close()
  await writes(imke, null)
  await row(imke, 'The lid does not close').click()
})

it('lets somebody who left be gone within a minute', async () => {
  const left = Date.now()
  await imke.context().close()
  await expect.poll(() => noor.locator('.viewers').count(), { timeout: 60_000, interval: 250 }).toBe(0)
  expect(Date.now() - left).toBeLessThan(50_000)
  expect(complaints).toEqual([])
})
