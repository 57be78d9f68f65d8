// What else is set of a site: hours and secrets made anew, by keys alone; what is not saved is kept, and what is refused said.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { everyLook } from './every-look.ts'
import { clipboard, dialog, row, type Visit, visitSettings } from './settings-visit.ts'

let visit: Visit
let page: Page
beforeAll(async () => {
  visit = await visitSettings()
  page = visit.page
})
afterAll(() => visit?.close())

const frame = () => page.frameLocator('.site-preview-page')
const part = (name: string) =>
  page.getByRole('navigation', { name: 'Parts of the site' }).getByText(name).click()
const unsaved = () => page.getByText('Not saved yet')
const focused = () => page.evaluate<string>('document.activeElement.textContent')
async function openSite(): Promise<void> {
  await visit.open('chat-sites')
  await page.getByRole('link', { name: 'Website chat' }).click()
  await page.getByRole('heading', { name: 'Website chat' }).waitFor()
}

it('keeps what is not saved wherever one looks meanwhile, and says what it is', async () => {
  await openSite()
  await page.getByLabel('Greeting').fill('Good morning!')
  await unsaved().getByText('greeting').waitFor()
  await part('Keys')
  await page.getByRole('link', { name: 'Teammates' }).click()
  await page.getByRole('heading', { name: 'Teammates' }).waitFor()
  await page.getByRole('link', { name: 'Chat sites' }).click()
  await page.getByRole('link', { name: 'Website chat' }).click()
  expect(await page.getByLabel('Greeting').inputValue()).toBe('Good morning!')
  await page.getByRole('button', { name: 'Discard' }).click()
  await unsaved().waitFor({ state: 'detached' })
  expect(await page.getByLabel('Greeting').inputValue()).toBe('Hello! How can we help?')
})

it('has office hours, typed in a hurry and said no to where they make no sense', async () => {
  await part('Office hours')
  await page.getByLabel('By office hours').check()
  await page.getByLabel('Time zone').selectOption('Europe/Brussels')
  await page.getByLabel('Saturday', { exact: true }).check()
  await page.getByLabel('Saturday, from').fill('10')
  await page.getByLabel('Saturday, to').fill('930')
  await page.keyboard.press('Tab')
  expect(await page.getByLabel('Saturday, to').inputValue()).toBe('09:30')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Times go from early to late').waitFor()
  await page.getByLabel('Saturday, to').fill('1300')
  await page.getByLabel('Monday, to').first().fill('12:00')
  await page.getByRole('button', { name: 'Add hours on Monday' }).click()
  await page.getByRole('button', { name: 'Monday’s hours for Tuesday to Friday' }).click()
  await page.getByRole('button', { name: 'Add holiday' }).click()
  await page.getByLabel('Date of holiday 1').fill('2026-12-25')
  await page.getByLabel('Name of holiday 1').fill('Christmas')
  await page.getByLabel('Reply differently outside office hours').check()
  await page.getByLabel('Reply outside office hours', { exact: true }).fill('We sleep.')
  await frame().getByText('We are away').waitFor()
  const saved = page.waitForResponse((answer) => answer.request().method() === 'PATCH')
  await page.getByRole('button', { name: 'Save' }).click()
  const day = [
    { from: '09:00', to: '12:00' },
    { from: '13:00', to: '17:00' },
  ]
  expect(await (await saved).json()).toMatchObject({
    closed_reply: 'We sleep.',
    office_hours: {
      time_zone: 'Europe/Brussels',
      week: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [{ from: '10:00', to: '13:00' }] },
      holidays: [{ date: '2026-12-25', name: 'Christmas' }],
    },
  })
  await unsaved().waitFor({ state: 'detached' })
})

it('gets a new secret key by keys alone, and says until when the old one works', async () => {
  await part('Keys')
  await row(page, 'prl_site_').getByText('a new one is made').waitFor()
  const button = page
    .getByRole('region', { name: 'Secret key' })
    .getByRole('button', { name: 'Make a new one' })
  await button.focus()
  await page.keyboard.press('Enter')
  await dialog(page).getByLabel('The old one works for').selectOption('72')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { name: 'Copy your secret key now' }).waitFor()
  await dialog(page)
    .getByText(/The old one works until .+\d\d:\d\d/)
    .waitFor()
  await everyLook(page, page.getByRole('heading', { name: 'Copy your secret key now' }), 'site-renewed')
  const secret = await page.getByLabel('Your new secret key').inputValue()
  await page.keyboard.press('c')
  await dialog(page).getByText('Copied').first().waitFor()
  expect(await clipboard(page)).toBe(secret)
  await page.getByLabel('I have saved it').focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  await dialog(page).waitFor({ state: 'detached' })
  await expect.poll(focused).toBe('Make a new one')
  await row(page, 'prl_site_').nth(1).waitFor()
  expect(await page.getByText('a new one is made').count()).toBe(1)
})

it('says beside its origin what the server says of it', async () => {
  await page.route('**/api/manage/sites/*', (route) =>
    route.fulfill({
      status: 422,
      contentType: 'application/problem+json',
      json: {
        status: 422,
        title: 'Unprocessable Entity',
        detail: 'allowed_origins are addresses such as https://shop.example, without a path',
        code: 'invalid',
        field: 'allowed_origins.0',
      },
    }),
  )
  await part('Allowed origins')
  await page.getByLabel('Origin', { exact: true }).fill('http://new.example')
  await page.keyboard.press('Enter')
  await part('General')
  await page.keyboard.press('Control+s')
  // To where it is, from wherever one saved.
  await page.locator('.site-list li').first().getByText('An origin is an address such as').waitFor()
  await page.unrouteAll()
  await page.getByRole('button', { name: 'Discard' }).click()
  expect(await page.locator('.site-list li').count()).toBe(0)
})

it('said nothing to anybody else, and broke no rule of its own page', () => {
  expect(visit.complaints).toEqual([])
})
