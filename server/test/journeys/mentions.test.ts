// A name picked after an @ in a note: whom it tells, where it is found, and when it has been read.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { screenshot, watch } from './browser.ts'
import { type TwoTeammates, twoTeammates } from './two-teammates.ts'

const SOON = { timeout: 15_000 }
const SENT = { timeout: 30_000 }
const TITLE = 'Second lid for the K2'
let house: TwoTeammates
let noor: Page
let imke: Page
let complaints: string[]

beforeAll(async () => {
  house = await twoTeammates()
  noor = house.noor
  imke = house.imke
  complaints = watch(imke, house.url)
})
afterAll(() => house?.close())

const inNav = (page: Page) => page.getByRole('navigation').getByRole('link', { name: /^Mentions/ })
const counted = async (page: Page) =>
  (await inNav(page).locator('.nav-count').allTextContents()).join() || 'none'
const row = (page: Page, title = TITLE) => page.locator('.row-frame').filter({ hasText: title })
const heading = (page: Page) => page.getByRole('heading', { level: 1 }).first().textContent()

const named = z.object({ mentions: z.number() })
const waiting = z.object({ unread: z.number(), unread_mentions: z.number() })
const asked = async (page: Page, path: string): Promise<unknown> =>
  await (await page.context().request.get(`${house.url}/api/manage/${path}`)).json()
const mentionsOf = async (page: Page) => named.parse(await asked(page, 'conversation-counts')).mentions
const waitingFor = async (page: Page, title = TITLE) =>
  waiting.parse(await asked(page, `conversations/${house.idOf(title)}`))

/** Noor writes it in the conversation she has open, and sends it at once. */
async function note(before: string, after: string): Promise<void> {
  await noor.getByRole('tab', { name: 'Note' }).click()
  await noor.locator('.field-rich').click()
  await noor.keyboard.type(`${before}@im`)
  const suggested = noor.getByRole('listbox', { name: 'Teammates' }).getByRole('option')
  await suggested.first().waitFor()
  expect(await suggested.allTextContents()).toEqual([expect.stringContaining('Imke Sarro')])
  await noor.keyboard.press('Enter')
  await noor.keyboard.type(after)
  await screenshot(noor, 'mentions-written')
  await noor.keyboard.press('Control+Enter')
  await noor.getByRole('log').getByText(after).waitFor(SENT)
}

describe('a note with a name in it', () => {
  it('is counted for the one who is named, and for nobody else, while it happens', async () => {
    // All else of it is read: the name is the only news.
    await row(imke).click()
    await expect.poll(() => waitingFor(imke), SOON).toEqual({ unread: 0, unread_mentions: 0 })
    await imke.keyboard.press('Escape')
    await imke.getByText('Pick a conversation').waitFor()
    expect(await counted(imke)).toBe('none')

    await house.open(noor, TITLE)
    await note('Is it in stock, ', 'please?')
    await expect.poll(() => counted(imke), SOON).toBe('1')
    expect(await waitingFor(imke)).toEqual({ unread: 0, unread_mentions: 1 })
    expect([await counted(noor), await mentionsOf(noor)]).toEqual(['none', 0])
  })

  it('is in the list of mentions, stands out in the thread, and is read by being looked at', async () => {
    await inNav(imke).click()
    await expect.poll(() => heading(imke), SOON).toBe('Mentions')
    await row(imke).waitFor()
    expect(await imke.locator('.row-frame').count()).toBe(1)
    await screenshot(imke, 'mentions-list')
    await row(imke).click()
    await imke.locator('.message-note .mention-me').waitFor()
    expect(await imke.locator('.message-note .mention-me').textContent()).toBe('@Imke Sarro')
    await screenshot(imke, 'mentions-note')
    expect(await noor.locator('.message-note .mention').textContent()).toBe('@Imke Sarro')
    expect(await noor.locator('.mention-me').count()).toBe(0)

    await expect.poll(() => counted(imke), SOON).toBe('none')
    await imke.getByText('No new mentions').waitFor()
    // What one reads stays where it is.
    expect(await imke.locator('.message-note .mention-me').isVisible()).toBe(true)
    expect(await waitingFor(imke)).toEqual({ unread: 0, unread_mentions: 0 })
    expect(await mentionsOf(imke)).toBe(0)
  })

  it('is read at once by who has it before their eyes', async () => {
    const { teammate } = z
      .object({ teammate: z.object({ id: z.string() }) })
      .parse(await asked(imke, 'session'))
    const said = { kind: 'note', body: 'And in blue, @Imke, is that so?', mentions: [teammate.id] }
    await house.manage('POST', `conversations/${house.idOf(TITLE)}/messages`, said)
    await imke.getByRole('log').getByText('is that so?').waitFor()
    await expect.poll(() => waitingFor(imke), SOON).toEqual({ unread: 0, unread_mentions: 0 })
    await expect.poll(() => counted(imke), SOON).toBe('none')
  })
})

it('leaves read what was read, when somebody looks at an old message while there is news further down', async () => {
  const title = 'A long story'
  const first = await house.say(title, 'The first of many')
  for (let n = 1; n <= 30; n++) await house.write(title, `Part ${n}`)
  await house.open(imke, title)
  await expect.poll(() => waitingFor(imke, title), SOON).toEqual({ unread: 0, unread_mentions: 0 })
  await house.open(imke, TITLE)
  await house.write(title, 'The end')
  await row(imke, title).and(imke.locator('.row-unread')).waitFor()

  const marks: unknown[] = []
  imke.on('request', (request) => {
    if (request.method() === 'PUT' && request.url().endsWith('/read')) marks.push(request.postDataJSON())
  })
  // So that a mark would be set without anybody waiting for it.
  await imke.clock.install()
  await house.open(imke, title, first.id)
  await imke.locator('.message-found').getByText('The first of many').waitFor()
  await imke.clock.runFor(3_000)
  expect(await waitingFor(imke, title)).toEqual({ unread: 1, unread_mentions: 0 })
  expect(marks).toEqual([])
  await imke.getByRole('button', { name: /1 new message$|To the newest/ }).click()
  await imke.getByRole('log').getByText('The end').waitFor()
  await imke.clock.runFor(3_000)
  await expect.poll(() => waitingFor(imke, title), SOON).toEqual({ unread: 0, unread_mentions: 0 })
  expect(marks).toHaveLength(1)
})

it('broke none of its own policies on the way and asked nobody else for anything', () => {
  expect([...house.complaints, ...complaints]).toEqual([])
})
