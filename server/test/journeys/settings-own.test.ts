// One's own account in settings: sessions, a second factor, name, address, password and tokens.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { totpCode } from '../../src/core/accounts/second-factor/totp.ts'
import { screenshot } from './browser.ts'
import { clipboard, dialog, PASSWORD, row, status, type Visit, visitSettings } from './settings-visit.ts'

const run = promisify(execFile)
let visit: Visit
let page: Page

beforeAll(async () => {
  visit = await visitSettings()
  page = visit.page
})
afterAll(() => visit?.close())

const STEP = 30_000

describe('one’s own account', () => {
  it('ends a session elsewhere, and then all others', async () => {
    const phone = await visit.signedIn({ userAgent: 'Mozilla/5.0 (iPhone) Version/17.5 Safari/604.1' })
    const others = [await visit.signedIn(), await visit.signedIn()]
    await visit.open('sessions')
    await page.getByText('this one').waitFor()
    await screenshot(page, 'settings-sessions')
    await page.getByRole('button', { name: 'End Safari on iPhone' }).click()
    await row(page, 'Safari on iPhone').waitFor({ state: 'detached' })
    await expect.poll(() => status(phone)).toBe(401)
    expect(await Promise.all(others.map(status))).toEqual([200, 200])
    await page.getByRole('button', { name: 'End all others' }).click()
    await dialog(page).getByText('End 2 other sessions?').waitFor()
    await dialog(page).getByRole('button', { name: 'End all others' }).click()
    await page.getByText('You are signed in nowhere else').waitFor()
    await expect.poll(() => Promise.all(others.map(status))).toEqual([401, 401])
    expect(await status(page)).toBe(200)
    for (const other of [phone, ...others]) await other.context().close()
  })

  it('gets a second factor from a picture and a code, and signs in with it', async () => {
    await visit.open('security')
    await page.getByRole('button', { name: 'Set up' }).click()
    await page.keyboard.press('Enter')
    await page.getByText('Type your password').waitFor()
    await page.locator('.dialog input[name=password]').fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor()
    await screenshot(page, 'settings-second-factor')
    await dialog(page).getByRole('button', { name: 'Copy the secret' }).click()
    await dialog(page).getByText('Copied').first().waitFor()
    const secret = await clipboard(page)
    expect(secret).toMatch(/^[A-Z2-7]{32}$/)
    await page.getByLabel('Six digits from the app').fill('000000')
    await page.getByText('Wrong, or used already').waitFor()
    await page.getByLabel('Six digits from the app').fill(totpCode(secret, Date.now()))
    await page.getByRole('heading', { name: 'Keep your recovery codes' }).waitFor()
    const codes = (await page.getByLabel('Your recovery codes', { exact: true }).inputValue()).split('\n')
    expect(codes).toHaveLength(10)
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      dialog(page).getByRole('button', { name: 'Download as a file' }).click(),
    ])
    expect(file.suggestedFilename()).toBe('parley-recovery-codes.txt')
    await page.getByLabel('I have saved them').check()
    await dialog(page).getByRole('button', { name: 'Done' }).click()
    await page.getByText('10 recovery codes left').waitFor()

    const elsewhere = await visit.visitor()
    await visit.givePassword(elsewhere)
    // The app's next code, which is good one step early: the one of now may be used up.
    await elsewhere.getByLabel('Six digits from your app').fill(totpCode(secret, Date.now() + STEP))
    await elsewhere.locator('.shell').waitFor()
    await elsewhere.context().close()

    await page.getByRole('button', { name: 'Turn off' }).click()
    await page.locator('.dialog input[name=password]').fill(PASSWORD)
    await dialog(page).getByRole('button', { name: 'Use a recovery code' }).click()
    await page.getByLabel('Recovery code').fill(codes[3] ?? '')
    await dialog(page).getByRole('button', { name: 'Turn off' }).click()
    await page.getByText('Your password alone opens your account').waitFor()
  })

  it('changes name, address and password, and goes on signed in', async () => {
    await visit.open('profile')
    await page.getByLabel('Name', { exact: true }).fill('Noor V.')
    await page.keyboard.press('Enter')
    await page.locator('.set-who').getByText('Noor V.').waitFor()
    await page.getByLabel('E-mail').fill('noor.valdis@example.com')
    await page.getByLabel('Current password').fill(PASSWORD)
    const changed = page.waitForResponse((answer) => answer.url().endsWith('/email'))
    await page.keyboard.press('Enter')
    expect((await changed).status()).toBe(204)
    await visit.open('security')
    await page.getByLabel('Current password').fill(PASSWORD)
    await page.getByLabel('New password').fill('password123')
    await page.keyboard.press('Enter')
    await page.locator('.field-error').waitFor()
    await page.getByLabel('New password').fill('copper kettle lids 9')
    const replaced = page.waitForResponse((answer) => answer.url().endsWith('/password'))
    await page.keyboard.press('Enter')
    expect((await replaced).status()).toBe(204)
    expect(await status(page)).toBe(200)
  })

  it('makes a token for part of what it may, and deletes it', async () => {
    await visit.open('access-tokens')
    await page.getByRole('button', { name: 'Create token' }).click()
    await page.keyboard.type('Weekly report')
    await page.keyboard.press('Enter')
    await page.getByText('Tick at least one thing it may do').waitFor()
    await page.getByLabel(/^team:read/).check()
    await page.getByLabel('Name', { exact: true }).press('Enter')
    await dialog(page).getByRole('button', { name: 'Copy the command' }).click()
    await dialog(page).getByText('Copied').first().waitFor()
    const { stdout } = await run('sh', ['-c', `${await clipboard(page)} --silent`])
    expect(JSON.parse(stdout)).toMatchObject({ teammate: { name: 'Noor V.' } })
    await page.getByLabel('I have saved it').check()
    await dialog(page).getByRole('button', { name: 'Done' }).click()
    await row(page, 'Weekly report').getByRole('cell', { name: '1 scope', exact: true }).waitFor()
    await page.getByRole('button', { name: 'Delete Weekly report' }).click()
    await dialog(page).getByRole('button', { name: 'Delete token' }).click()
    await row(page, 'Weekly report').waitFor({ state: 'detached' })
  })
})

it('said nothing to anybody else, and broke no rule of its own page', () => {
  expect(visit.complaints).toEqual([])
})
