// For everybody: without barriers in each state, by keyboard alone, from right to left, in the dark, on a phone.
import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { barriers as barriersOf } from './barriers.ts'
import { screenshot } from './browser.ts'
import {
  field,
  introduce,
  isFocused,
  launcher,
  log,
  openChat,
  own,
  panel,
  SOON,
  say,
  styleOf,
  TAG,
  widgetVisit,
} from './widget-visit.ts'

const visit = widgetVisit({ office_hours: { open: true, changes_at: null } })

/** A quieter page than the hostile one, on which axe may run: it is injected as a script. */
const shop = (more = '') => ({
  tag: TAG,
  html: more,
  body: '<h1>K2 kettle, sand</h1><p>Heavy base, light pour.</p>',
  policy: '',
})

beforeEach(() => {
  visit.serve('/shop', shop())
  visit.serve('/dark', shop('data-theme="dark"'))
})

/** Once what moves in the chat has arrived: the document does not know of what is in a shadow root. */
async function barriers(page: Page): Promise<unknown> {
  await page.evaluate(`Promise.allSettled(document.querySelector('parley-chat').shadowRoot.getAnimations()
    .filter((one) => one.effect.getComputedTiming().iterations !== Infinity)
    .map((one) => one.finished)).then(() => undefined)`)
  return await barriersOf(page)
}

async function conversation(page: Page): Promise<void> {
  await introduce(page, 'I’m moving to Toronto. Will my K2 kettle work there?')
  await own(page, 'Toronto').getByText(/^Sent/).waitFor(SOON)
  visit.stub().add({
    body: 'The European K2 is built for 220–240 V only, so please **don’t** use it on Canada’s 120 V. There is a 120 V model with the same body, the [K2-NA](https://pottle.example/k2-na).',
  })
  visit
    .stub()
    .add({ body: 'I can swap it for you.', quick_replies: ['Swap for the K2-NA', 'Talk to a person'] })
  await log(page).getByText('I can swap it').waitFor(SOON)
  visit.stub().tell('read', { seq: visit.stub().said[0]?.seq })
  await own(page, 'Toronto').getByText('Seen').waitFor(SOON)
}

describe.each(['/shop', '/dark'])('axe finds nothing on %s', (path) => {
  it('closed, with an unread answer beside it, in the form, with its errors, talking, in trouble', async () => {
    const page = await visit.page(path)
    const name = path.slice(1)
    await launcher(page).waitFor(SOON)
    expect(await barriers(page)).toEqual([])
    await openChat(page)
    await page.getByLabel('E-mail').fill('priya.ramanth.example')
    expect(await barriers(page)).toEqual([])
    await page.getByRole('button', { name: 'Start chat' }).click()
    await page.getByText('There is no @').waitFor(SOON)
    expect(await barriers(page)).toEqual([])
    await screenshot(page, `widget-${name}-form`)
    await page.keyboard.press('Escape')
    await conversation(page)
    expect(await barriers(page)).toEqual([])
    await screenshot(page, `widget-${name}-open`)
    await page.getByRole('button', { name: 'Emoji' }).click()
    expect(await barriers(page)).toEqual([])
    await screenshot(page, `widget-${name}-emoji`)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'More' }).click()
    expect(await barriers(page)).toEqual([])
    await screenshot(page, `widget-${name}-menu`)
    await page.keyboard.press('Escape')
    visit.stub().refuse(422, { error: 'no' })
    await say(page, 'Can I swap mine? I still have the box.')
    await own(page, 'box').getByText('The server did not take it').waitFor(SOON)
    visit.stub().stop()
    await panel(page)
      .getByText(/Offline/)
      .waitFor(SOON)
    expect(await barriers(page)).toEqual([])
    await screenshot(page, `widget-${name}-trouble`)
    await launcher(page).click()
    visit.stub().comeBack()
    await expect.poll(() => visit.stub().streams.size, { timeout: 40_000 }).toBe(1)
    visit.stub().add({ body: 'The swap is booked. Your label is in your mailbox.' })
    await page.getByRole('status').getByText('The swap is booked').waitFor(SOON)
    expect(await barriers(page)).toEqual([])
    await screenshot(page, `widget-${name}-closed`)
  })
})

