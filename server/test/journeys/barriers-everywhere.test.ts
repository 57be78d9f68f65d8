// Everything of the inbox that opens, asks or fails, in the light, in the dark and on a phone: no barrier that axe knows.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { screenshot } from './browser.ts'
import { everyLook, onDesk, onPhone } from './every-look.ts'
import { plate } from './files-to-send.ts'
import { pane, type TwoTeammates, twoTeammates } from './two-teammates.ts'

const SOON = { timeout: 20_000 }
const TITLE = 'Second lid for the K2'
let house: TwoTeammates
let noor: Page
let imke: Page

beforeAll(async () => {
  house = await twoTeammates()
  noor = house.noor
  imke = house.imke
  const macro = {
    name: 'Lids in stock',
    shortcut: 'lids',
    body: 'Hello {{contact.first_name}}, **both** are.',
  }
  await house.manage('POST', 'macros', { ...macro, actions: [{ type: 'status', value: 'closed' }] })
  await house.manage('POST', 'macros', { name: 'Refund', body: 'Done.', actions: [] })
  await house.manage('PATCH', `conversations/${house.idOf(TITLE)}`, { priority: 'urgent', tags: ['lids'] })
  const form = new FormData()
  form.append('body', 'Like this one?')
  form.append('files', new File([new Uint8Array(await plate('#056987', 640, 400))], 'lid.png'))
  await house.manage('POST', `conversations/${house.idOf(TITLE)}/messages`, form)
})
afterAll(() => house?.close())

const field = (page: Page) => page.locator('.field-rich')
async function write(text: string): Promise<void> {
  await field(noor).click()
  await noor.keyboard.type(text)
}
async function empty(): Promise<void> {
  await field(noor).press('Control+A')
  await noor.keyboard.press('Delete')
}
/** Out of a dialog, and of nothing behind it. */
async function leave(page: Page): Promise<void> {
  const address = page.url()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(page.url()).toBe(address)
}

describe('the list', () => {
  it('with some ticked, and a picker open', async () => {
    await noor.getByRole('heading', { level: 1 }).first().waitFor()
    await noor.locator('a.row').first().waitFor()
    await noor.keyboard.press('j')
    await noor.keyboard.press('x')
    await noor.keyboard.press('j')
    await noor.keyboard.press('x')
    const bar = noor.getByText('2 selected')
    await everyLook(noor, bar, 'bulk')
    for (const [key, option] of [
      ['a', 'Imke Sarro'],
      ['s', /^Tomorrow morning/],
      ['p', 'Urgent'],
      ['t', 'lids'],
    ] as const) {
      await noor.keyboard.press(key)
      const choice = noor.getByRole('option', { name: option })
      await everyLook(noor, choice, `bulk-${key}`)
      await noor.keyboard.press('Escape')
      await choice.waitFor({ state: 'hidden' })
    }
    await noor.keyboard.press('Escape')
    await bar.waitFor({ state: 'hidden' })
  })

  it('with a view about to be saved, and what can be done with one', async () => {
    await noor.getByRole('button', { name: 'Filter' }).click()
    await noor.getByRole('option', { name: 'Urgent' }).click()
    await noor.getByRole('button', { name: 'Save as view' }).click()
    const dialog = noor.getByRole('dialog', { name: 'Save as view' })
    await dialog.waitFor()
    await noor.keyboard.type('Burning')
    await everyLook(noor, dialog, 'save-view')
    await noor.keyboard.press('Enter')
    await noor.getByRole('button', { name: 'View options' }).click()
    await everyLook(noor, noor.getByRole('option', { name: 'Rename view' }), 'view-options')
    await noor.keyboard.press('Escape')
    await noor.getByRole('option', { name: 'Rename view' }).waitFor({ state: 'hidden' })
  })

  it('under the palette with results, and under the sheet of keys', async () => {
    await noor.keyboard.press('Control+k')
    await noor.getByRole('combobox').fill('lid')
    await everyLook(noor, noor.getByRole('option', { name: new RegExp(TITLE) }), 'palette')
    await leave(noor)
    await noor.keyboard.press('?')
    const sheet = noor.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await sheet.getByRole('button', { name: 'Change the keys of Settings' }).click()
    await everyLook(noor, sheet, 'shortcuts')
    await noor.keyboard.press('Escape')
    await leave(noor)
  })
})

