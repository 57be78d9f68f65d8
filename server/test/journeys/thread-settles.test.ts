// What somebody sees of a conversation at first is where it stays: nothing that arrives later moves it.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TwoTeammates, twoTeammates } from './two-teammates.ts'

const TITLE = 'A long story'

let house: TwoTeammates

beforeAll(async () => {
  house = await twoTeammates()
  for (let n = 2; n <= 30; n++) await house.say(TITLE, `Part ${n}, which has\n\n- **two**\n- lists`)
})
afterAll(() => house?.close())

/** Notes, frame by frame, how high the parts of the thread are, from the first message on. */
const WATCH = `{
  const seen = (globalThis.heights = [])
  const look = () => {
    requestAnimationFrame(look)
    const column = document.querySelector('.messages-column')
    if (!column?.querySelector('.message')) return
    const parts = [...column.closest('.thread').children, column]
    const heights = parts.map((part) => part.className.split(' ')[0] + ' ' + Math.round(part.getBoundingClientRect().height))
    if (seen.at(-1) !== heights.join(', ')) seen.push(heights.join(', '))
  }
  look()
}`

it.each([
  ['on a desk', { width: 1440, height: 900 }, false],
  ['on a phone', { width: 390, height: 844 }, true],
])('%s nothing has another height than at first', async (_, viewport, isMobile) => {
  const browser = house.noor.context().browser() as Browser
  const storageState = await house.noor.context().storageState()
  const context = await browser.newContext({ viewport, isMobile, hasTouch: isMobile, storageState })
  const page: Page = await context.newPage()
  await page.addInitScript(WATCH)
  await house.open(page, TITLE)
  await page.locator('.thread').getByText('Part 30').waitFor()
  await page.getByRole('textbox', { name: 'Reply' }).waitFor()
  await page.waitForTimeout(1_500)
  const heights = (await page.evaluate('heights')) as string[]
  expect(heights).toEqual(heights.slice(0, 1))
  expect(heights[0]).toMatch(/^thread-bar \d+, .*composer-dock \d+, messages-column \d+$/)
  await context.close()
})
