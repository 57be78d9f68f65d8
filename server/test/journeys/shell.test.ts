// The frame of the dashboard: palette, shortcuts and their rebinding, appearance, languages, addresses, toasts.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import axe from 'axe-core'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { settle } from './barriers.ts'
import { openBrowser, screenshot, watch } from './browser.ts'
import { dataFolder, type RunningServer, startServer } from './server.ts'

const EMAIL = 'noor@pottleandpan.example'
const PASSWORD = 'correct horse battery'
const folder = dataFolder()
const bin = fileURLToPath(new URL('../../bin/parley.js', import.meta.url))
let server: RunningServer
let browser: Browser
let apiKey: string
let state: Awaited<ReturnType<BrowserContext['storageState']>>
const complaints: string[] = []

beforeAll(async () => {
  const owner = [
    '--organisation',
    'Pottle & Pan',
    '--name',
    'Noor Valdis',
    '--email',
    EMAIL,
    '--password',
    PASSWORD,
  ]
  const setup = execFileSync(process.execPath, [bin, 'setup', ...owner, '--json'], {
    env: { ...process.env, BASE_URL: '', DATA_DIR: folder.dir },
  })
  const { api_key } = JSON.parse(setup.toString())
  server = await startServer(folder.dir)
  apiKey = api_key
  for (const query of ['The spout drips', 'Where is my invoice?']) await ticket(query)
  browser = await openBrowser()
  const context = await browser.newContext()
  const session = `${server.ready.url}/api/manage/session`
  const data = { email: EMAIL, password: PASSWORD }
  expect((await context.request.post(session, { data })).status()).toBe(200)
  state = await context.storageState()
  await context.close()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop('SIGTERM')
  folder.remove()
})

async function ticket(query: string): Promise<void> {
  const body = new URLSearchParams({ query, user_name: 'Jo March', user_email: 'jo@mail.example' })
  const headers = { authorization: apiKey }
  expect((await fetch(`${server.ready.url}/interaction`, { method: 'POST', headers, body })).status).toBe(200)
}

async function open(options: BrowserContextOptions = {}, path = '/'): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    storageState: state,
    locale: 'en-GB',
    reducedMotion: 'reduce',
    ...options,
  })
  const page = await context.newPage()
  complaints.push(...watch(page, server.ready.url))
  await page.goto(server.ready.url + path)
  await page
    .getByText('Live, up to date')
    .or(page.getByText('Live und aktuell'))
    .first()
    .waitFor({ state: 'attached' })
  return page
}

const addressOf = (page: Page) => page.evaluate('location.pathname + location.search')
const titleIs = (page: Page, title: string) => expect.poll(() => page.title()).toBe(title)
const background = (page: Page) => page.evaluate('getComputedStyle(document.body).backgroundColor')

async function barriers(page: Page): Promise<unknown> {
  await settle(page)
  await page.evaluate(axe.source)
  const rules = JSON.stringify({
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  })
  return await page.evaluate(
    `axe.run(document, ${rules}).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html]))`,
  )
}

it('reads what it shows once, and misses nothing that came before it listened', async () => {
  const page = await open()
  const asked: string[] = []
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url())
    if (request.method() === 'GET' && pathname.startsWith('/api/manage/')) asked.push(pathname + search)
  })
  let listen = (): void => {}
  const heard = new Promise<void>((resolve) => {
    listen = resolve
  })
  await page.route('**/api/manage/events', async (route) => {
    await heard
    await route.continue()
  })
  await page.reload()
  await page.getByRole('grid').getByText('Where is my invoice?').waitFor()
  await ticket('Said while nobody listened')
  listen()
  await page.getByRole('grid').getByText('Said while nobody listened').waitFor()
  const first = asked.slice(
    0,
    asked.findIndex((path) => path.startsWith('/api/manage/conversations/')),
  )
  expect(first.filter((path, place) => first.indexOf(path) !== place)).toEqual([])
  expect(first).toContain('/api/manage/conversation-counts')
})

