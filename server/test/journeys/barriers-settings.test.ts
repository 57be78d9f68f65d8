// Every page of settings with every dialog that opens from it, in the light, in the dark and on a phone: no barrier that
// axe knows.
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { totpCode } from '../../src/core/accounts/second-factor/totp.ts'
import { everyLook } from './every-look.ts'
import { clipboard, dialog, PASSWORD, row, type Visit, visitSettings } from './settings-visit.ts'

let visit: Visit
let page: Page

beforeAll(async () => {
  visit = await visitSettings()
  page = visit.page
  page.setDefaultTimeout(20_000)
})
afterAll(() => visit?.close())

/** A page of settings, once all of it is there. */
async function pageLook(path: string): Promise<void> {
  await visit.open(path)
  await expect.poll(() => page.locator('[aria-busy=true]').count(), { timeout: 20_000 }).toBe(0)
  await everyLook(page, page.locator('.set-page'), `settings-${path}`)
}

/** The dialog that is open, known by its title. */
async function dialogLook(title: string | RegExp): Promise<Locator> {
  const heading = dialog(page).getByRole('heading', { name: title })
  await everyLook(page, heading, `dialog-${String(title).replace(/\W+/g, '-')}`)
  return dialog(page)
}
const press = (name: string) =>
  page.locator('.set-page').getByRole('button', { name, exact: true }).first().click()
const inDialog = (name: string) => dialog(page).getByRole('button', { name, exact: true }).click()
const gone = () => dialog(page).waitFor({ state: 'detached' })
async function leave(): Promise<void> {
  await page.keyboard.press('Escape')
  await gone()
}

it('of one’s own profile and sessions', async () => {
  await pageLook('profile')
  const phone = await visit.signedIn({ userAgent: 'Mozilla/5.0 (iPhone) Version/17.5 Safari/604.1' })
  await pageLook('sessions')
  await press('End all others')
  await dialogLook(/^End /)
  await inDialog('End all others')
  await page.getByText('You are signed in nowhere else').waitFor()
  await phone.context().close()
})

it('of the second factor', async () => {
  await pageLook('security')
  await press('Set up')
  await dialog(page).getByRole('button', { name: 'Next' }).click()
  await page.getByText('Type your password').waitFor()
  await dialogLook('Set up your second factor')
  await page.locator('.dialog input[name=password]').fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor()
  await page.getByLabel('Six digits from the app').fill('000000')
  await page.getByText('Wrong, or used already').waitFor()
  await dialogLook('Set up your second factor')
  await inDialog('Copy the secret')
  await dialog(page).getByText('Copied').first().waitFor()
  const secret = await clipboard(page)
  // Typed in full it is sent by itself; of a code that has just run out, the next one is taken.
  const codes = page.getByRole('heading', { name: 'Keep your recovery codes' })
  await page.getByLabel('Six digits from the app').fill(totpCode(secret, Date.now()))
  await codes.waitFor()
  await dialogLook('Keep your recovery codes')
  await page.getByLabel('I have saved them').check()
  await inDialog('Done')
  await gone()
  await everyLook(page, page.getByText('10 recovery codes left'), 'settings-security-on')
  await press('New recovery codes')
  await dialogLook('Make new recovery codes?')
  await leave()
  await press('Turn off')
  await inDialog('Use a recovery code')
  await dialogLook('Turn off your second factor?')
  await leave()
})

it.each([
  [
    'access-tokens',
    'Create token',
    'Tick at least one thing it may do',
    'Copy your token now',
    'Delete token',
  ],
  ['api-keys', 'Create key', 'Give it a name you will know it by', 'Copy your key now', 'Delete key'],
] as const)('of %s', async (path, create, missing, once, remove) => {
  await pageLook(path)
  await press(create)
  await page.keyboard.press('Enter')
  await page.getByText(missing).waitFor()
  await dialogLook(/^Create an /)
  await page.getByLabel('Name', { exact: true }).fill('Weekly report')
  if (path === 'access-tokens') await page.getByLabel(/^team:read/).check()
  await page.getByLabel('Name', { exact: true }).press('Enter')
  await dialogLook(once)
  await page.getByLabel('I have saved it').check()
  await inDialog('Done')
  await gone()
  await everyLook(page, row(page, 'Weekly report'), `settings-${path}-made`)
  await page.getByRole('button', { name: 'Delete Weekly report' }).click()
  await dialogLook('Delete “Weekly report”?')
  await inDialog(remove)
  await row(page, 'Weekly report').waitFor({ state: 'detached' })
})

it('of teammates', async () => {
  await visit.open('teammates')
  await press('Invite')
  await page.keyboard.press('Enter')
  await page.getByText('Type an e-mail address').waitFor()
  await dialogLook('Invite')
  await page.getByLabel('E-mail').fill('ada@example.com')
  await page.keyboard.press('Enter')
  const link = await page.getByLabel('Invitation link').inputValue()
  await dialogLook('Hand over this link')
  await page.getByLabel('I have copied it').check()
  await inDialog('Done')
  await gone()
  const mate = await visit.visitor({}, link)
  await mate.getByLabel('Your name').fill('Ada Adler')
  await mate.locator('input[name=password]').fill(PASSWORD)
  await mate.keyboard.press('Enter')
  await mate.locator('.shell').waitFor()
  await mate.context().close()
  await press('Invite')
  await page.getByLabel('E-mail').fill('bo@example.com')
  await page.keyboard.press('Enter')
  await page.getByLabel('I have copied it').check()
  await inDialog('Done')
  await pageLook('teammates')
  await page.getByRole('button', { name: 'Withdraw the invitation of bo@example.com' }).click()
  await dialogLook(/^Withdraw/)
  await leave()
  const change = page.getByRole('button', { name: 'Change Ada Adler' })
  await change.click()
  const disable = page.getByRole('menuitem', { name: 'Disable…' })
  await everyLook(page, disable, 'menu-teammate')
  await page.getByRole('menuitem', { name: 'Make admin…' }).click()
  await dialogLook('Make Ada Adler an admin?')
  await leave()
  await change.click()
  await disable.click()
  await dialogLook('Disable Ada Adler?')
  await inDialog('Disable')
  await everyLook(page, row(page, 'Ada Adler').getByText('disabled'), 'settings-teammates-disabled')
})

it('of the organisation and its log', async () => {
  await visit.open('organisation')
  await page.getByLabel('Tickets a second').fill('many')
  await page.keyboard.press('Enter')
  await everyLook(page, page.getByText('A whole number from 1 to 100000'), 'settings-organisation-wrong')
  await visit.open('audit-log')
  await page
    .getByRole('button', { name: /^Details: disabled/ })
    .first()
    .click()
  await everyLook(page, page.locator('.set-page pre').first(), 'settings-audit-open')
})

it('said nothing to anybody else, and broke no rule of its own page', () => {
  expect(visit.complaints).toEqual([])
})
