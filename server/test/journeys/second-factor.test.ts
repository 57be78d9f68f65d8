// Signing in with a second factor, by keyboard alone: a code from the app, and a recovery code when the phone is gone.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContextOptions, Page, Route } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { totpCode } from '../../src/core/accounts/second-factor/totp.ts'
import { openBrowser, screenshot, watch } from './browser.ts'
import { dataFolder, type RunningServer, startServer } from './server.ts'

const EMAIL = 'noor@example.com'
const PASSWORD = 'correct horse battery'
const STEP = 30_000
const folder = dataFolder()
const bin = fileURLToPath(new URL('../../bin/parley.js', import.meta.url))
let server: RunningServer
let browser: Browser
let secret: string
let recoveryCodes: string[]
const complaints: string[] = []

beforeAll(async () => {
  const owner = ['--organisation', 'Pottle', '--email', EMAIL, '--password', PASSWORD]
  const setup = execFileSync(process.execPath, [bin, 'setup', ...owner, '--json'], {
    env: { ...process.env, BASE_URL: '', DATA_DIR: folder.dir },
  })
  const { access_token } = JSON.parse(setup.toString())
  server = await startServer(folder.dir)
  const post = async (path: string, body: object) => {
    const answer = await fetch(`${server.ready.url}/api/manage${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    expect(answer.status).toBe(201)
    return await answer.json()
  }
  const started = (await post('/second-factor', { password: PASSWORD })) as { secret: string }
  secret = started.secret
  const code = totpCode(secret, Date.now())
  const confirmed = (await post('/second-factor/confirm', { code })) as { recovery_codes: string[] }
  recoveryCodes = confirmed.recovery_codes
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop('SIGTERM')
  folder.remove()
})

async function open(
  options: BrowserContextOptions,
  prepare?: (page: Page) => Promise<unknown>,
): Promise<Page> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  await prepare?.(page)
  complaints.push(...watch(page, server.ready.url))
  await page.goto(server.ready.url)
  await typePassword(page)
  return page
}

async function typePassword(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await page.keyboard.type(EMAIL)
  await page.keyboard.press('Tab')
  await page.keyboard.type(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Enter your code' }).waitFor()
}

const focused = (page: Page) => page.locator(':focus').getAttribute('name')

it('asks for the code after the password, says what is wrong with it, and lets the right one in', async () => {
  const page = await open({ viewport: { width: 1440, height: 900 } })
  expect(await focused(page)).toBe('code')
  await screenshot(page, 'second-factor')
  await page.keyboard.press('Enter')
  await page.getByText('Type the six digits your app shows').waitFor()
  await page.keyboard.type('000 000')
  await page.getByText('Wrong, or used already: wait for the next code').waitFor()
  await screenshot(page, 'second-factor-refused')
  // What was wrong is selected: typing replaces it, and six digits send themselves.
  expect(await focused(page)).toBe('code')
  // The app's next code, which is good one step early: the one of now may be used up.
  await page.keyboard.type(totpCode(secret, Date.now() + STEP))
  await page.getByText('Live, up to date').first().waitFor()
  await page.context().close()
})

it('sends six digits by themselves that were typed while others were looked at', async () => {
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const sent: string[] = []
  // In place of the server, which makes whoever tries often wait: here seven times, and one more each five seconds.
  const refuse = (route: Route, code: string, detail: string) =>
    route.fulfill({
      status: 401,
      contentType: 'application/problem+json',
      body: JSON.stringify({ type: 'about:blank', status: 401, code, detail }),
    })
  const page = await open({ viewport: { width: 1440, height: 900 } }, (page) =>
    page.route('**/api/manage/session*', async (route) => {
      if (route.request().method() !== 'POST') return await route.continue()
      const { code } = route.request().postDataJSON()
      if (code === undefined) return await refuse(route, 'second_factor_required', 'a code is needed')
      sent.push(code)
      await released
      await refuse(route, 'second_factor_invalid', 'this code is wrong')
    }),
  )
  await page.keyboard.type('000000')
  await expect.poll(() => sent).toEqual(['000000'])
  await page.keyboard.press('Control+a')
  await page.keyboard.type('111111')
  release()
  await expect.poll(() => sent).toEqual(['000000', '111111'])
  await page.getByText('Wrong, or used already: wait for the next code').waitFor()
  // Looked at once.
  await page.waitForTimeout(300)
  expect(sent).toEqual(['000000', '111111'])
  await page.keyboard.type('111111')
  await expect.poll(() => sent).toEqual(['000000', '111111', '111111'])
  await page.context().close()
})

it('takes a recovery code instead, on a phone in the dark, and leads back to the password', async () => {
  const page = await open({ viewport: { width: 390, height: 844 }, colorScheme: 'dark' })
  await screenshot(page, 'second-factor-phone-dark')
  await page.getByRole('button', { name: 'Back' }).press('Enter')
  await typePassword(page)
  await page.getByRole('button', { name: 'Use a recovery code' }).press('Enter')
  await page.getByLabel('Recovery code').waitFor()
  expect(await focused(page)).toBe('code')
  await page.keyboard.type('0000-0000-0000-0000')
  await page.keyboard.press('Enter')
  await page.getByText('Not one of your codes, or used already').waitFor()
  await screenshot(page, 'second-factor-recovery-phone-dark')
  await page.keyboard.type(recoveryCodes[4]?.toUpperCase() ?? '')
  await page.keyboard.press('Enter')
  // The words are only for wider screens.
  await page.getByText('Live, up to date').first().waitFor({ state: 'attached' })
  await page.context().close()
})

it('in a dark window looks as it should, and nothing left its own host', async () => {
  const page = await open({ viewport: { width: 1440, height: 900 }, colorScheme: 'dark' })
  await page.getByRole('button', { name: 'Use a recovery code' }).press('Enter')
  await page.getByLabel('Recovery code').waitFor()
  await screenshot(page, 'second-factor-recovery-dark')
  await page.context().close()
  expect(complaints).toEqual([])
})