it('opens the palette by its keys, finds a place and a conversation, and runs what is chosen', async () => {
  const page = await open()
  await page.keyboard.press('Control+k')
  const field = page.getByRole('combobox')
  await field.fill('setti')
  await page.getByRole('option', { name: /^Settings/ }).waitFor()
  await screenshot(page, 'palette')
  await page.keyboard.press('Enter')
  await titleIs(page, 'Profile · Settings · Parley')
  expect(await addressOf(page)).toBe('/settings')
  await page.keyboard.press('.')
  await field.fill('invoi')
  await page.getByRole('option', { name: /Where is my invoice/ }).click()
  await page.getByRole('heading', { name: 'Where is my invoice?' }).waitFor()
  expect(await addressOf(page)).toMatch(/^\/\?conversation=\w+$/)
  await page.context().close()
})

it('keeps one place at each address: the back button, a reload and a bookmark come out right', async () => {
  const page = await open()
  await page.getByRole('link', { name: 'Closed' }).click()
  await page.getByRole('heading', { name: 'Closed', exact: true }).waitFor()
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('heading', { name: 'Settings' }).waitFor()
  expect(await page.getByRole('link', { name: 'Settings', exact: true }).getAttribute('aria-current')).toBe(
    'page',
  )
  expect(await page.getByRole('link', { name: 'Closed' }).getAttribute('aria-current')).toBeNull()
  await page.reload()
  await page.getByRole('heading', { name: 'Settings' }).waitFor()
  await page.goBack()
  await page.getByRole('heading', { name: 'Closed', exact: true }).waitFor()
  expect(await addressOf(page)).toBe('/?view=closed')
  const bookmark = await open({}, '/settings/there-is-no-such-page')
  await bookmark.getByText('There is no such page').waitFor()
  await bookmark.context().close()
  await page.context().close()
})

it('runs single keys and sequences, and none of them while somebody types', async () => {
  const page = await open()
  await page.keyboard.press('g')
  await page.keyboard.press(',')
  await page.getByRole('heading', { name: 'Settings' }).waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').pressSequentially('g,')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.keyboard.press('g')
  await page.keyboard.press('b')
  await page.getByRole('heading', { name: 'All open' }).waitFor()
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
  // Under a dialog, what is behind it rests.
  await page.keyboard.press('g')
  await page.keyboard.press(',')
  expect(await addressOf(page)).toBe('/')
  await page.context().close()
})

it('gives a command other keys, says whose they were, keeps them over a reload, and takes them back', async () => {
  const page = await open()
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  const change = dialog.getByRole('button', { name: 'Change the keys of Settings' })
  await page.keyboard.press('?')
  await change.click()
  await page.keyboard.press('.')
  await dialog.getByText('is taken by “Search or jump”').waitFor()
  await screenshot(page, 'shortcut-conflict')
  await dialog.getByRole('button', { name: 'Use it here' }).press('Enter')
  await dialog.getByRole('alert').waitFor({ state: 'detached' })
  await page.keyboard.press('Escape')
  await page.reload()
  await page.getByText('Live, up to date').first().waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press(',')
  expect(await addressOf(page)).toBe('/')
  await page.keyboard.press('.')
  await page.getByRole('heading', { name: 'Settings' }).waitFor()
  await page.keyboard.press('?')
  await dialog.getByRole('button', { name: 'Reset all' }).click()
  await page.getByText('All keys are the ones they came with').waitFor()
  await screenshot(page, 'toast-undo')
  expect(await barriers(page)).toEqual([])
  await page.keyboard.press('z')
  // Undone: the reset can be asked for again.
  await dialog.getByRole('button', { name: 'Reset all' }).click()
  await expect.poll(() => dialog.getByRole('button', { name: 'Reset all' }).count()).toBe(0)
  await dialog.getByLabel('Shortcuts of single characters').uncheck()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await page.keyboard.press('?')
  await page.keyboard.press('.')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').waitFor()
  expect(await page.getByRole('dialog').count()).toBe(1)
  await page.context().close()
})

