// A ticket with everything the tickets API takes, as the person sees it who answers it: pictures, files, links that
// lead nowhere, properties, and a history that was imported.
import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Locator, Page, Route } from 'playwright-core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { openBrowser, screenshot as shoot, watch } from './browser.ts'
import { longName, pdf, plate, png, type SomebodysServer, somebodysServer } from './files-to-send.ts'
import { dataFolder, type RunningServer, startServer } from './server.ts'

const bin = fileURLToPath(new URL('../../bin/parley.js', import.meta.url))
const password = 'correct horse battery'
const folder = dataFolder()

let apiKey: string
let server: RunningServer
let elsewhere: SomebodysServer
let browser: Browser
let context: BrowserContext
let page: Page
let complaints: string[]
/** Lets the picture go that somebody else's server is slow with. */
const { promise: released, resolve: release } = Promise.withResolvers<void>()

beforeAll(async () => {
  const setup = ['setup', '--organisation', 'Pottle & Pan', '--name', 'Noor Valdis']
  const printed = execFileSync(
    process.execPath,
    [bin, ...setup, '--email', 'noor@pottle.example', '--password', password, '--json'],
    { env: { ...process.env, BASE_URL: '', DATA_DIR: folder.dir } },
  )
  apiKey = z.object({ api_key: z.string() }).parse(JSON.parse(printed.toString())).api_key
  elsewhere = await somebodysServer(released)
  vi.stubEnv('ALLOW_PRIVATE_CIDRS', '127.0.0.0/8')
  server = await startServer(folder.dir)
  browser = await openBrowser()
  context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  context.setDefaultTimeout(10_000)
  page = await context.newPage()
  complaints = watch(page, server.ready.url)
})
afterAll(async () => {
  await browser.close()
  await server.stop('SIGTERM')
  elsewhere.close()
  folder.remove()
})

/** When everything that fades in is there. */
async function screenshot(shown: Page, name: string): Promise<void> {
  if (process.env.SCREENS) await shown.waitForTimeout(300)
  await shoot(shown, name)
}

type Fields = [name: string, value: string | File][]

async function post(path: string, fields: Fields): Promise<Response> {
  const body = new FormData()
  for (const [name, value] of fields) body.append(name, value)
  const init = { method: 'POST', headers: { authorization: apiKey }, body }
  const response = await fetch(`${server.ready.url}${path}`, init)
  expect(response.status, await response.clone().text()).toBe(200)
  return response
}

const user = JSON.stringify({ email: 'priya@ramanth.example', name: 'Priya Ramanth' })
const picture = (name: string): Locator => page.getByRole('button', { name: `Open picture ${name}` })
const drawn = (image: Locator) =>
  image.evaluate((element: { complete: boolean; naturalWidth: number }) =>
    element.complete ? element.naturalWidth : 0,
  )

let ticketId: string

it('holds the place of a picture until its thumbnail is there', async () => {
  await page.goto(server.ready.url)
  await page.getByLabel('E-mail').fill('noor@pottle.example')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('Live, up to date').first().waitFor()

  const held: Route[] = []
  await page.route('**/thumbnail', (route) => void held.push(route))
  const created = await post('/interactions', [
    ['query', 'Here is the plate. It says 220–240 V, and the lid does not close.'],
    ['title', 'K2 kettle on 110 V in Canada'],
    ['user', user],
    ['source_specific_id', 'shop-order-20391-message-000000017'],
    ['company_id', '0190c2f0-7a3e-7cc2-9d6b-3f5a1b2c4d5e'],
    [
      'additional_properties',
      JSON.stringify({
        plan: 'gold',
        order_total: 89.5,
        returning: true,
        basket: { items: [{ sku: 'K2-NA', count: 1 }], voucher: null },
        referrer: `https://shop.example/${'a-very-long-path/'.repeat(8)}`,
        הערה: 'לקוח ותיק',
      }),
    ],
    ['files', png(await plate('#056987', 1340, 2016), 'rating-plate.png')],
    ['files_base64', (await plate('#a76122', 1600, 900)).toString('base64')],
    [
      'files_image_url',
      `http://10.0.0.8/photos/lid-of-the-kettle-seen-from-the-left-hand-side.jpg?size=large`,
    ],
    ['files_image_url', `${elsewhere.url}/slow-plate.png`],
  ])
  ticketId = created.headers.get('x-ticket-id') ?? ''
  await page.getByText('K2 kettle on 110 V in Canada').first().click()
  await picture('rating-plate.png').waitFor()
  await expect.poll(() => held.length, { timeout: 10_000 }).toBe(2)
  await page.getByText('Could not be fetched').waitFor()
  await screenshot(page, 'files-placeholders')

  const link = page.getByText('Fetching from 127.0.0.1')
  const before = await link.boundingBox()
  await Promise.all(held.map((route) => route.continue()))
  await page.unroute('**/thumbnail')
  await expect.poll(() => drawn(picture('rating-plate.png').locator('img'))).toBe(319)
  expect(await link.boundingBox()).toEqual(before)
})

