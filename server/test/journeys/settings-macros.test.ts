// A macro from the first thought to its end: made by one, used by another, changed, deleted and had back.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { screenshot } from './browser.ts'
import { dialog, row } from './settings-visit.ts'
import { barriers, type TwoTeammates, twoTeammates } from './two-teammates.ts'

let visit: TwoTeammates
let noor: Page
let imke: Page

const macros = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      shortcut: z.string().nullable(),
      body: z.string(),
      shared: z.boolean(),
      actions: z.array(z.object({ type: z.string(), value: z.unknown() })),
    }),
  ),
})
const stored = async () => macros.parse(await visit.manage('GET', 'macros')).data
const cell = (on: Page, name: string, says: string) => row(on, name).getByRole('cell', { name: says })
const shortcut = (on: Page) => on.getByLabel('Shortcut (optional)')
const text = (on: Page) => on.getByLabel('Text', { exact: true })
const save = (on: Page) => on.keyboard.press('Control+Enter')

async function settings(on: Page): Promise<void> {
  await on.goto(`${visit.url}/settings/macros`)
  await on.getByRole('heading', { name: 'Macros', exact: true }).waitFor()
}

/** By the palette, as who has their hands on the keyboard does. */
async function begin(on: Page): Promise<void> {
  await on.keyboard.press('Control+k')
  await on.getByRole('dialog').getByRole('combobox').waitFor()
  await on.keyboard.type('create a mac')
  await on.getByRole('option', { name: 'Create a macro' }).waitFor()
  await on.keyboard.press('Enter')
  await dialog(on).getByRole('heading', { name: 'Create a macro' }).waitFor()
}

async function openMenu(on: Page, button: string): Promise<void> {
  await dialog(on).getByRole('button', { name: button }).press('Enter')
  await on.locator('[role=menuitem]:focus').waitFor()
}

/** Without a mouse. */
async function pick(on: Page, button: string, entry: string): Promise<void> {
  await openMenu(on, button)
  for (const name of await on.getByRole('menuitem').allTextContents()) {
    if (name.includes(entry)) break
    await on.keyboard.press('ArrowDown')
  }
  expect(await on.locator(':focus').textContent()).toContain(entry)
  await on.keyboard.press('Enter')
}

/** Light, dark and on a phone: what axe finds, and pictures to be looked at. */
async function look(on: Page, name: string): Promise<unknown[]> {
  const found: unknown[] = []
  for (const width of [1440, 390])
    for (const colorScheme of ['light', 'dark'] as const) {
      await on.setViewportSize({ width, height: width === 390 ? 844 : 900 })
      await on.emulateMedia({ colorScheme })
      found.push(...z.array(z.unknown()).parse(await barriers(on)))
      await screenshot(on, `macros-${name}-${width}-${colorScheme}`)
    }
  await on.emulateMedia({ colorScheme: 'light' })
  await on.setViewportSize({ width: 1440, height: 900 })
  return found
}

beforeAll(async () => {
  visit = await twoTeammates()
  noor = visit.noor
  imke = visit.imke
})
afterAll(() => visit?.close())

describe('where there are none', () => {
  it('it says what a macro is and what to do', async () => {
    await settings(noor)
    await noor.getByRole('heading', { name: 'No macros yet' }).waitFor()
    await noor.getByText('type / in a conversation to use it').waitFor()
    expect(await look(noor, 'empty')).toEqual([])
  })

  it('it says when they could not be read, and reads them again when asked to', async () => {
    await noor.route('**/api/manage/macros?*', (route) => route.fulfill({ status: 500, body: '{}' }))
    await noor.reload()
    await noor.getByText('The macros could not be loaded').waitFor({ timeout: 30_000 })
    await noor.unrouteAll()
    await noor.getByRole('button', { name: 'Retry' }).click()
    await noor.getByRole('heading', { name: 'No macros yet' }).waitFor()
  })
})