describe('the thread', () => {
  beforeAll(() => house.open(noor, TITLE))

  it('under a picture', async () => {
    await noor.getByRole('button', { name: 'Open picture lid.png' }).click()
    await everyLook(noor, noor.getByRole('dialog').getByRole('img', { name: 'lid.png' }), 'lightbox')
    await leave(noor)
  })

  it('about to be merged', async () => {
    await noor.getByRole('button', { name: 'More', exact: true }).click()
    await noor.getByRole('menuitem', { name: 'Merge' }).click()
    await noor.getByRole('radio').first().check()
    await everyLook(noor, noor.getByText('The contact is not told'), 'merge')
    await leave(noor)
  })

  it('with its pickers open', async () => {
    for (const [button, picker] of [
      [/^Tags: 1/, 'Tags'],
      [/has it$/, 'Assign to'],
      ['Snooze', 'Snooze until'],
    ] as const) {
      await noor.getByRole('button', { name: button }).first().click()
      const text = noor.getByRole('textbox', { name: picker })
      if (picker === 'Snooze until') await text.fill('in 3 days')
      await noor.getByRole('option').first().waitFor()
      await everyLook(noor, text, `pick-${picker.split(' ')[0]}`, picker === 'Tags' ? 'everywhere' : 'wide')
      await noor.keyboard.press('Escape')
      await text.waitFor({ state: 'hidden' })
    }
    await onPhone(noor)
    await noor.getByRole('button', { name: 'More', exact: true }).click()
    await noor.getByRole('menuitem', { name: 'Snooze' }).click()
    await everyLook(noor, noor.getByRole('textbox', { name: 'Snooze until' }), 'pick-Snooze', 'phone')
    await noor.keyboard.press('Escape')
    await onDesk(noor)
  })

  it('beside the contact who is being changed', async () => {
    await pane(noor).getByRole('button', { name: 'Edit contact' }).click()
    const mail = pane(noor).getByLabel('E-mail')
    await everyLook(noor, mail, 'contact', 'wide')
    await mail.fill('priya at ramanth')
    await pane(noor).getByRole('button', { name: 'Save' }).click()
    await everyLook(noor, pane(noor).getByText('This is no e-mail address'), 'contact-wrong', 'wide')
    await mail.press('Escape')
    await onPhone(noor)
    await noor.getByRole('button', { name: 'More', exact: true }).click()
    await noor.getByRole('menuitem', { name: 'Contact and details' }).click()
    const drawer = noor.getByRole('dialog', { name: 'Contact and details' })
    await drawer.getByRole('button', { name: 'Edit contact' }).click()
    await everyLook(noor, drawer.getByLabel('E-mail'), 'contact', 'phone')
    await drawer.getByLabel('E-mail').press('Escape')
    await leave(noor)
    await onDesk(noor)
  })
})

describe('the composer', () => {
  it('with macros, and with emoji', async () => {
    await write('/li')
    await everyLook(noor, noor.locator('.suggest-option').getByText('Lids in stock'), 'macros')
    await noor.keyboard.press('Enter')
    await everyLook(noor, noor.getByText('Once sent: close'), 'macro-put-in')
    await noor.getByRole('button', { name: 'Only send the text' }).click()
    await empty()
    await noor.getByRole('button', { name: 'Emoji' }).click()
    await everyLook(noor, noor.getByRole('button', { name: 'grinning face', exact: true }), 'emoji')
    await noor.keyboard.press('Escape')
    await noor.getByLabel('Search emoji').waitFor({ state: 'detached' })
  })

  it('with files on their way, failed and there', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    await noor.route('**/api/manage/files', async (route) => {
      const named = route.request().postDataBuffer()?.toString('latin1') ?? ''
      if (named.includes('lost.pdf')) return await route.abort()
      if (named.includes('slow.pdf')) await released
      await route.continue().catch(() => undefined)
    })
    const file = (name: string) => ({
      name,
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.4 %%EOF'),
    })
    await noor
      .locator('.composer input[type=file]')
      .setInputFiles([file('slow.pdf'), file('lost.pdf'), file('a-name-that-is-rather-long-for-a-chip.pdf')])
    await noor.locator('.file-chip-done').waitFor()
    await noor.locator('.file-chip-failed').first().waitFor()
    await everyLook(noor, noor.locator('.file-chip-uploading'), 'files')
    release()
    await expect.poll(() => noor.locator('.file-chip-done').count(), SOON).toBe(2)
    await noor.unroute('**/api/manage/files')
    const removing = noor.getByRole('button', { name: /^Remove .*\.pdf$/ })
    for (let left = 3; left > 0; left--) {
      await removing.first().click()
      await expect.poll(() => removing.count(), SOON).toBe(left - 1)
    }
  })

  it('when a colleague was faster', async () => {
    await write('Which lid is it?')
    await imke.evaluate(`fetch('/api/manage/conversations/${house.idOf(TITLE)}/messages', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ body: 'It is on its way' }),
    })`)
    await noor.keyboard.press('Control+Enter')
    const guard = noor.getByRole('region', { name: 'This moved on while you wrote' })
    await guard.waitFor(SOON)
    await everyLook(noor, guard.getByText('It is on its way'), 'guard')
    await field(noor).press('Escape')
    await guard.waitFor({ state: 'detached' })
    await empty()
  })

  it('when its draft was changed in another browser too', async () => {
    await house.open(noor, 'A long story')
    await noor.route('**/drafts/**', (route) => route.abort())
    await write('From the desk')
    await noor.getByText('Kept in this browser').waitFor(SOON)
    const path = `conversations/${house.idOf('A long story')}/drafts/reply`
    await house.manage('PUT', path, { body: 'From the train', base_seq: 0 })
    await noor.unroute('**/drafts/**')
    await write(' and the chair')
    const conflict = noor.getByText('This draft was changed in another browser too')
    await conflict.waitFor({ timeout: 40_000 })
    await everyLook(noor, conflict, 'conflict')
    await screenshot(noor, 'barriers-conflict')
    await noor.getByRole('button', { name: 'Keep this one' }).click()
    await conflict.waitFor({ state: 'detached' })
  })
})

it('broke none of its own policies on the way and asked nobody else for anything', () => {
  expect(house.complaints).toEqual([])
})
