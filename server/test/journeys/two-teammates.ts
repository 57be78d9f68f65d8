// A workspace with two teammates, each in a browser of their own, and a contact with three conversations.
import { execFileSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { z } from 'zod'
import { settle } from './barriers.ts'
import { openBrowser, watch } from './browser.ts'
import { dataFolder, startServer } from './server.ts'

const bin = fileURLToPath(new URL('../../bin/parley.js', import.meta.url))
const password = 'correct horse battery'

const made = z.object({ id: z.string(), seq: z.number() })
export type Made = z.output<typeof made>
const listed = z.object({ data: z.array(z.object({ id: z.string(), title: z.string() })) })
/** As much of an element as is asked in tests: they know no DOM. */
export type El = { getBoundingClientRect(): { top: number }; getAttribute(name: string): string | null }

export type TwoTeammates = Awaited<ReturnType<typeof twoTeammates>>

export async function twoTeammates() {
  const folder = dataFolder()
  const setup = ['setup', '--organisation', 'Pottle & Pan', '--name', 'Noor Valdis']
  const printed = execFileSync(
    process.execPath,
    [bin, ...setup, '--email', 'noor@pottle.example', '--password', password, '--json'],
    { env: { ...process.env, BASE_URL: '', DATA_DIR: folder.dir } },
  )
  const { api_key, access_token } = z
    .object({ api_key: z.string(), access_token: z.string() })
    .parse(JSON.parse(printed.toString()))
  const server = await startServer(folder.dir)
  const { url } = server.ready

  async function manage(method: string, path: string, body?: object): Promise<unknown> {
    const json = body !== undefined && !(body instanceof FormData)
    const ask = () =>
      fetch(`${url}/api/manage/${path}`, {
        method,
        headers: {
          authorization: `Bearer ${access_token}`,
          ...(json && { 'content-type': 'application/json' }),
        },
        ...(body && { body: body instanceof FormData ? body : JSON.stringify(body) }),
      })
    let answer = await ask()
    // A machine that is busy with its browsers makes the server put off what it cannot do at once.
    for (let tries = 0; answer.status === 503 && tries < 20; tries++) {
      await sleep(Number(answer.headers.get('retry-after') ?? 1) * 1000)
      answer = await ask()
    }
    expect(answer.ok, `${method} ${path} ${answer.status}`).toBe(true)
    return answer.status === 204 ? null : await answer.json()
  }

  async function tickets(path: string, fields: Record<string, string>): Promise<void> {
    const answer = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { authorization: api_key },
      body: new URLSearchParams(fields),
    })
    expect(answer.status).toBe(200)
  }

  const invited = await manage('POST', 'invitations', { email: 'imke@pottle.example', role: 'agent' })
  const { link } = z.object({ link: z.string() }).parse(invited)
  const token = new URL(link).hash.slice(6)
  await manage('POST', 'invitations/accept', { token, name: 'Imke Sarro', password })

  const user = JSON.stringify({ email: 'priya@ramanth.example', name: 'Priya Ramanth' })
  for (const [title, query] of [
    ['A long story', 'It began long ago'],
    ['Second lid for the K2', 'Do you sell lids?'],
    ['K2 kettle on 110 V', 'Can I use it in Canada? <b>Thanks</b> **a lot**'],
  ] as const)
    await tickets('/interactions', { title, query, user })
  const ids = new Map(
    listed.parse(await manage('GET', 'conversations')).data.map(({ id, title }) => [title, id]),
  )
  const idOf = (title: string) => ids.get(title) ?? expect.fail(`no ${title}`)

  const browser: Browser = await openBrowser()
  async function signIn(email: string): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    context.setDefaultTimeout(10_000)
    const page = await context.newPage()
    await page.goto(url)
    await page.getByLabel('E-mail').fill(email)
    await page.locator('input[name=password]').fill(password)
    await page.keyboard.press('Enter')
    await page.getByText('Live, up to date').first().waitFor({ state: 'attached' })
    return page
  }
  const noor = await signIn('noor@pottle.example')
  const imke = await signIn('imke@pottle.example')

  return {
    url,
    dataDir: folder.dir,
    browser,
    noor,
    imke,
    /** What Noor's page must never do. */
    complaints: watch(noor, url),
    idOf,
    manage,
    /** Noor says it, by the API. */
    say: async (title: string, body: string, kind = 'reply') =>
      made.parse(await manage('POST', `conversations/${idOf(title)}/messages`, { body, kind })),
    /** Priya says it. */
    write: (title: string, content: string) =>
      tickets(`/interactions/reply?id=${idOf(title)}`, { content, user }),
    async open(page: Page, title: string, message?: string): Promise<void> {
      await page.goto(
        `${url}/?conversation=${idOf(title)}${message === undefined ? '' : `&message=${message}`}`,
      )
      await page.locator('.message').first().waitFor()
    },
    async close(): Promise<void> {
      await browser.close()
      await server.stop('SIGTERM')
      folder.remove()
    },
  }
}

export const facts = (page: Page) => page.locator('.thread-facts')
export const lastEvent = (page: Page) => page.locator('.event-one').last()
export const pane = (page: Page) => page.getByRole('complementary', { name: 'Contact and details' })

/** What axe-core finds under WCAG 2.0 to 2.2, A and AA. */
export async function barriers(page: Page): Promise<unknown> {
  await settle(page)
  await page.evaluate(axe.source)
  const rules = `{ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }`
  return await page.evaluate(
    `axe.run(document, ${rules}).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map((n) => n.failureSummary + n.html)]))`,
  )
}