it('says of a link what became of it, and loads nothing from there', async () => {
  const failed = page.getByRole('listitem').filter({ hasText: 'Could not be fetched' })
  expect(await failed.textContent()).toContain(
    'Could not be fetched: address not allowed by this server (ALLOW_PRIVATE_CIDRS)',
  )
  const out = failed.getByRole('link', { name: 'Open at 10.0.0.8 in a new tab' })
  expect(await out.getAttribute('rel')).toBe('noopener noreferrer nofollow')
  expect(await page.locator(`img[src^="http"]`).count()).toBe(0)
})

it('turns a link into a picture live, when it is fetched at last', async () => {
  expect(await picture('slow-plate.png').count()).toBe(0)
  await screenshot(page, 'files-fetching')
  release()
  await picture('slow-plate.png').waitFor()
  await expect.poll(() => drawn(picture('slow-plate.png').locator('img'))).toBe(480)
  expect(await page.getByText('Fetching from').count()).toBe(0)
  await screenshot(page, 'files')
})

it('opens pictures by keyboard, walks them, and is back where it was', async () => {
  await picture('rating-plate.png').focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByText('1 of 3').waitFor()
  const full = dialog.getByRole('img', { name: 'rating-plate.png' })
  await expect.poll(() => drawn(full)).toBe(1340)
  await screenshot(page, 'lightbox-portrait')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowRight')
  await dialog.getByText('2 of 3').waitFor()
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => drawn(dialog.getByRole('img', { name: 'slow-plate.png' }))).toBe(2016)
  await screenshot(page, 'lightbox')
  const saved = page.waitForEvent('download')
  await dialog.getByRole('link', { name: 'Download' }).click()
  expect((await saved).suggestedFilename()).toBe('slow-plate.png')
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  expect(await page.locator('button:focus').textContent()).toContain('rating-plate.png')
  expect(await page.getByRole('heading', { name: 'K2 kettle on 110 V in Canada' }).isVisible()).toBe(true)
})

it('says so when a picture cannot be shown', async () => {
  await page.route('**/attachments/*?inline=1', (route) => route.fulfill({ status: 503 }))
  await picture('rating-plate.png').click()
  await page.getByText('This picture could not be shown').waitFor()
  await screenshot(page, 'lightbox-failed')
  await page.unroute('**/attachments/*?inline=1')
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
})

it('saves a file as it was sent, however long its name', async () => {
  await post(`/interactions/reply?id=${ticketId}`, [
    ['content', 'And the offer, with what else I have.'],
    ['user', user],
    ['files', new File([new Uint8Array(pdf)], longName, { type: 'application/pdf' })],
    ['files', new File(['220 V'], 'notes.txt', { type: 'text/plain' })],
    ['files', new File(['\u0000\u0001'], 'חשבונית מס 2024 עבור לקוח.xyz')],
  ])
  const row = page.getByRole('link', { name: `Download ${longName}` })
  await row.waitFor()
  const [download] = await Promise.all([page.waitForEvent('download'), row.click()])
  expect((await readFile(await download.path())).equals(pdf)).toBe(true)
  expect(download.suggestedFilename().normalize()).toBe(longName.normalize())
  await screenshot(page, 'files-to-save')
})

