// Filters kept under a name: for oneself, for everybody, under another name, and gone again.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { screenshot, watch } from './browser.ts'
import { type TwoTeammates, twoTeammates } from './two-teammates.ts'

const SOON = { timeout: 15_000 }
let house: TwoTeammates
let noor: Page
let imke: Page
let complaints: string[]

beforeAll(async () => {
  house = await twoTeammates()
  noor = house.noor
  imke = house.imke
  complaints = watch(imke, house.url)
  for (const title of ['A long story', 'Second lid for the K2'])
    await house.manage('PATCH', `conversations/${house.idOf(title)}`, { priority: 'urgent' })
})
afterAll(() => house?.close())

const views = (page: Page) => page.getByRole('navigation', { name: 'Views' })
const inNav = (page: Page, name: string) => views(page).getByRole('link', { name: new RegExp(`^${name}`) })
const heading = (page: Page) => page.getByRole('heading', { level: 1 }).first().textContent()
/** What is counted beside the name, over the list, and in the list. */
const counted = async (page: Page, name: string) => [
  Number((await inNav(page, name).locator('.nav-count').allTextContents())[0] ?? 0),
  Number((await page.locator('.list-count').allTextContents())[0]),
  await page.locator('.row-frame').count(),
]
const countsAre = (page: Page, name: string, many: number) =>
  expect.poll(() => counted(page, name), SOON).toEqual([many, many, many])

/** Narrows what all see of what is open, and asks to keep it. */
async function saveFiltered(by: string, chip: string): Promise<void> {
  await noor.getByRole('link', { name: /^All open/ }).click()
  await noor.getByRole('button', { name: 'Filter' }).click()
  await noor.getByRole('option', { name: by, exact: true }).click()
  await noor.locator('.chip').getByText(chip).waitFor()
  await noor.getByRole('button', { name: 'Save as view' }).click()
  await noor.getByRole('dialog', { name: 'Save as view' }).waitFor()
}

async function option(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'View options' }).click()
  await page.getByRole('option', { name }).click()
}

it('is saved for oneself, counts what it lists, and is nobody else’s', async () => {
  await saveFiltered('Urgent', 'Priority: Urgent')
  const dialog = noor.getByRole('dialog')
  expect(await dialog.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true)
  await noor.keyboard.type('Burning')
  await screenshot(noor, 'views-save')
  await noor.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
  await expect.poll(() => heading(noor), SOON).toBe('Burning')
  await countsAre(noor, 'Burning', 2)
  expect(await inNav(noor, 'Burning').getAttribute('aria-current')).toBe('page')
  // The filters are the view's own now, and nothing that narrows it.
  expect(await noor.locator('.chip').count()).toBe(0)
})

it('has a name that no other has; the dialog says so', async () => {
  await saveFiltered('Urgent', 'Priority: Urgent')
  const dialog = noor.getByRole('dialog')
  await noor.keyboard.type('Burning')
  await noor.keyboard.press('Enter')
  await dialog.getByText(/view with this name/).waitFor()
  await noor.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
})

it('is shared: a colleague has it in their navigation at once, with the same count', async () => {
  await saveFiltered('Nobody', 'Assigned to Nobody')
  await noor.keyboard.type('For anybody')
  await noor.getByLabel('Everybody here sees it').check()
  await noor.keyboard.press('Control+Enter')
  await countsAre(noor, 'For anybody', 3)
  await inNav(imke, 'For anybody').click()
  await countsAre(imke, 'For anybody', 3)
  // By now they have heard of all there is.
  expect(await inNav(imke, 'Burning').count()).toBe(0)
  await screenshot(imke, 'views-shared')
})

it('counts what comes in and what goes, in both browsers', async () => {
  await house.write('Second lid for the K2', 'And in blue?')
  await imke.locator('.row-frame').filter({ hasText: 'K2 kettle on 110 V' }).locator('a.row').click()
  await imke.getByRole('button', { name: 'Take it' }).click()
  await countsAre(imke, 'For anybody', 2)
  await countsAre(noor, 'For anybody', 2)
  await imke.getByRole('button', { name: 'Undo' }).click()
  await countsAre(imke, 'For anybody', 3)
  await countsAre(noor, 'For anybody', 3)
})

it('is changed by who made it alone, and says why not', async () => {
  await option(imke, 'Delete view')
  await imke.getByText(/^The view was not changed: /).waitFor()
  await expect.poll(() => heading(imke), SOON).toBe('For anybody')
  await countsAre(imke, 'For anybody', 3)
})

it('is renamed, for everybody', async () => {
  await option(noor, 'Rename view')
  const dialog = noor.getByRole('dialog', { name: 'Rename view' })
  await dialog.waitFor()
  expect(await dialog.getByLabel('Name').inputValue()).toBe('For anybody')
  await dialog.getByLabel('Name').fill('Up for grabs')
  await noor.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
  for (const page of [noor, imke]) {
    await expect.poll(() => heading(page), SOON).toBe('Up for grabs')
    await countsAre(page, 'Up for grabs', 3)
    expect(await inNav(page, 'For anybody').count()).toBe(0)
  }
})

it('is deleted, which is said to whoever looks at it, and can be taken back', async () => {
  await option(noor, 'Delete view')
  await noor.getByText('Deleted the view “Up for grabs”').waitFor()
  await expect.poll(() => heading(noor), SOON).toBe('All open')
  await inNav(noor, 'Up for grabs').waitFor({ state: 'detached' })
  await imke.getByText('This view is gone').waitFor()
  expect(await views(imke).count()).toBe(0)
  await screenshot(imke, 'views-gone')

  await noor.getByRole('button', { name: 'Undo' }).click()
  await inNav(imke, 'Up for grabs').click()
  await inNav(noor, 'Up for grabs').click()
  for (const page of [noor, imke]) await countsAre(page, 'Up for grabs', 3)
  await option(noor, 'Delete view')
  for (const page of [noor, imke]) await inNav(page, 'Up for grabs').waitFor({ state: 'detached' })
})

it('broke none of its own policies on the way and asked nobody else for anything', () => {
  expect([...house.complaints, ...complaints]).toEqual([])
})
