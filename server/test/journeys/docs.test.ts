// The page at /docs as a reader uses it: by keyboard, on a phone, in the dark, without a script, with no other host.
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openBrowser, screenshot, watch } from './browser.ts'
import { dataFolder, type RunningServer, startServer } from './server.ts'

const folder = dataFolder()
let server: RunningServer
let browser: Browser
let page: Page
let complaints: string[]

beforeAll(async () => {
  server = await startServer(folder.dir)
  browser = await openBrowser()
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  complaints = watch(page, server.ready.url)
  await page.goto(`${server.ready.url}/docs`)
})
afterAll(async () => {
  await browser.close()
  await server.stop('SIGTERM')
  folder.remove()
})

/** What axe-core finds under WCAG 2.0 to 2.2, A and AA, and its own advice. */
async function violations(on: Page): Promise<unknown> {
  await on.evaluate(axe.source)
  const rules = `{ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }`
  return await on.evaluate(
    `axe.run(document, ${rules}).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.length, nodes[0].html]))`,
  )
}

const described = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.object({ operationId: z.string() }))),
})

const shown = () => page.locator('article:visible').count()
const all = () => page.locator('article').count()

it('shows every operation of the document', async () => {
  const { paths } = described.parse(await (await fetch(`${server.ready.url}/openapi.json`)).json())
  const ids = Object.values(paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => operationId),
  )
  expect(ids.length).toBeGreaterThan(40)
  for (const id of ids) {
    expect(await page.locator(`article#${id}`).count(), id).toBe(1)
    expect(await page.locator(`nav a[href="#${id}"]`).count(), id).toBe(1)
  }
  await screenshot(page, 'docs')
})

it('names the server it was asked on in every curl line', async () => {
  const curl = await page.locator('#postInteractions .copyable code').textContent()
  expect(curl).toContain(`"${server.ready.url}/interactions"`)
  expect(await page.locator('body').textContent()).not.toContain('{{server}}')
})

it('has links to operations, and every link in it leads somewhere', async () => {
  await page.goto(`${server.ready.url}/docs#postManageConversationsByIdMessages`)
  await expect.poll(() => page.locator('#postManageConversationsByIdMessages h3').isVisible()).toBe(true)
  const top = () =>
    page.evaluate(
      'document.querySelector("#postManageConversationsByIdMessages").getBoundingClientRect().top',
    )
  await expect.poll(top).toBeLessThan(200)
  expect(await page.locator('nav [aria-current]').textContent()).toContain('messages')
  await page.locator('#postManageConversationsByIdMessages .errors summary').click()
  await screenshot(page, 'docs-operation')
  const dead = await page.evaluate(
    `[...document.querySelectorAll('a[href^="#"]')].map((a) => a.hash.slice(1)).filter((id) => !document.getElementById(id))`,
  )
  expect(dead).toEqual([])
})

it('filters by keyboard', async () => {
  await page.keyboard.press('/')
  await page.keyboard.type('drafts put')
  await expect.poll(shown).toBe(1)
  expect(await page.locator('#found').textContent()).toBe(`1 of ${await all()}`)
  await screenshot(page, 'docs-filtered')
  await page.keyboard.press('ArrowDown')
  expect(await page.evaluate('document.activeElement.hash')).toBe('#putManageConversationsByIdDraftsByKind')
  await page.keyboard.press('Escape')
  await expect.poll(shown).toBe(await all())
  await page.keyboard.type('nothing of this kind')
  await page.getByText('No route has all of these words.').waitFor()
  expect(await shown()).toBe(0)
  await screenshot(page, 'docs-nothing')
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: 'Show all routes' }).click()
  await expect.poll(shown).toBe(await all())
})

it('shows what a link names, whatever the filter hides', async () => {
  await page.keyboard.press('/')
  await page.keyboard.type('healthz')
  await expect.poll(shown).toBe(1)
  await page.evaluate('location.hash = "#getManageAudit"')
  await expect.poll(() => page.locator('#getManageAudit').isVisible()).toBe(true)
})

it('copies a curl line', async () => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.locator('#getManageSession .copyable button').click()
  await page.locator('#getManageSession').getByText('Copied').waitFor()
  const copied = await page.evaluate('navigator.clipboard.readText()')
  expect(copied).toBe(`curl "${server.ready.url}/api/manage/session" \\\n  -H "Authorization: Bearer $TOKEN"`)
})

describe.each([
  ['a desk', 1440, 'light'],
  ['a desk', 1440, 'dark'],
  ['a phone', 390, 'light'],
  ['a phone', 390, 'dark'],
] as const)('on %s, %d wide, in the %s', (_, width, colorScheme) => {
  it('has no barrier that axe knows, and nothing to scroll sideways', async () => {
    const context = await browser.newContext({ viewport: { width, height: 844 }, colorScheme })
    const other = await context.newPage()
    const heard = watch(other, server.ready.url)
    await other.goto(`${server.ready.url}/docs`)
    await screenshot(other, `docs-${width}-${colorScheme}`)
    // Also what is folded away at first.
    await other.evaluate('document.querySelectorAll("details").forEach((each) => { each.open = true })')
    await other.locator('#postInteractionsReply').scrollIntoViewIfNeeded()
    await other.evaluate('location.hash = "#postInteractionsReply"')
    await screenshot(other, `docs-${width}-${colorScheme}-operation`)
    expect(await other.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    expect(await violations(other)).toEqual([])
    expect(heard).toEqual([])
    await context.close()
  })
})

it('prints what is folded away, and no furniture', async () => {
  const context = await browser.newContext()
  const paper = await context.newPage()
  await paper.goto(`${server.ready.url}/docs`)
  const errors = paper.locator('#getManageAudit .errors table')
  expect(await errors.isVisible()).toBe(false)
  await paper.emulateMedia({ media: 'print' })
  await expect.poll(() => errors.isVisible()).toBe(true)
  expect(await paper.locator('nav').isVisible()).toBe(false)
  expect(await paper.locator('.copyable button').first().isVisible()).toBe(false)
  await context.close()
})

it('can be read without a script', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const plain = await context.newPage()
  await plain.goto(`${server.ready.url}/docs#getManageAudit`)
  expect(await plain.locator('#getManageAudit').isVisible()).toBe(true)
  expect(await plain.locator('#search').isVisible()).toBe(false)
  expect(await plain.locator('.copyable button').first().isVisible()).toBe(false)
  await context.close()
})

it('breaks none of its own policies and asks nobody else for anything', () => {
  expect(complaints).toEqual([])
})