it('shows beside it what the client said of the ticket', async () => {
  const pane = page.getByRole('complementary', { name: 'Contact and details' })
  await pane.getByText('Unmatched company: 0190c2f0-7a3e-7cc2-9d6b-3f5a1b2c4d5e').waitFor()
  const pairs = await pane.locator('.properties dl > div').allTextContents()
  expect(pairs.slice(0, 4)).toEqual([
    'plangold',
    'order_total89.5',
    'returningtrue',
    'basket{ "items": [ { "sku": "K2-NA", "count": 1 } ], "voucher": null }',
  ])
  await pane.getByRole('button', { name: 'Copy ticket id' }).click()
  await pane.getByText('Copied').waitFor({ state: 'attached' })
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(ticketId)
  await pane.getByRole('button', { name: 'Copy source id' }).click()
  await expect
    .poll(() => page.evaluate('navigator.clipboard.readText()'))
    .toBe('shop-order-20391-message-000000017')
})

it('reads an imported history in the order it was said', async () => {
  const said = (when: string): Fields[number] => ['original_timestamp', when]
  const created = await post('/interactions', [
    ['query', 'The second thing said'],
    ['title', 'Moved here from the old helpdesk'],
    ['user', user],
    said('2024-05-03T09:30:00+02:00'),
  ])
  const reply = `/interactions/reply?id=${created.headers.get('x-ticket-id')}`
  await post(reply, [
    ['content', 'Said today'],
    ['user', user],
  ])
  await post(reply, [['content', 'The first thing said'], ['user', user], said('2024-05-01T12:00:00Z')])
  await page.getByText('Moved here from the old helpdesk').first().click()
  await page.locator('.thread').getByText('The first thing said').waitFor()
  const log = page.getByRole('log')
  expect(await log.locator('.message-body').allTextContents()).toEqual([
    'The first thing said',
    'The second thing said',
    'Said today',
  ])
  expect((await log.locator('.messages-day').allTextContents()).at(-1)).toBe('Today')
  expect(await log.locator('.messages-day').count()).toBe(3)
  const titles = await log
    .locator('time')
    .evaluateAll((times: { title: string }[]) => times.map((t) => t.title))
  expect(titles.map((title) => /\nReceived /.test(title))).toEqual([true, true, false])
  await screenshot(page, 'imported')
})

it('works on a phone and in the dark', async () => {
  const dark = await browser.newContext({
    viewport: { width: 390, height: 844 },
    colorScheme: 'dark',
    hasTouch: true,
    isMobile: true,
    storageState: await context.storageState(),
  })
  const phone = await dark.newPage()
  const more = watch(phone, server.ready.url)
  await phone.goto(`${server.ready.url}/?conversation=${ticketId}`)
  await phone.getByText('And the offer').waitFor()
  await screenshot(phone, 'phone-dark-files-end')
  await phone.getByRole('button', { name: 'Open picture rating-plate.png' }).scrollIntoViewIfNeeded()
  await screenshot(phone, 'phone-dark-files')
  expect(await phone.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  await phone.getByRole('button', { name: 'Open picture rating-plate.png' }).tap()
  await phone.getByText('1 of 3').waitFor()
  await phone.getByRole('button', { name: 'Next picture' }).tap()
  await phone.getByText('2 of 3').waitFor()
  await screenshot(phone, 'phone-dark-lightbox')
  await phone.getByRole('dialog').getByRole('button', { name: 'Close' }).tap()
  await phone.getByRole('button', { name: 'More', exact: true }).tap()
  await phone.getByRole('menuitem', { name: 'Contact and details' }).tap()
  await phone.getByRole('dialog').getByText('Additional properties').waitFor()
  await screenshot(phone, 'phone-dark-details')
  expect(more).toEqual([])
  await dark.close()
})

it('breaks none of its own policies on the way and asks nobody else for anything', () => {
  expect(complaints).toEqual([])
})
