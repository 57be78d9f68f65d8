import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** Behind an open list, of which the next click closes it, half a button peeks out: nothing that anybody aims at. */
const REACHABLE = `(node) => {
  const open = [...document.querySelectorAll('.picker, [role=menu]')].filter((one) => one.checkVisibility())
  return open.length === 0 || open.some((one) => one.contains(document.querySelector(node.target[0])))
}`

/** What axe-core finds under WCAG 2.0 to 2.2, A and AA: each rule, how often, and the first place. */
export async function barriers(page: Page): Promise<unknown> {
  await settle(page)
  // Half a megabyte: once in each document is enough.
  if (await page.evaluate('typeof axe === "undefined"')) await page.evaluate(axe.source)
  const rules = JSON.stringify({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
  return await page.evaluate(
    `axe.run(document, ${rules}).then(({ violations }) => violations
      .map(({ id, nodes }) => [id, id === 'target-size' ? nodes.filter(${REACHABLE}) : nodes])
      .filter(([, nodes]) => nodes.length > 0)
      .map(([id, nodes]) => [id, nodes.length, nodes[0].html]))`,
  )
}

/** Colours of another scheme come by a frame of the page's own, and then over some milliseconds. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(`new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    .then(() => Promise.allSettled(document.getAnimations()
      .filter((one) => one.effect?.getComputedTiming().iterations !== Infinity)
      .map((one) => one.finished)))
    .then(() => undefined)`)
}
