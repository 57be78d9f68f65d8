// What somebody finds who comes back to a conversation, long or short: their place, what is new, and who it is about.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { screenshot } from './browser.ts'
import { barriers, type El, type Made, pane, type TwoTeammates, twoTeammates } from './two-teammates.ts'

const SOON = { timeout: 10_000 }

/** As long as one may be, and in another script. */
const OFFERED = ['K2', 'K2-NA', 'لا أعرف', `I would rather ${'wait and '.repeat(8)}`.slice(0, 80)]

let house: TwoTeammates
let noor: Page
let imke: Page

beforeAll(async () => {
  house = await twoTeammates()
  noor = house.noor
  imke = house.imke
  await house.say('Second lid for the K2', 'Yes, **two** sizes: [K2](https://shop.example/k2) and `K2-NA`')
  await house.manage('POST', `conversations/${house.idOf('Second lid for the K2')}/messages`, {
    body: 'Which one is it?',
    quick_replies: OFFERED,
  })
  await house.say('Second lid for the K2', '@Imke, is it in stock?', 'note')
})
afterAll(() => house?.close())

describe('a long thread', () => {
  let target: Made

  beforeAll(async () => {
    await house.open(imke, 'Second lid for the K2')
    for (let n = 2; n <= 220; n++) {
      const message = await house.say(
        'A long story',
        `Part ${n}${n % 7 === 0 ? ', which is longer\n\nthan the others' : ''}`,
      )
      if (n === 40) target = message
      if (n === 220)
        await house.manage('PUT', `conversations/${house.idOf('A long story')}/read`, { seq: message.seq })
    }
  })

  it('opens at its end and goes back without what one reads moving', async () => {
    await house.open(noor, 'A long story')
    await noor.locator('.thread').getByText('Part 220').waitFor()
    const box = noor.locator('.messages-scroll')
    const count = () => box.locator('[data-seq]').count()
    expect(await count()).toBeLessThan(60)
    const known = await count()
    const before = await box.evaluate(
      (scroller: { scrollTop: number; querySelectorAll(s: string): Iterable<El> }) => {
        scroller.scrollTop = 300
        const rows = [...scroller.querySelectorAll('[data-seq]')]
        const row = rows.find((one) => one.getBoundingClientRect().top > 300)
        return { seq: row?.getAttribute('data-seq'), top: row?.getBoundingClientRect().top }
      },
    )
    await expect.poll(count, SOON).toBeGreaterThan(known)
    const read = box.locator(`[data-seq="${before.seq}"]`)
    const after = await read.evaluate((row: El) => row.getBoundingClientRect().top)
    const moved = after - (before.top ?? 0)
    expect(Math.abs(moved), `from ${before.top} to ${after}`).toBeLessThan(2)
    // What comes in at the end meanwhile is announced, and moves nothing either.
    await house.say('A long story', 'Part 221')
    await noor.getByRole('button', { name: '1 new message' }).waitFor(SOON)
    expect(await read.evaluate((row: El) => row.getBoundingClientRect().top)).toBe(after)
  })

  it('opens at the message its address asks for, and marks it', async () => {
    await noor.goto(`${house.url}/?conversation=${house.idOf('A long story')}&message=${target.id}`)
    const found = noor.locator('.message-found')
    await found.waitFor()
    expect(await found.textContent()).toContain('Part 40')
    const top = await found.evaluate((row: El) => row.getBoundingClientRect().top)
    expect(top).toBeGreaterThan(86)
    expect(top).toBeLessThan(300)
    await screenshot(noor, 'thread-found')
  })

  it('stands at what is new when one comes back', async () => {
    await imke.goto(`${house.url}/?conversation=${house.idOf('A long story')}`)
    await imke.locator('.thread').getByText('Part 221').waitFor()
    // Long enough to have read it.
    await imke.waitForTimeout(900)
    await house.open(imke, 'Second lid for the K2')
    for (let n = 1; n <= 30; n++) await house.write('A long story', `More ${n}`)
    // Long enough to have read it ahead: what is shown at once, and left again, has not been seen.
    await imke.waitForTimeout(900)
    await imke.locator('a.row', { hasText: 'A long story' }).click()
    const line = imke.getByText('New', { exact: true })
    await line.waitFor()
    await expect
      .poll(() => line.evaluate((row: El) => row.getBoundingClientRect().top), SOON)
      .toBeLessThan(260)
    expect(await imke.locator('.thread').getByText('More 1', { exact: true }).isVisible()).toBe(true)
    await imke.getByRole('button', { name: /new messages/ }).click()
    await imke.locator('.thread').getByText('More 30').waitFor()
    await screenshot(imke, 'thread-new')
  })

  it('is unread again when one says so, on the row too', async () => {
    await noor.goto(`${house.url}/?conversation=${house.idOf('A long story')}`)
    await noor.locator('.thread').getByText('More 30').waitFor()
    await expect.poll(() => noor.locator('.row-unread', { hasText: 'A long story' }).count(), SOON).toBe(0)
    await noor.waitForTimeout(900)
    await noor.getByRole('button', { name: 'More', exact: true }).click()
    await noor.getByRole('menuitem', { name: 'Mark as unread' }).click()
    await noor.locator('.row-unread', { hasText: 'A long story' }).waitFor(SOON)
    await noor.waitForTimeout(900)
    expect(await noor.locator('.row-unread', { hasText: 'A long story' }).count()).toBe(1)
  })
})

