// A site as an owner makes it: its secrets once, its line on a page of somebody else, and which pages may have it.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { screenshot } from './browser.ts'
import { servePasted } from './pasted-page.ts'
import { clipboard, dialog, row, type Visit, visitSettings } from './settings-visit.ts'
import { launcher, styleOf } from './widget-visit.ts'

const COLOUR = '#b3261e'
let visit: Visit
let page: Page
let shop: Awaited<ReturnType<typeof servePasted>>

beforeAll(async () => {
  visit = await visitSettings()
  page = visit.page
  shop = await servePasted()
})
afterAll(async () => {
  await visit?.close()
  await shop?.close()
})

const part = (name: string) =>
  page.getByRole('navigation', { name: 'Parts of the site' }).getByText(name).click()
const save = async () => {
  await page.keyboard.press('Control+s')
  await page.getByText('Shop saved').first().waitFor()
  await page.getByText('Not saved yet').waitFor({ state: 'detached' })
}
/** As somebody who comes to the shop: another origin, a browser of their own. */
async function visitShop(): Promise<Page> {
  const context = await page
    .context()
    .browser()
    ?.newContext({ viewport: { width: 1280, height: 900 } })
  if (!context) throw new Error('the browser is gone')
  const visitor = await context.newPage()
  visitor.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) visit.complaints.push(message.text())
  })
  await visitor.goto(shop.url)
  return visitor
}

it('is created by its name, and its two secrets are shown once each', async () => {
  await visit.open('chat-sites')
  await row(page, 'Website chat').getByText('On').waitFor()
  await page.getByRole('button', { name: 'Create site' }).click()
  await page.keyboard.press('Enter')
  await page.getByText('Give it a name').waitFor()
  await page.keyboard.type('Shop')
  await page.keyboard.press('Control+Enter')

  await page.getByRole('heading', { name: 'Copy your secret key now' }).waitFor()
  await page.keyboard.press('Escape')
  await page.mouse.click(8, 400)
  const secret = await page.getByLabel('Your new secret key').inputValue()
  expect(secret).toMatch(/^prl_site_\w{58}$/)
  expect(await dialog(page).getByRole('button', { name: 'Done' }).isDisabled()).toBe(true)
  await page.keyboard.press('c')
  await dialog(page).getByRole('button', { name: 'Copied' }).waitFor()
  expect(await clipboard(page)).toBe(secret)
  await page.getByLabel('I have saved it').check()
  await dialog(page).getByRole('button', { name: 'Done' }).click()
  await page.getByRole('heading', { name: 'Copy your identity secret now' }).waitFor()
  const identity = await page.getByLabel('Your new identity secret').inputValue()
  expect(identity).toMatch(/^prl_ident_/)
  // The tick is of the secret it was set for.
  expect(await dialog(page).getByRole('button', { name: 'Done' }).isDisabled()).toBe(true)
  await page.getByLabel('I have saved it').check()
  await dialog(page).getByRole('button', { name: 'Done' }).click()

  await page.getByText('Put this line into your page').waitFor()
  for (const shown of [secret, identity]) expect(await page.content()).not.toContain(shown)
})

it('gets its colour, which the preview shows before it is saved', async () => {
  await part('Appearance')
  const frame = page.frameLocator('.site-preview-page')
  await page.getByLabel('Closed').check()
  await page.getByLabel('Colour', { exact: true }).fill('red')
  await page.keyboard.press('Control+s')
  await page.getByText('A colour is # and six digits').waitFor()
  await page.getByLabel('Colour', { exact: true }).fill(COLOUR)
  await page.getByText('Written on it in white').waitFor()
  const colour = async () => (await styleOf(frame.locator('.launcher'), ['backgroundColor']))[0]
  await expect.poll(colour).toBe('rgb(179, 38, 30)')
  await save()
})

it('is on a page by the line that was copied, under the policy that was copied', async () => {
  await part('Install')
  await page.getByRole('button', { name: 'Copy the line for your page' }).click()
  shop.pasted.line = await clipboard(page)
  await page.getByRole('button', { name: 'Copy the policy' }).click()
  shop.pasted.policy = await clipboard(page)
  expect(shop.pasted.line).toContain(`${visit.url}/widget.js`)
  const visitor = await visitShop()
  await launcher(visitor).waitFor()
  expect(await styleOf(launcher(visitor), ['backgroundColor', 'color'])).toEqual([
    'rgb(179, 38, 30)',
    'rgb(255, 255, 255)',
  ])
  await launcher(visitor).click()
  await visitor.getByRole('dialog', { name: /Shop/ }).waitFor()
  await screenshot(visitor, 'site-on-a-page')
  await visitor.context().close()
})

it('is refused to pages that are not its own; bad input is said no to where it is typed', async () => {
  await part('Allowed origins')
  await page.getByText('the chat works on any page').waitFor()
  const field = page.getByLabel('Origin', { exact: true })
  for (const [typed, words] of [
    ['https://shop.example/cart', 'Only the beginning of the address'],
    ['ftp://shop.example', 'An origin is an address such as'],
  ] as const) {
    await field.fill(typed)
    await page.keyboard.press('Enter')
    await page.getByText(words).waitFor()
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    expect(await page.locator('.site-list li').count()).toBe(0)
  }
  await screenshot(page, 'site-origin-refused')
  await field.fill('shop.example')
  await page.keyboard.press('Enter')
  await page.getByText('https://shop.example', { exact: true }).waitFor()
  await save()
  const stranger = await visitShop()
  await stranger.waitForResponse((answer) => answer.url().includes('/chat/widget') && answer.status() === 403)
  expect(await launcher(stranger).count()).toBe(0)
  await stranger.context().close()

  await field.fill(shop.url)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Remove https://shop.example' }).click()
  await save()
  const visitor = await visitShop()
  await launcher(visitor).waitFor()
  await visitor.context().close()
})

it('said nothing to anybody else, and broke no rule of its own page', () => {
  expect(visit.complaints).toEqual([])
})
