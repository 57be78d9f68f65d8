// The widget against the real server: a teammate answers over the manage API, the process is killed in between.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { openBrowser, screenshot, watch } from './browser.ts'
import { startHostPages } from './host-pages.ts'
import { dataFolder, type RunningServer, startServer } from './server.ts'
import { field, introduce, log, openChat, own, panel, say } from './widget-visit.ts'

const bin = fileURLToPath(new URL('../../bin/parley.js', import.meta.url))
const credentials = z.object({ site_key: z.string(), access_token: z.string() })
const folder = dataFolder()
const LATER = { timeout: 20_000 }
let keys: z.output<typeof credentials>
let server: RunningServer
let host: Awaited<ReturnType<typeof startHostPages>>
let browser: Browser

beforeAll(async () => {
  const setup = ['setup', '--organisation', 'Pottle & Pan', '--email', 'noor@pottle.example', '--json']
  const printed = execFileSync(process.execPath, [bin, ...setup, '--password', 'correct horse battery'], {
    env: { ...process.env, BASE_URL: '', DATA_DIR: folder.dir },
  })
  keys = credentials.parse(JSON.parse(printed.toString()))
  server = await startServer(folder.dir)
  host = await startHostPages(() => server.ready.url)
  host.serve('/', { tag: `data-site-key="${keys.site_key}"` })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await host?.close()
  await server?.stop('SIGTERM')
  folder.remove()
})

async function manage(path: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${server.ready.url}/api/manage${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${keys.access_token}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  expect(answer.status, path).toBeLessThan(300)
  return await answer.json()
}

const list = z.object({ data: z.array(z.object({ id: z.string() })) })
const messages = z.object({ data: z.array(z.object({ kind: z.string(), body: z.string() })) })

async function stored(): Promise<string[]> {
  const [conversation] = list.parse(await manage('/conversations')).data
  const all = messages.parse(await manage(`/conversations/${conversation?.id}/messages`)).data
  return all.filter(({ kind }) => kind === 'message').map(({ body }) => body)
}

async function answer(body: string, quick_replies: string[] = []): Promise<void> {
  const [conversation] = list.parse(await manage('/conversations')).data
  await manage(`/conversations/${conversation?.id}/messages`, { body, kind: 'reply', quick_replies })
}

it('what a page fetches comes compressed', async () => {
  const page = await browser.newPage()
  const coded = new Map<string, string | undefined>()
  page.on('response', (answer) => {
    const name = new URL(answer.url()).pathname.replace(/^.*\//, '').replace(/-.*/, '')
    coded.set(name, answer.headers()['content-encoding'])
  })
  await page.goto(host.url)
  await openChat(page)
  for (const name of ['widget.js', 'app']) expect(coded.get(name), name).toMatch(/^(br|gzip)$/)
  await page.goto(server.ready.url)
  await page.locator('input').first().waitFor(LATER)
  expect(coded.get('index')).toMatch(/^(br|gzip)$/)
  await page.close()
})

it('a visitor writes, is answered, sends a file, and a killed server loses and doubles nothing', async () => {
  const page: Page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.goto(host.url)
  await introduce(page, 'Will my K2 work in Canada?')
  await own(page, 'Canada').getByText(/^Sent/).waitFor(LATER)
  expect(await stored()).toEqual(['Will my K2 work in Canada?'])

  const asked = Date.now()
  await answer('Not on **120 V**, sorry.')
  await log(page).locator('strong').getByText('120 V').waitFor(LATER)
  expect(Date.now() - asked).toBeLessThan(2_000)

  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'receipt.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') })
  await say(page, 'My receipt')
  const link = log(page).getByRole('link', { name: /receipt.txt/ })
  await link.waitFor(LATER)
  const file = await fetch(String(await link.getAttribute('href')))
  expect([file.status, await file.text()]).toEqual([200, 'hello'])

  const port = Number(new URL(server.ready.url).port)
  await server.stop('SIGKILL')
  await panel(page)
    .getByText(/Offline/)
    .waitFor(LATER)
  await say(page, 'Through the storm')
  server = await startServer(folder.dir, port)
  await own(page, 'Through the storm').getByText(/^Sent/).waitFor(LATER)
  const all = ['Will my K2 work in Canada?', 'Not on **120 V**, sorry.', 'My receipt', 'Through the storm']
  expect(await stored()).toEqual(all)
  await page.reload()
  await openChat(page)
  await own(page, 'Through the storm').waitFor(LATER)
  expect(await log(page).locator('.theirs .bubble').count()).toBe(3)
  await answer('All well again')
  await log(page).getByText('All well again').waitFor(LATER)
  await screenshot(page, 'widget-server')
})

it('a visitor is offered answers, finds them again after a reload, and presses one', async () => {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.goto(host.url)
  await introduce(page, 'The lid is bent')
  await own(page, 'The lid is bent').getByText(/^Sent/).waitFor(LATER)
  await answer('A new lid, or your money back?', ['A new lid', 'Money back'])
  const offered = page.getByRole('group', { name: 'Suggested answers' })
  await offered.getByRole('button', { name: 'Money back' }).waitFor(LATER)
  await page.reload()
  await openChat(page)
  await offered.getByRole('button', { name: 'A new lid' }).click(LATER)
  await own(page, 'A new lid').getByText(/^Sent/).waitFor(LATER)
  expect(await offered.count()).toBe(0)
  expect(await stored()).toEqual(['The lid is bent', 'A new lid, or your money back?', 'A new lid'])
  await page.close()
})

it('is shown on /demo and as a page of its own, under the server’s own policy', async () => {
  const demo = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  const complaints = watch(demo, server.ready.url)
  await demo.goto(`${server.ready.url}/demo?site_key=${encodeURIComponent(keys.site_key)}`)
  await introduce(demo, 'I’m moving to Toronto. Will my K2 kettle work there?')
  await own(demo, 'Toronto').getByText(/^Sent/).waitFor(LATER)
  await answer('The European K2 is built for 220–240 V only, so please don’t use it on Canada’s 120 V.')
  await log(demo).getByText('The European K2').waitFor(LATER)
  await screenshot(demo, 'widget-demo')
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  watch(page, server.ready.url, complaints)
  await page.goto(`${server.ready.url}/chat/${encodeURIComponent(keys.site_key)}`)
  await page.getByRole('region', { name: /Chat with/ }).waitFor(LATER)
  await page.getByLabel('Name').fill('Ada')
  await page.getByLabel('E-mail').fill('ada@example.com')
  await page.getByLabel('Your question').fill('From the page')
  await page.getByRole('button', { name: 'Start chat' }).click()
  await own(page, 'From the page').getByText(/^Sent/).waitFor(LATER)
  expect(await field(page).isVisible()).toBe(true)
  await screenshot(page, 'widget-page')
  await page.goto(`${server.ready.url}/demo?site_key="><script>alert(1)</script>`)
  expect(await page.locator('script').count()).toBe(1)
  await page.goto(`${server.ready.url}/demo`)
  await page.getByLabel('Site key').waitFor(LATER)
  expect(complaints).toEqual([])
})