describe('a shared macro', () => {
  it('is refused field by field, all at once, before the server is asked', async () => {
    await begin(noor)
    await save(noor)
    await noor.getByText('Give it a name you will find it by').waitFor()
    await noor.getByText('Write a text, or add something it does').waitFor()
    // The first that is wrong is where one goes on.
    await noor.keyboard.type('Send a new lid')
    await noor.keyboard.press('Tab')
    await noor.keyboard.type('/New lid')
    await save(noor)
    await noor.getByText('A shortcut has a to z').waitFor()
    expect(await shortcut(noor).getAttribute('aria-invalid')).toBe('true')
    await shortcut(noor).fill('new-lid')
    await noor.getByText('A shortcut has a to z').waitFor({ state: 'detached' })
    await text(noor).focus()
    await noor.keyboard.type('Hello {{contact.nick}},')
    // Before anybody saves.
    await noor.getByText('“contact.nick” stands for nothing').waitFor()
    await dialog(noor).locator('mark', { hasText: '{{contact.nick}}' }).waitFor()
    expect(await look(noor, 'refused')).toEqual([])
    expect(await stored()).toEqual([])
  })

  it('is made without a mouse: a variable where the caret is, two actions, for everybody', async () => {
    await text(noor).press('Control+a')
    await noor.keyboard.type('Hello , a lid is on its way.')
    await text(noor).press('Home')
    for (let step = 0; step < 6; step++) await noor.keyboard.press('ArrowRight')
    await pick(noor, 'Insert a variable', 'Contact’s first name')
    await expect
      .poll(() => text(noor).inputValue())
      .toBe('Hello {{contact.first_name}}, a lid is on its way.')
    await dialog(noor).getByText('Hello Priya, a lid is on its way.').waitFor()
    // The caret is behind it, in the text.
    await noor.keyboard.type('!')
    await noor.keyboard.press('Backspace')

    await pick(noor, 'Add an action', 'Set status')
    await noor.getByRole('combobox', { name: 'Set status' }).selectOption('pending')
    await pick(noor, 'Add an action', 'Add tag')
    await noor.getByRole('combobox', { name: 'Add tag' }).and(noor.locator(':focus')).waitFor()
    await save(noor)
    await noor.getByText('Name a tag of up to 50 characters').waitFor()
    await noor.keyboard.type('lids')
    // What would be about the same thing is not offered.
    await openMenu(noor, 'Add an action')
    expect(await noor.getByRole('menuitem').allTextContents()).toEqual([
      'Assign to',
      'Set priority',
      'Add tag',
      'Remove tag',
    ])
    // Esc closes the menu, and not the dialog.
    await noor.keyboard.press('Escape')
    await noor.getByRole('menuitem').first().waitFor({ state: 'detached' })
    await noor.getByLabel('Share with everybody').press('Space')
    expect(await look(noor, 'dialog')).toEqual([])
    await save(noor)
    await dialog(noor).waitFor({ state: 'detached' })
    await noor.getByText('“Send a new lid” is ready').waitFor()
    await cell(noor, 'Send a new lid', 'set to pending, add tag lids').waitFor()
    expect(await stored()).toMatchObject([
      {
        name: 'Send a new lid',
        shortcut: 'new-lid',
        body: 'Hello {{contact.first_name}}, a lid is on its way.',
        shared: true,
        actions: [
          { type: 'status', value: 'pending' },
          { type: 'add_tag', value: 'lids' },
        ],
      },
    ])
  })

  it('has a shortcut no other shared one has; the field says so, and nothing that was typed is lost', async () => {
    await begin(noor)
    await noor.keyboard.type('Another lid')
    await shortcut(noor).fill('new-lid')
    await text(noor).fill('Hello')
    await noor.getByLabel('Share with everybody').check()
    await save(noor)
    await noor.getByText('Another macro has this shortcut').waitFor()
    await expect
      .poll(() => noor.locator(':focus').evaluate((field: { id: string }) => field.id))
      .toBe(await shortcut(noor).getAttribute('id'))
    expect(await text(noor).inputValue()).toBe('Hello')

    // Esc asks, Esc again goes on writing where one was; only Discard discards.
    await noor.keyboard.press('Escape')
    await noor.getByText('What you wrote is not saved').waitFor()
    expect(await look(noor, 'discard')).toEqual([])
    await noor.keyboard.press('Escape')
    await noor.getByText('What you wrote is not saved').waitFor({ state: 'detached' })
    await noor.keyboard.press('End')
    await noor.keyboard.type('-2')
    expect(await shortcut(noor).inputValue()).toBe('new-lid-2')
    await noor.keyboard.press('Escape')
    await noor.getByRole('button', { name: 'Discard' }).click()
    await dialog(noor).waitFor({ state: 'detached' })
    expect(await stored()).toHaveLength(1)
  })

  it('is refused where it is wrong also by what only the server knows', async () => {
    let problem: object = {}
    await noor.route('**/api/manage/macros', async (route) => {
      const { status } = { status: 422, ...problem }
      await route.fulfill({ status, json: { title: '', detail: 'no', code: 'invalid', ...problem } })
    })
    await begin(noor)
    await noor.keyboard.type('For Tomas')
    await pick(noor, 'Add an action', 'Assign to')
    await noor.getByRole('combobox', { name: 'Assign to' }).selectOption('Imke Sarro')
    const refused = async (by: object, words: string) => {
      problem = by
      await save(noor)
      await dialog(noor).getByText(words).waitFor()
    }
    await refused({ field: 'actions.0.value' }, 'This is nobody who works here')
    expect(await noor.getByRole('combobox', { name: 'Assign to' }).getAttribute('aria-invalid')).toBe('true')
    await refused({ field: 'name', detail: 'name is too long' }, 'name is too long')
    expect(await noor.getByLabel('Name', { exact: true }).getAttribute('aria-invalid')).toBe('true')
    await refused({ status: 403, code: 'forbidden' }, 'Only owners and admins may share macros')
    await refused({ status: 409, code: 'conflict' }, 'There are 500 macros')
    await refused({ status: 503, code: 'unavailable' }, 'The server is busy or restarting')
    await noor.unrouteAll()
    await noor.keyboard.press('Escape')
    await noor.getByRole('button', { name: 'Discard' }).click()
    await dialog(noor).waitFor({ state: 'detached' })
  })

  it('takes every variable of the menu', async () => {
    await begin(noor)
    await openMenu(noor, 'Insert a variable')
    const names = await noor.locator('[role=menuitem] code').allTextContents()
    expect(names).toHaveLength(6)
    const made = await visit.manage('POST', 'macros', { name: 'All of them', body: names.join(' ') })
    await visit.manage('DELETE', `macros/${z.object({ id: z.string() }).parse(made).id}`)
    await noor.keyboard.press('Escape')
    await noor.getByRole('menuitem').first().waitFor({ state: 'detached' })
    await noor.keyboard.press('Escape')
    await dialog(noor).waitFor({ state: 'detached' })
  })

  it('is found by / in the composer of an agent, who sends it, and the conversation changes', async () => {
    await visit.open(imke, 'Second lid for the K2')
    await imke.getByRole('textbox', { name: 'Reply to Priya' }).click()
    await imke.locator('.field-rich:focus').waitFor()
    await imke.keyboard.type('/new-l')
    await imke.getByRole('option', { name: /Send a new lid/ }).waitFor()
    await imke.keyboard.press('Enter')
    await imke.getByText('Hello Priya, a lid is on its way.').first().waitFor()
    await imke.keyboard.press('Control+Enter')
    const conversation = async () =>
      z
        .object({ status: z.string(), tags: z.array(z.string()) })
        .parse(await visit.manage('GET', `conversations/${visit.idOf('Second lid for the K2')}`))
    await expect.poll(conversation, { timeout: 30_000 }).toEqual({ status: 'pending', tags: ['lids'] })
  })

  it('is for an agent to read, and to begin an own one with', async () => {
    await settings(imke)
    await cell(imke, 'Send a new lid', 'by Noor Valdis').waitFor()
    expect(await imke.getByRole('button', { name: 'Delete Send a new lid' }).count()).toBe(0)
    await imke.getByRole('button', { name: 'Send a new lid' }).press('Enter')
    await dialog(imke).getByText('Made by Noor Valdis').waitFor()
    await dialog(imke).getByText('Once sent: set to pending, add tag lids').waitFor()
    expect(await dialog(imke).locator('input, textarea, select').count()).toBe(0)
    expect(await look(imke, 'show')).toEqual([])
    await dialog(imke).getByRole('button', { name: 'Make a copy of my own' }).click()
    await dialog(imke).getByText('Owners and admins can make macros for everybody').waitFor()
    await imke.getByLabel('Name', { exact: true }).fill('My own lid')
    await save(imke)
    await cell(imke, 'My own lid', 'Only you').waitFor()
    // Nobody else sees it.
    expect((await stored()).map(({ name }) => name)).toEqual(['Send a new lid'])
  })

  it('changes in everybody’s list when somebody edits it, only in what was edited', async () => {
    const [before] = await stored()
    await noor.getByRole('button', { name: 'Send a new lid', exact: true }).press('Enter')
    await noor.getByLabel('Name', { exact: true }).fill('Send a lid')
    await visit.manage('PATCH', `macros/${before?.id}`, { shortcut: 'lid' })
    await save(noor)
    await dialog(noor).waitFor({ state: 'detached' })
    await cell(imke, 'Send a lid', '/lid').waitFor()
    expect(await stored()).toEqual([{ ...before, name: 'Send a lid', shortcut: 'lid' }])
  })

  it('can be saved anew by whom it was deleted under', async () => {
    const made = z
      .object({ id: z.string() })
      .parse(await visit.manage('POST', 'macros', { name: 'Short-lived', body: 'Bye', shared: true }))
    await noor.getByRole('button', { name: 'Short-lived', exact: true }).click()
    await text(noor).fill('Bye and thanks')
    await visit.manage('DELETE', `macros/${made.id}`)
    await save(noor)
    await noor.getByText('Somebody deleted this macro meanwhile').waitFor()
    await dialog(noor)
      .getByRole('button', { name: /^Create/ })
      .click()
    await cell(noor, 'Short-lived', 'Bye and thanks').waitFor()
  })

  it('is deleted after a word, comes back by the toast, and goes from the list of others', async () => {
    await row(imke, 'Send a lid').waitFor()
    await noor.getByRole('button', { name: 'Delete Send a lid' }).press('Enter')
    await dialog(noor).getByText('Everybody loses it').waitFor()
    // Enter keeps it: that is what has the focus.
    await noor.keyboard.press('Enter')
    await dialog(noor).waitFor({ state: 'detached' })
    await noor.getByRole('button', { name: 'Delete Send a lid' }).press('Enter')
    await dialog(noor).getByRole('button', { name: 'Delete macro' }).click()
    await row(noor, 'Send a lid').waitFor({ state: 'detached' })
    await row(imke, 'Send a lid').waitFor({ state: 'detached' })
    await noor.getByRole('button', { name: /Undo/ }).click()
    await row(noor, 'Send a lid').waitFor()
    await row(imke, 'Send a lid').waitFor()
  })

  it('comes back to the list when it could not be deleted', async () => {
    await noor.route('**/api/manage/macros/*', (route) => route.fulfill({ status: 503, body: '{}' }))
    await noor.getByRole('button', { name: 'Delete Send a lid' }).click()
    await dialog(noor).getByRole('button', { name: 'Delete macro' }).click()
    await noor.getByText('“Send a lid” is still there').waitFor()
    await row(noor, 'Send a lid').waitFor()
    await noor.unrouteAll()
  })
})

