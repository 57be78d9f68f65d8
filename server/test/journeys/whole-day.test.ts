// One conversation from the first start to a customer who comes back, in one page that is never loaded again.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { openBrowser, screenshot, watch } from './browser.ts'
import { plate } from './files-to-send.ts'
import { dataFolder, type RunningServer, startServer } from './server.ts'

const SOON = { timeout: 20_000 }
/** Longer than a message is held back. */
const SENT = { timeout: 30_000 }
const folder = dataFolder()
let server: RunningServer
let browser: Browser
let page: Page
let complaints: string[]
/** How often a document was loaded in the page. */
let loaded = 0
let apiKey: string
let command: string
let conversation: string

beforeAll(async () => {
  server = await startServer(folder.dir)
  browser = await openBrowser()
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  page.setDefaultTimeout(SOON.timeout)
  page.on('domcontentloaded', () => loaded++)
  complaints = watch(page, server.ready.url)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop('SIGTERM')
  folder.remove()
})

const messages = z.object({
  data: z.array(
    z.object({
      direction: z.string(),
      kind: z.string(),
      body: z.string(),
      attachments: z.array(z.object({ filename: z.string(), url: z.string() })),
    }),
  ),
})
const counts = z.object({ open: z.number(), closed: z.number(), unassigned: z.object({ open: z.number() }) })
const listed = z.object({ data: z.array(z.object({ id: z.string(), unread: z.number() })) })

/** Asked with the session of the page, beside it. */
const asked = async (path: string) => {
  const answer = await page.context().request.get(`${server.ready.url}${path}`)
  expect(answer.status(), path).toBe(200)
  return answer
}
const inNav = (view: string) =>
  page.getByRole('navigation').getByRole('link', { name: new RegExp(`^${view}`) })
const navCount = async (view: string) =>
  Number((await inNav(view).locator('.nav-count').allTextContents())[0] ?? 0)
const rows = () => page.locator('a.row')
const picture = () => page.getByRole('log').getByRole('button', { name: 'Open picture dent.png' })

it('is set up by the link of the first start', async () => {
  await page.goto(server.ready.open ?? expect.fail('the first start prints a link'))
  await page.getByLabel('Organisation').fill('Pottle & Pan')
  await page.getByLabel('Your name').fill('Noor Valdis')
  await page.getByLabel('Your e-mail').fill('noor@pottle.example')
  await page.locator('input[name=password]').fill('correct horse battery')
  await page.getByRole('button', { name: 'Create organisation' }).click()
  await page.getByRole('heading', { name: 'Nothing to answer yet' }).waitFor()
  await page.getByText('Live, up to date').first().waitFor()
  loaded = 0
})

it('makes a key in settings, with a line to try it', async () => {
  await page.getByRole('link', { name: 'Settings', exact: true }).click()
  await page.getByRole('link', { name: 'API keys' }).click()
  await page.getByRole('button', { name: 'Create key' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name', { exact: true }).fill('Shop')
  await page.keyboard.press('Enter')
  apiKey = await dialog.getByLabel('Your new API key').inputValue()
  command = (await dialog.locator('pre').textContent()) ?? ''
  expect(command).toContain(apiKey)
  await dialog.getByLabel('I have saved it').check()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('row', { name: 'Shop' }).waitFor()
})

it('sees the ticket of that very line come in', async () => {
  await inNav('All open').click()
  await page.getByRole('heading', { name: 'Nothing to answer yet' }).waitFor()
  const { stdout } = await promisify(execFile)('sh', ['-c', command])
  expect(JSON.parse(stdout)).toEqual({ created_ticket_number: 'ASM-1' })
  await rows().getByText('The box is dented').first().waitFor()
  await page.locator('.row-unread').waitFor()
  await expect.poll(() => navCount('All open'), SOON).toBe(1)
})

it('answers it with a picture', async () => {
  await rows().click()
  await page.getByRole('log').getByText('The box is dented').waitFor()
  await page.locator('.field-rich').waitFor()
  conversation = new URL(page.url()).searchParams.get('conversation') ?? expect.fail('no address')
  const bytes = await plate('#056987', 640, 400)
  await page
    .locator('.composer input[type=file]')
    .setInputFiles({ name: 'dent.png', mimeType: 'image/png', buffer: bytes })
  await page.locator('.file-chip-done').waitFor()
  await page.keyboard.press('r')
  await page.locator('.field-rich:focus').waitFor()
  await page.keyboard.type('Like **this** one? A new box is on its way.')
  await page.keyboard.press('Control+Enter')
  await picture().waitFor(SENT)
  // On screen from the first moment on; by then the server has it too.
  await page.locator('[data-letter]').waitFor({ state: 'detached', ...SENT })
  await screenshot(page, 'whole-day-answered')

  const { data } = messages.parse(
    await (await asked(`/api/manage/conversations/${conversation}/messages?limit=50`)).json(),
  )
  const answer = data.find(({ kind, direction }) => kind === 'message' && direction === 'outbound')
  expect(answer).toMatchObject({
    body: 'Like **this** one? A new box is on its way.',
    attachments: [{ filename: 'dent.png' }],
  })
  const file = await asked(answer?.attachments[0]?.url ?? '')
  expect((await file.body()).equals(bytes)).toBe(true)
})

it('closes it by a key', async () => {
  // The first leaves the text, which keeps its keys to itself.
  await page.keyboard.press('Escape')
  await page.locator('section.thread:focus').waitFor()
  await page.keyboard.press('e')
  await page.getByText('All answered').waitFor()
  await expect.poll(() => navCount('Closed'), SOON).toBe(1)
  expect(await navCount('All open')).toBe(0)
  // The last of its list stays open. Nobody is looking at it when the customer writes again.
  await page.keyboard.press('Escape')
  await expect.poll(() => new URL(page.url()).searchParams.has('conversation'), SOON).toBe(false)
})

it('has it back, open and unread, when the customer replies', async () => {
  const body = new FormData()
  body.append('content', 'It came, and is dented too')
  body.append('user', JSON.stringify({ email: 'jo@mail.example', name: 'Jo March' }))
  const reply = `${server.ready.url}/interactions/reply?id=${conversation}`
  const answer = await fetch(reply, { method: 'POST', headers: { authorization: apiKey }, body })
  expect(answer.status, await answer.clone().text()).toBe(200)

  await page.locator('.row-unread').getByText('The box is dented').waitFor()
  expect(await rows().count()).toBe(1)
  await expect.poll(async () => [await navCount('All open'), await navCount('Closed')], SOON).toEqual([1, 0])
  expect(await page.locator('.list-count').textContent()).toBe('1')
  await expect.poll(() => page.title(), SOON).toBe('(1) All open · Parley')
  const now = counts.parse(await (await asked('/api/manage/conversation-counts')).json())
  expect(now).toMatchObject({ open: 1, closed: 0, unassigned: { open: 1 } })
  const { data } = listed.parse(await (await asked('/api/manage/conversations?status=open')).json())
  expect(data).toEqual([{ id: conversation, unread: 1 }])
  await screenshot(page, 'whole-day-back')

  await rows().click()
  await page.getByRole('log').getByText('It came, and is dented too').waitFor()
  await picture().waitFor()
  await expect.poll(() => page.locator('.row-unread').count(), SOON).toBe(0)
})

it('was one page all day long, which asked nobody else and broke no policy of its own', () => {
  expect(loaded).toBe(0)
  expect(complaints).toEqual([])
})
