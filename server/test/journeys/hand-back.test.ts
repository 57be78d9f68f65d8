// A conversation that an assistant has: taken over, answered, and handed back, with a colleague looking on.
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openWriter } from '../../src/db/sqlite.ts'
import { screenshot } from './browser.ts'
import { barriers, lastEvent, type TwoTeammates, twoTeammates } from './two-teammates.ts'

const TITLE = 'Second lid for the K2'
const SOON = { timeout: 10_000 }

let house: TwoTeammates
beforeAll(async () => {
  house = await twoTeammates()
  // No verb gives a conversation to an assistant yet.
  const { db, raw } = openWriter(join(house.dataDir, 'parley.db'))
  await db
    .updateTable('conversation')
    .set({ owner_kind: 'assistant', owner_id: 'helper' })
    .where('id', '=', house.idOf(TITLE))
    .execute()
  raw.close()
  await house.open(house.noor, TITLE)
  await house.open(house.imke, TITLE)
})
afterAll(() => house?.close())

const holder = (page: Page) => page.locator('.baton')
const menu = async (page: Page) => {
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Mark as unread' }).waitFor()
  return page.getByRole('menuitem', { name: 'Hand back' })
}

it('is taken over with one press, for everybody to see', async () => {
  const { noor, imke } = house
  expect(await holder(imke).textContent()).toContain('An assistant has it')
  // Nobody took it yet, so there is nowhere to hand it to.
  expect(await (await menu(noor)).count()).toBe(0)
  await noor.keyboard.press('Escape')
  await noor.getByRole('button', { name: 'Take over' }).click()
  await expect.poll(() => holder(noor).textContent()).toContain('You have it')
  await expect.poll(() => holder(imke).textContent(), SOON).toContain('Noor Valdis has it')
})

it('goes back to the assistant it was taken from, and can be had again with one press', async () => {
  const { noor, imke } = house
  await (await menu(noor)).click()
  await noor.getByText('Handed back to the assistant', { exact: true }).waitFor()
  await expect.poll(() => holder(imke).textContent(), SOON).toContain('An assistant has it')
  expect(await lastEvent(imke).textContent()).toContain('handed it back to the assistant')
  await screenshot(noor, 'handed-back')
  expect(await barriers(noor)).toEqual([])
  await noor.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => holder(imke).textContent(), SOON).toContain('Noor Valdis has it')
})

it('goes back from the palette too, once somebody has answered', async () => {
  const { noor, imke } = house
  await house.say(TITLE, 'Yes, in two sizes.')
  await noor.keyboard.press('Control+k')
  await noor.keyboard.type('hand back')
  await noor.getByRole('option', { name: 'Hand back' }).first().waitFor()
  await screenshot(noor, 'hand-back-palette')
  await noor.keyboard.press('Enter')
  await expect.poll(() => holder(imke).textContent(), SOON).toContain('An assistant has it')
  expect(house.complaints).toEqual([])
})
