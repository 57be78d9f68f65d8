// How the settings of a site look: a preview that reaches nobody, every part for everybody, and the list without a site.
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { screenshot } from './browser.ts'
import { everyLook } from './every-look.ts'
import { dialog, row, type Visit, visitSettings } from './settings-visit.ts'
import { styleOf } from './widget-visit.ts'

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

it('shows while one types how it will be, takes no focus for it, asks nobody and keeps nothing', async () => {
  await visit.open('chat-sites')
  await page.getByRole('link', { name: 'Website chat' }).click()
  const asked: string[] = []
  page.on('request', (request) => {
    if (/\/api\/v1\//.test(request.url())) asked.push(request.url())
  })
  const greeting = page.getByLabel('Greeting')
  await greeting.fill('')
  await greeting.pressSequentially('Good evening from the shop!', { delay: 25 })
  await frame().getByText('Good evening from the shop!').waitFor()
  // It was drawn anew, form and all; whoever goes on typing types on.
  await page.keyboard.type(' Open late.', { delay: 25 })
  await frame().getByText('from the shop! Open late.').waitFor()
  expect(await greeting.inputValue()).toBe('Good evening from the shop! Open late.')
  await page.getByRole('radio', { name: 'Conversation' }).check()
  await frame().getByText('Will my kettle work in Canada?').waitFor()
  await page.getByRole('radio', { name: 'Dark' }).check()
  const ground = async () => (await styleOf(frame().locator('html'), ['backgroundColor']))[0]
  await expect.poll(ground).toBe('rgb(22, 27, 31)')
  // The light one stays until the dark one is there to be seen.
  await expect.poll(() => frame().getByText('Will my kettle work in Canada?').count()).toBe(1)
  await screenshot(page, 'site-preview-dark')
  const inside = page.frames().find((one) => one.url().endsWith('/chat/preview'))
  await inside?.evaluate(axe.source)
  expect(
    await inside?.evaluate('axe.run(document).then(({ violations }) => violations.map(({ id }) => id))'),
  ).toEqual([])
  await page.getByRole('button', { name: 'Discard' }).click()

  expect(asked).toEqual([])
  expect(await page.evaluate('Object.keys(localStorage).filter((key) => key.startsWith("parley:"))')).toEqual(
    [],
  )
  const list = await page.evaluate<string>(
    'fetch("/api/manage/conversations").then((answer) => answer.text())',
  )
  expect(JSON.parse(list).data).toEqual([])
})

it('has no barrier that axe knows, in light, in the dark and on a phone', async () => {
  for (const name of ['General', 'Install', 'Allowed origins', 'Office hours', 'Appearance', 'Keys']) {
    await part(name)
    await everyLook(page, page.locator('.site-form > *').first(), `site-${name}`)
  }
  await visit.open('chat-sites')
  await everyLook(page, row(page, 'Website chat'), 'sites')
  await page.getByRole('button', { name: 'Create site' }).click()
  await page.keyboard.press('Enter')
  await everyLook(page, page.getByText('Give it a name'), 'site-create')
})

it('is deleted after a word about what goes, and the empty list says what to do next', async () => {
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Website chat' }).click()
  await page.getByRole('button', { name: 'Delete site' }).click()
  await everyLook(page, dialog(page).getByText('its keys open nothing'), 'site-delete')
  await dialog(page).getByRole('button', { name: 'Delete site' }).click()
  await everyLook(page, page.getByRole('heading', { name: 'Put a chat on your page' }), 'sites-empty')
  await page.goBack()
  await page.getByText('Put a chat on your page').waitFor()
})

it('said nothing to anybody else, and broke no rule of its own page', () => {
  expect(visit.complaints).toEqual([])
})
