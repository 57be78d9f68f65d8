// Where one answers, as journeys visit it: a house with two teammates, and a conversation of its own for each test.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { z } from 'zod'
import { openBrowser } from './browser.ts'
import { dataFolder, type RunningServer, startServer } from './server.ts'

const bin = fileURLToPath(new URL('../../bin/parley.js', import.meta.url))
const PASSWORD = 'correct horse battery'
export const SOON = { timeout: 10_000 }
/** Longer than a message is held back. */
export const SENT = { timeout: 20_000 }
/** One person signs in from new browsers more often in a minute than they may. */
const SETTINGS = { RATE_LIMITS: 'off' }

const conversations = z.object({ data: z.array(z.object({ id: z.string(), status: z.string() })) })
const messages = z.object({
  data: z.array(z.object({ kind: z.string(), direction: z.string(), body: z.string() })),
})

export const field = (page: Page) => page.locator('.field-text')
export const said = (page: Page) => page.getByRole('log', { name: 'Messages' })
/** In the thread, as the message it is going to be. */
export const onItsWay = (page: Page) => page.locator('[data-letter]')
export const send = (page: Page) => page.getByRole('button', { name: /^(Send|Add note) / }).first()
export const guard = (page: Page) => page.getByRole('region', { name: 'This moved on while you wrote' })

/** The server has it, and the page shows what the server has. */
export async function arrived(page: Page, words: string): Promise<void> {
  const message = said(page).locator('[data-message]').filter({ hasText: words })
  await message.waitFor({ timeout: 40_000 })
}

export async function write(page: Page, text: string): Promise<void> {
  await field(page).click()
  await page.keyboard.type(text)
}

/** Once a file. Noor's browser shows the conversation of the test; Imke has none open yet. */
export function composerVisit() {
  const folder = dataFolder()
  let server: RunningServer
  let browser: Browser
  let token: string
  let apiKey: string
  let noor: Page
  let title = ''
  let conversation = ''

  beforeAll(async () => {
    const owner = ['--organisation', 'Pottle', '--name', 'Noor', '--email', 'noor@example.com']
    const setup = execFileSync(process.execPath, [bin, 'setup', ...owner, '--password', PASSWORD, '--json'], {
      env: { ...process.env, BASE_URL: '', DATA_DIR: folder.dir },
    })
    const keys = z
      .object({ access_token: z.string(), api_key: z.string() })
      .parse(JSON.parse(setup.toString()))
    token = keys.access_token
    apiKey = keys.api_key
    server = await startServer(folder.dir, 0, SETTINGS)
    const { link } = z
      .object({ link: z.string() })
      .parse(await manage('/invitations', { email: 'imke@example.com', role: 'agent' }))
    const invitation = { token: new URL(link).hash.slice(6), name: 'Imke Sarro', password: PASSWORD }
    await manage('/invitations/accept', invitation)
    browser = await openBrowser()
    noor = await signIn('noor@example.com')
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop('SIGTERM')
    folder.remove()
  })

  /** A conversation of its own for each test, open in Noor's browser. */
  let count = 0
  beforeEach(async () => {
    title = `The lid of kettle ${++count} drips`
    await ticket(title)
    const { data } = conversations.parse(await manage('/conversations?limit=1'))
    conversation = data[0]?.id ?? ''
    await show(noor)
  })

  async function manage(path: string, body?: object): Promise<unknown> {
    const init = {
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    }
    return await (await fetch(`${server.ready.url}/api/manage${path}`, init)).json()
  }

  async function ticket(query: string): Promise<void> {
    const user = { user_email: 'jo@mail.example', user_name: 'Jo Bellamy' }
    const headers = { authorization: apiKey }
    const body = new URLSearchParams({ query, ...user })
    expect((await fetch(`${server.ready.url}/interaction`, { method: 'POST', headers, body })).status).toBe(
      200,
    )
  }

  /** What teammates wrote there, as the server has it. */
  async function stored(): Promise<string[]> {
    const { data } = messages.parse(await manage(`/conversations/${conversation}/messages`))
    return data
      .filter(({ kind, direction }) => kind !== 'event' && direction === 'outbound')
      .map(({ body }) => body)
  }

  async function signIn(email: string, look: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...look })
    const page = await context.newPage()
    await page.goto(server.ready.url)
    await page.getByLabel('E-mail').fill(email)
    await page.locator('input[name=password]').fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.getByRole('navigation').first().waitFor()
    return page
  }

  /** Opens the conversation of this test, and waits for what was said in it and for the editor. */
  async function show(page: Page): Promise<void> {
    await page.locator('.row').filter({ hasText: title }).click()
    await said(page).locator('[data-message]').first().waitFor(SOON)
    await page.locator('.field-rich').waitFor(SOON)
  }

  return {
    noor: () => noor,
    conversation: () => conversation,
    title: () => title,
    url: () => server.ready.url,
    manage,
    stored,
    signIn,
    show,
    kill: () => server.stop('SIGKILL'),
    async restart(): Promise<void> {
      server = await startServer(folder.dir, Number(new URL(server.ready.url).port), SETTINGS)
    },
  }
}
