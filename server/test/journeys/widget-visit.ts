// A visitor of somebody's page with the chat on it: strict policy, another origin, a server that does as it is told.
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest'
import { buildFrontEnds } from '../../src/cli/build-front-ends.ts'
import { openBrowser } from './browser.ts'
import { type ChatStub, SITE_KEY, startChatStub } from './chat-stub.ts'
import { type HostPage, startHostPages } from './host-pages.ts'

export const TAG = `data-site-key="${SITE_KEY}"`
export const SOON = { timeout: 5_000 }

/** One server, one site and one browser for a file of tests; a fresh visitor for each. */
export function widgetVisit(site: Record<string, unknown> = {}) {
  let stub: ChatStub
  let host: Awaited<ReturnType<typeof startHostPages>>
  let browser: Browser
  let context: BrowserContext
  let complaints: string[] = []

  beforeAll(async () => {
    // As it is shipped: the runner's own NODE_ENV would build it for developers.
    vi.stubEnv('NODE_ENV', '')
    await buildFrontEnds()
    vi.unstubAllEnvs()
    stub = await startChatStub(site)
    host = await startHostPages(() => stub.url)
    host.serve('/', { tag: TAG })
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await host?.close()
    await stub?.close()
  })
  beforeEach(async () => {
    stub.comeBack()
    stub.forget()
    complaints = []
    context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
  })
  afterEach(async () => {
    await context.close()
    if (complaints.length > 0) throw new Error(complaints.join('\n'))
  })

  return {
    stub: () => stub,
    /** What is said from now on is news to the visitor, and what is only told reaches them. */
    listening: () => expect.poll(() => stub.streams.size, SOON).toBe(1),
    context: () => context,
    browser: () => browser,
    hostUrl: () => host.url,
    serve: (path: string, page: HostPage) => host.serve(path, page),

    /** What its own policy forbids, and errors, fail the test that caused them. */
    async page(path = '/', own?: BrowserContext): Promise<Page> {
      const page = await (own ?? context).newPage()
      page.on('pageerror', (error) => complaints.push(`error: ${error.message}`))
      page.on('console', (message) => {
        if (/Content Security Policy|Refused to|Trusted/i.test(message.text()))
          complaints.push(message.text())
      })
      await page.goto(host.url + path)
      return page
    },
  }
}

export const launcher = (page: Page) => page.locator('button.launcher')
export const panel = (page: Page) => page.getByRole('dialog')
export const field = (page: Page) => page.getByRole('textbox', { name: 'Write a message' })
export const log = (page: Page) => page.getByRole('log')
export const own = (page: Page, text: string) => log(page).locator('.theirs').filter({ hasText: text })

export async function openChat(page: Page): Promise<void> {
  await launcher(page).click()
  await panel(page).waitFor(SOON)
}

export async function introduce(page: Page, question = 'Will my K2 kettle work in Canada?'): Promise<void> {
  await openChat(page)
  await page.getByLabel('Name').fill('Ada Moreau')
  await page.getByLabel('E-mail').fill('ada@example.com')
  await page.getByLabel('Your question').fill(question)
  await page.getByRole('button', { name: 'Start chat' }).click()
  await own(page, question).waitFor(SOON)
}

export async function say(page: Page, text: string): Promise<void> {
  await field(page).fill(text)
  await field(page).press('Enter')
  await own(page, text).waitFor(SOON)
}

export function isFocused(part: Locator): Promise<boolean> {
  return part.evaluate((element: { matches(selector: string): boolean }) => element.matches(':focus'))
}

type Styled = {
  ownerDocument: { defaultView: { getComputedStyle(element: object): Record<string, string> } }
}

/** What a part of the page looks like, by the properties that are named. */
export function styleOf(part: Locator, names: string[]): Promise<(string | undefined)[]> {
  return part.evaluate((element: Styled, wanted: string[]) => {
    const style = element.ownerDocument.defaultView.getComputedStyle(element)
    return wanted.map((name) => style[name])
  }, names)
}