describe('many macros', () => {
  it('are filtered by name, shortcut and words, in whatever language and length they are', async () => {
    const many = [
      { name: 'Ask for the order number', body: 'Which order is it?', shortcut: 'order' },
      {
        name: 'Zoë says thanks',
        body: 'Thank you **very** much',
        actions: [{ type: 'snooze', value: 4_320 }],
      },
      { name: 'שלום וברכה', body: 'שלום {{contact.first_name}}, תודה', shortcut: 'shalom' },
      { name: `Extraordinarily${'long'.repeat(24)}`, body: 'x'.repeat(900), shortcut: 'a'.repeat(32) },
      {
        name: 'Close and thank',
        actions: [
          { type: 'status', value: 'closed' },
          { type: 'assignee', value: 'me' },
          { type: 'priority', value: 'urgent' },
          ...Array.from({ length: 12 }, (_, place) => ({ type: 'add_tag', value: `tag-${place}` })),
        ],
      },
    ]
    for (const macro of many) await visit.manage('POST', 'macros', { shared: true, ...macro })
    await row(noor, 'Close and thank').waitFor()
    expect(await look(noor, 'list')).toEqual([])
    // Nothing is wider than the page.
    await noor.setViewportSize({ width: 390, height: 844 })
    expect(
      await noor.evaluate(
        `[...document.querySelectorAll('.set-page :not(bdi)')].filter((one) => one.getBoundingClientRect().right > 375).length`,
      ),
    ).toBe(0)
    await noor.setViewportSize({ width: 1440, height: 900 })

    const rows = () => noor.getByRole('row').count()
    const filter = noor.getByRole('searchbox', { name: 'Filter macros' })
    await filter.fill('zoe')
    await expect.poll(rows).toBe(2)
    await cell(noor, 'Zoë says thanks', 'snooze for 3 days').waitFor()
    await filter.fill('/shal')
    await row(noor, 'שלום וברכה').waitFor()
    await expect.poll(rows).toBe(2)
    await filter.fill('order which')
    await row(noor, 'Ask for the order number').waitFor()
    await expect.poll(rows).toBe(2)
    await filter.fill('nothing like this')
    await noor.getByText('No macro is like “nothing like this”').waitFor()
    await filter.fill('')
    await expect.poll(rows).toBe(8)
  })

  it('never made the page do what it must not', () => {
    expect(visit.complaints).toEqual([])
  })
})