it('wears what a person chose, at once and after a reload, and speaks German', async () => {
  const page = await open()
  expect(await background(page)).toBe('rgb(243, 245, 247)')
  await page.getByRole('button', { name: 'Noor Valdis: profile' }).click()
  await page.getByRole('menuitem', { name: 'Appearance' }).click()
  await page.getByLabel('Dark').check()
  await expect.poll(() => background(page)).toBe('rgb(15, 20, 23)')
  await page.getByLabel('Compact').check()
  await page.getByLabel('Deutsch').check()
  await page.getByText('Farbschema').waitFor()
  expect(await barriers(page)).toEqual([])
  await screenshot(page, 'appearance-dark-de')
  await page.reload()
  await page.getByText('Live und aktuell').first().waitFor()
  expect(await background(page)).toBe('rgb(15, 20, 23)')
  expect(
    await page.evaluate('[document.documentElement.lang, document.documentElement.dataset.density]'),
  ).toEqual(['de', 'compact'])
  await page.getByRole('link', { name: 'Einstellungen' }).waitFor()
  await page.context().close()
})

it('says in a toast that it could not sign out, and leaves it there while it is being read', async () => {
  const page = await open()
  await page.route('**/api/manage/session', (route) => route.abort())
  await page.clock.install()
  await page.getByRole('button', { name: 'Noor Valdis: profile' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  const toast = page.getByRole('status').getByText('Not signed out. The server could not be reached.')
  await toast.waitFor()
  await screenshot(page, 'toast')
  await toast.hover()
  await page.clock.runFor(20_000)
  expect(await toast.isVisible()).toBe(true)
  await page.mouse.move(10, 10)
  await page.clock.runFor(8_000)
  await toast.waitFor({ state: 'detached' })
  await page.context().close()
})

it('leads past the nav by its first link', async () => {
  const page = await open({}, '/settings')
  await page.keyboard.press('Tab')
  expect(await page.locator(':focus').textContent()).toBe('Skip to the content')
  await screenshot(page, 'skip')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.evaluate('document.activeElement?.id')).toBe('main')
  await page.context().close()
})

it('on a phone has a bar of tabs, the lists behind a button, and no key printed anywhere', async () => {
  const page = await open({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  await page.getByRole('button', { name: 'All lists' }).tap()
  await page.getByRole('dialog', { name: 'All lists' }).getByRole('link', { name: 'Closed' }).tap()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByRole('heading', { name: 'Closed', exact: true }).waitFor()
  await page.getByRole('button', { name: 'More' }).tap()
  await page.getByRole('menuitem', { name: 'Appearance' }).waitFor()
  expect(await barriers(page)).toEqual([])
  expect(await page.getByRole('menuitem', { name: 'Keyboard shortcuts' }).isVisible()).toBe(false)
  await screenshot(page, 'phone-menu')
  await page.keyboard.press('Escape')
  await page.locator('nav.tabs').getByRole('button', { name: 'Search' }).tap()
  await page.getByRole('combobox').waitFor()
  expect(await page.locator('kbd:visible').count()).toBe(0)
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  await page.context().close()
})

it.each(['light', 'dark'] as const)('has no barrier that axe knows, %s', async (colorScheme) => {
  const page = await open({ colorScheme })
  expect(await barriers(page)).toEqual([])
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('the')
  await page.getByRole('option').first().waitFor()
  expect(await barriers(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
  expect(await barriers(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Noor Valdis: profile' }).click()
  await page.getByRole('menuitem', { name: 'Profile' }).waitFor()
  expect(await barriers(page)).toEqual([])
  await page.context().close()
})

it('breaks none of its own policies on the way and asks nobody else for anything', () => {
  expect(complaints).toEqual([])
})
