// A person who was invited: from the link to the inbox, once.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openBrowser, screenshot, watch } from './browser.ts'
import { dataFolder, type RunningServer, startServer } from './server.ts'

const folder = dataFolder()
const bin = fileURLToPath(new URL('../../bin/parley.js', import.meta.url))
let server: RunningServer
let browser: Browser
let page: Page
let link: string
let complaints: string[]

beforeAll(async () => {
  const owner = [
    '--organisation',
    'Pottle',
    '--email',
    'noor@example.com',
    '--password',
    'correct horse battery',
  ]
  const setup = execFileSync(process.execPath, [bin, 'setup', ...owner, '--json'], {
    env: { ...process.env, BASE_URL: '', DATA_DIR: folder.dir },
  })
  const { access_token } = JSON.parse(setup.toString())
  server = await startServer(folder.dir)
  const answer = await fetch(`${server.ready.url}/api/manage/invitations`, {
    method: 'POST',
    headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'ada@example.com', role: 'agent' }),
  })
  link = ((await answer.json()) as { link: string }).link
  browser = await openBrowser()
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  complaints = watch(page, server.ready.url)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop('SIGTERM')
  folder.remove()
})

it('opens the link, says what is missing, and lets one in', async () => {
  await page.goto(link)
  await page.getByRole('heading', { name: 'Join' }).waitFor()
  // The token is out of the address before anybody can copy it from there.
  expect(new URL(page.url()).hash).toBe('')
  await screenshot(page, 'join')
  await page.locator('input[name=password]').fill('too short')
  await page.getByRole('button', { name: 'Join', exact: true }).click()
  await page.getByText('Type the name your team knows you by').waitFor()
  await page.getByText('At least 10 characters').waitFor()
  await screenshot(page, 'join-refused')
  await page.getByLabel('Your name').fill('Ada Adler')
  await page.locator('input[name=password]').fill('correct horse battery')
  await page.keyboard.press('Enter')
  await page.getByText('Ada Adler').first().waitFor()
  await page.getByText('Live, up to date').first().waitFor()
})

it('is used up by then', async () => {
  const phone = await browser.newPage({ viewport: { width: 390, height: 844 }, colorScheme: 'dark' })
  await phone.goto(link)
  await phone.getByLabel('Your name').fill('Somebody')
  await phone.locator('input[name=password]').fill('correct horse battery')
  await phone.getByRole('button', { name: 'Join', exact: true }).click()
  await phone.getByText('This invitation is not good any more').waitFor()
  await screenshot(phone, 'join-used-up-phone-dark')
  await phone.getByRole('button', { name: 'Sign in instead' }).click()
  await phone.getByRole('heading', { name: 'Sign in' }).waitFor()
  await phone.close()
  expect(complaints).toEqual([])
})