describe('the pane', () => {
  it('shows and changes the contact, in both browsers', async () => {
    await house.open(noor, 'K2 kettle on 110 V')
    await house.open(imke, 'K2 kettle on 110 V')
    await pane(noor).getByRole('button', { name: 'Edit contact' }).click()
    await pane(noor).getByLabel('E-mail').fill('priya at ramanth')
    await pane(noor).getByRole('button', { name: 'Save' }).click()
    await pane(noor).getByText('This is no e-mail address').waitFor()
    await pane(noor).getByLabel('E-mail').fill('priya@new.example')
    await pane(noor).getByLabel('Name', { exact: true }).fill('Priya R.')
    await pane(noor).getByRole('button', { name: 'Save' }).click()
    await pane(noor).getByRole('heading', { name: 'Priya R.' }).waitFor()
    await pane(imke).getByRole('heading', { name: 'Priya R.' }).waitFor(SOON)
    await pane(imke).getByText('priya@new.example').first().waitFor()
  })

  it('leads to the other conversations of the contact', async () => {
    await pane(noor)
      .getByRole('link', { name: /Second lid/ })
      .click()
    await noor.getByRole('heading', { level: 1, name: 'Second lid for the K2' }).waitFor()
    await pane(noor).getByText('Timeline').click()
    await pane(noor).locator('.timeline li').first().waitFor()
    expect(await pane(noor).locator('.timeline').textContent()).toContain('Contact changed')
    await screenshot(noor, 'thread-pane')
  })
})

it('shows conversations it has read before the server answers, and calls none of it new', async () => {
  const titles = ['K2 kettle on 110 V', 'Second lid for the K2']
  const open = async (title: string) => {
    await noor.locator('a.row', { hasText: title }).click()
    await noor.locator('.thread-bar h1', { hasText: title }).waitFor()
    await noor.locator('.messages .message').first().waitFor()
  }
  await noor.evaluate(`new MutationObserver(() => {
    window.calledNew ||= document.querySelector('.messages-below-new') !== null
  }).observe(document, { childList: true, subtree: true })`)
  for (const title of titles) await open(title)
  let answer: () => void = () => undefined
  const answers = new Promise<void>((resolve) => {
    answer = resolve
  })
  let held = 0
  await noor.route('**/api/manage/conversations/**', async (route) => {
    held++
    await answers
    await route.fallback()
  })
  for (const title of [...titles, ...titles]) await open(title)
  // Or this would hold because nothing was asked.
  expect(held).toBeGreaterThan(0)
  answer()
  await noor.waitForTimeout(500)
  await noor.unroute('**/api/manage/conversations/**')
  expect(await noor.evaluate('window.calledNew ?? false')).toBe(false)
})

it('shows what a reply offered', async () => {
  await house.open(noor, 'Second lid for the K2')
  const offered = noor.getByRole('list', { name: 'Quick replies' })
  expect(await offered.getByRole('listitem').allTextContents()).toEqual(OFFERED.map((text) => text.trim()))
})

describe.each([
  ['light', {}],
  ['dark', { colorScheme: 'dark' }],
  ['phone', { viewport: { width: 390, height: 844 } }],
  ['phone-dark', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' }],
] as const)('in %s', (name, look) => {
  it('has no barrier that axe knows, whatever is open', async () => {
    const state = await noor.context().storageState()
    const context = await house.browser.newContext({
      viewport: { width: 1440, height: 900 },
      ...look,
      storageState: state,
    })
    context.setDefaultTimeout(10_000)
    const page = await context.newPage()
    await house.open(page, 'Second lid for the K2')
    await page.locator('.markdown strong').first().waitFor()
    await screenshot(page, `thread-${name}`)
    expect(await barriers(page)).toEqual([])
    await page.locator('.baton').click()
    await page.getByRole('option').first().waitFor()
    await page.waitForTimeout(250)
    expect(await barriers(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Mark as unread' }).waitFor()
    await page.waitForTimeout(250)
    expect(await barriers(page)).toEqual([])
    if (name.startsWith('phone')) {
      await page.getByRole('menuitem', { name: 'Contact and details' }).click()
      await page.getByRole('dialog').getByText('Timeline').waitFor()
      await page.waitForTimeout(250)
      expect(await barriers(page)).toEqual([])
      await screenshot(page, `thread-details-${name}`)
    }
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    await context.close()
  })
})

it('broke none of its own policies on the way and asked nobody else for anything', () => {
  expect(house.complaints).toEqual([])
})
