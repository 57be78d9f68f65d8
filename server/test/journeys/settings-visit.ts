// The settings of a fresh workspace in Chromium, for the journeys through them.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { openBrowser, watch } from './browser.ts'
import { dataFolder, startServer } from './server.ts'

export const EMAIL = 'noor@example.com'
export const PASSWORD = 'correct horse battery'
const bin = fileURLToPath(new URL('../../bin/parley.js', import.meta.url))

export type Visit = Awaited<ReturnType<typeof visitSettings>>

/** A server of its own with one owner, who is signed in on `page`. */
export async function visitSettings() {
  const folder = dataFolder()
  const owner = [
    '--organisation',
    'Pottle',
    '--email',
    EMAIL,
    '--password',
    PASSWORD,
    '--name',
    'Noor Valdis',
  ]
  execFileSync(process.execPath, [bin, 'setup', ...owner, '--json'], {
    env: { ...process.env, BASE_URL: '', DATA_DIR: folder.dir },
  })
  const server = await startServer(folder.dir)
  const { url } = server.ready
  const browser: Browser = await openBrowser()
  /** What any of the pages did that it must never do. */
  const complaints: string[] = []

  async function visitor(options: BrowserContextOptions = {}, at = url): Promise<Page> {
    const context = await browser.newContext(options)
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: url })
    const opened = await context.newPage()
    watch(opened, url, complaints)
    await opened.goto(at)
    return opened
  }

  async function givePassword(on: Page, email = EMAIL): Promise<void> {
    await on.locator('input[name=email]').fill(email)
    await on.locator('input[name=password]').fill(PASSWORD)
    await on.keyboard.press('Enter')
  }

  async function signedIn(options: BrowserContextOptions = {}, email = EMAIL): Promise<Page> {
    const opened = await visitor(options)
    await givePassword(opened, email)
    await opened.locator('.shell').waitFor()
    return opened
  }

  const page = await signedIn({ viewport: { width: 1440, height: 900 } })
  return {
    url,
    page,
    complaints,
    visitor,
    givePassword,
    signedIn,
    async open(path: string, on = page): Promise<void> {
      await on.goto(`${url}/settings/${path}`)
      await on.locator('.set-page').waitFor()
    },
    async close(): Promise<void> {
      await browser.close()
      await server.stop('SIGTERM')
      folder.remove()
    },
  }
}

export const row = (on: Page, name: string) => on.getByRole('row', { name })
export const dialog = (on: Page) => on.getByRole('dialog')
export const clipboard = (on: Page) => on.evaluate<string>('navigator.clipboard.readText()')
/** What the server says to the session of that page. */
export const status = (on: Page) => on.evaluate(async () => (await fetch('/api/manage/session')).status)