describe('by keyboard alone', () => {
  it('one opens, fills in, writes, picks an emoji, answers, clears and closes', async () => {
    const page = await visit.page('/shop')
    await launcher(page).waitFor(SOON)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await panel(page).waitFor(SOON)
    await expect.poll(() => isFocused(page.getByLabel('Name')), SOON).toBe(true)
    await page.keyboard.type('Ada Moreau')
    await page.keyboard.press('Tab')
    await page.keyboard.type('ada@example.com')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Hello')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await own(page, 'Hello').getByText(/^Sent/).waitFor(SOON)
    await page.keyboard.type('One')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('two ')
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Enter')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    expect(await field(page).inputValue()).toMatch(/^One\ntwo \p{Emoji}/u)
    await page.keyboard.press('Enter')
    await expect.poll(() => visit.stub().said.at(-1)?.body, SOON).toMatch(/^One\ntwo \p{Emoji}/u)
    visit.stub().add({ body: 'Which?', quick_replies: ['This one'] })
    await page.getByRole('button', { name: 'This one' }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => visit.stub().said.at(-1)?.body, SOON).toBe('This one')
    await page.getByRole('button', { name: 'More' }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Escape')
    expect(await isFocused(page.getByRole('button', { name: 'More' }))).toBe(true)
    expect(await panel(page).count()).toBe(1)
    await page.keyboard.press('Escape')
    expect(await panel(page).count()).toBe(0)
    expect(await isFocused(launcher(page))).toBe(true)
  })
})

describe('on a phone', () => {
  it('fills the screen, keeps the focus within, and needs no zooming', async () => {
    const phone = await visit.browser().newContext({
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
      deviceScaleFactor: 2,
      locale: 'en-GB',
    })
    const page = await visit.page('/shop', phone)
    await conversation(page)
    const box = await panel(page).boundingBox()
    expect(box).toEqual({ x: 0, y: 0, width: 390, height: 844 })
    expect(await launcher(page).isVisible()).toBe(false)
    expect(await panel(page).getAttribute('aria-modal')).toBe('true')
    expect(await styleOf(field(page), ['fontSize'])).toEqual(['16px'])
    expect(await barriers(page)).toEqual([])
    await screenshot(page, 'widget-phone-open')
    for (const button of await panel(page).locator('button:visible').all()) {
      const { width = 0, height = 0 } = (await button.boundingBox()) ?? {}
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(24)
    }
    for (let step = 0; step < 12; step++) {
      await page.keyboard.press('Tab')
      expect(await page.evaluate('document.activeElement?.localName')).toBe('parley-chat')
    }
    await phone.close()
  })
})

describe('in other languages', () => {
  it('runs from right to left in Arabic', async () => {
    visit.serve('/ar', { ...shop(), tag: `${TAG} data-locale="ar"` })
    const page = await visit.page('/ar')
    await launcher(page).click()
    await panel(page).waitFor(SOON)
    expect(await styleOf(panel(page), ['direction'])).toEqual(['rtl'])
    const { x = 0 } = (await launcher(page).boundingBox()) ?? {}
    expect(x).toBeLessThan(100)
    expect(await barriers(page)).toEqual([])
    await screenshot(page, 'widget-arabic')
  })

  it('follows the language of the page', async () => {
    visit.serve('/de', { ...shop(), tag: TAG, html: 'lang="de"' })
    const page = await visit.page('/de')
    await page.evaluate(`document.documentElement.lang = 'de'`)
    await launcher(page).click()
    await page.getByLabel('Ihre Frage').waitFor(SOON)
    await page.evaluate(`Parley.update({ locale: 'ja', theme: 'dark' })`)
    await page.getByLabel('ご質問').waitFor(SOON)
    await screenshot(page, 'widget-japanese')
  })
})

it('stays still for those who asked for that', async () => {
  const calm = await visit.browser().newContext({ reducedMotion: 'reduce', locale: 'en-GB' })
  const page = await visit.page('/shop', calm)
  await openChat(page)
  expect(await styleOf(panel(page), ['animationName'])).toEqual(['none'])
  await calm.close()
})

it('is usable at twice the size, and in the colours that the system forces', async () => {
  // What a window of 1280 by 720 is at 200 %.
  const large = await visit.browser().newContext({
    viewport: { width: 640, height: 360 },
    deviceScaleFactor: 2,
    locale: 'en-GB',
    forcedColors: 'active',
  })
  const page = await visit.page('/shop', large)
  await openChat(page)
  await screenshot(page, 'widget-large-form')
  const start = page.getByRole('button', { name: 'Start chat' })
  await start.scrollIntoViewIfNeeded()
  expect(await start.isVisible()).toBe(true)
  expect(await barriers(page)).toEqual([])
  await page.keyboard.press('Escape')
  await conversation(page)
  for (const part of [log(page), field(page), page.getByRole('button', { name: 'Send' })]) {
    const { x = -1, y = -1, width = 0, height = 0 } = (await part.boundingBox()) ?? {}
    expect([x >= 0, y >= 0, x + width <= 640, y + height <= 360, height >= 24]).toEqual(Array(5).fill(true))
  }
  expect(await styleOf(own(page, 'Toronto').locator('.bubble'), ['borderTopStyle'])).toEqual(['solid'])
  await screenshot(page, 'widget-large-open')
  await large.close()
})
