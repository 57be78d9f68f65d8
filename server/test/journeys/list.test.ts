// A morning at the inbox: forty conversations, worked through by views, by keys, in bulk and by search.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { settle } from './barriers.ts'
import { openBrowser, screenshot, watch } from './browser.ts'
import { dataFolder, type RunningServer, startServer } from './server.ts'

const folder = dataFolder()
const bin = fileURLToPath(new URL('../../bin/parley.js', import.meta.url))
const PASSWORD = 'correct horse battery'
const TICKETS = 40
let server: RunningServer
let browser: Browser
let page: Page
let complaints: string[]
let apiKey: string
let token: string

const byStatus = z.object({ open: z.number(), snoozed: z.number(), pending: z.number(), closed: z.number() })
const counts = byStatus.extend({ mine: byStatus, unassigned: byStatus })
const listed = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      status: z.string(),
      priority: z.string().nullable(),
      tags: z.array(z.string()),
      assignee: z.object({ name: z.string() }).nullable(),
      match: z.object({ message_id: z.string() }).optional(),
    }),
  ),
})

async function ticket(query: string): Promise<void> {
  const body = new URLSearchParams({ query, user_email: 'jo@mail.example', user_name: 'Jo March' })
  const headers = { authorization: apiKey }
  expect((await fetch(`${server.ready.url}/interaction`, { method: 'POST', headers, body })).status).toBe(200)
}

async function api(path: string, init: RequestInit = {}): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const answer = await fetch(`${server.ready.url}/api/manage${path}`, { ...init, headers })
  return await answer.json()
}

/** The machine may be busy with other things. */
const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 10_000 })
const countsNow = async () => counts.parse(await api('/conversation-counts'))
const rowsOf = async (query: string) => listed.parse(await api(`/conversations?limit=200&${query}`)).data

beforeAll(async () => {
  const owner = ['--organisation', 'Pottle', '--name', 'Noor Valdis', '--email', 'noor@example.com']
  const setup = execFileSync(process.execPath, [bin, 'setup', ...owner, '--password', PASSWORD, '--json'], {
    env: { ...process.env, BASE_URL: '', DATA_DIR: folder.dir },
  })
  ;({ api_key: apiKey, access_token: token } = JSON.parse(setup.toString()))
  server = await startServer(folder.dir)
  // In order, and slower than the limit.
  for (let n = 1; n <= TICKETS; n++) {
    await ticket(`Kettle number ${n}`)
    if (n % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 1_000))
  }
  browser = await openBrowser()
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
  complaints = watch(page, server.ready.url)
  await page.goto(server.ready.url)
  await page.getByLabel('E-mail').fill('noor@example.com')
  await page.locator('input[name=password]').fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByText('Live, up to date').first().waitFor()
  await row('Kettle number 40').waitFor()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop('SIGTERM')
  folder.remove()
})

const row = (title: string) => page.locator('.row-frame').filter({ hasText: new RegExp(`${title}(?!\\d)`) })
const grid = () => page.getByRole('grid')
const rowCount = () =>
  grid()
    .getAttribute('aria-rowcount', { timeout: 1_000 })
    .then(Number, () => 0)
const inNav = (view: string) =>
  page.getByRole('navigation').getByRole('link', { name: new RegExp(`^${view}`) })
const navCount = async (view: string) =>
  Number((await inNav(view).locator('.nav-count').allTextContents())[0] ?? 0)
const focused = () => page.evaluate('document.activeElement.closest(".row-frame")?.textContent ?? ""')
const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}

it('leads whoever has nothing to what nobody has', async () => {
  await page.goto(`${server.ready.url}/?view=mine`)
  const lead = page.getByRole('button', { name: `Show ${TICKETS} unassigned` })
  await lead.waitFor()
  await screenshot(page, 'mine-empty')
  expect(await violations()).toEqual([])
  await lead.click()
  await page.locator('.list-rows a.row').first().waitFor()
  expect(new URL(page.url()).searchParams.get('view')).toBe('unassigned')
  await page.goto(server.ready.url)
  await page.locator('.list-rows a.row').first().waitFor()
})

it('draws what is in sight of a list, in rows of one height, and reads on at its end', async () => {
  expect(await rowCount()).toBe(TICKETS)
  const heights = await page.evaluate(
    '[...document.querySelectorAll(".row-frame")].map((row) => row.offsetHeight)',
  )
  expect(new Set(heights as number[])).toEqual(new Set([70]))
  expect((heights as number[]).length).toBeLessThan(30)
  await press('j')
  await eventually(focused).toContain('Kettle number 40')
  await press('End')
  await eventually(focused).toContain('Kettle number 1')
  await press('Home')
  await eventually(focused).toContain('Kettle number 40')
  await screenshot(page, 'list')
})

it('stays where one reads when others come in, and shows them at the top', async () => {
  await page.evaluate('document.querySelector(".list-rows").scrollTo(0, 735)')
  await row('Kettle number 29').waitFor()
  const before = await row('Kettle number 29').boundingBox()
  await ticket('Just came in')
  await eventually(rowCount).toBe(TICKETS + 1)
  expect(await row('Kettle number 29').boundingBox()).toEqual(before)
  await press('g', 'a', 'Home')
  await eventually(focused).toContain('Just came in')
})

it('triages ten conversations by keyboard alone', async () => {
  await press('g', 'u')
  await eventually(() => page.getByRole('heading', { level: 1 }).textContent()).toBe('Unassigned')
  // Its rows may still be on their way.
  await row('Just came in').waitFor()
  // Read one, then close it; the next one takes its place.
  await press('Home', 'Enter')
  await page.locator('.thread').getByText('Just came in').first().waitFor()
  await press('e')
  await eventually(focused).toContain('Kettle number 40')
  // Two closed without a look.
  await press('e')
  await eventually(focused).toContain('Kettle number 39')
  await press('e')
  await eventually(focused).toContain('Kettle number 38')
  // Three ticked in a row, given to oneself.
  await press('x', 'j', 'j', 'Shift+X')
  await page.getByText('3 selected').waitFor()
  await screenshot(page, 'list-bulk')
  await press('a')
  await page.getByRole('option', { name: 'Noor Valdis' }).waitFor()
  await press('Enter')
  await eventually(async () => (await countsNow()).mine.open).toBe(3)
  await eventually(focused).toContain('Kettle number 35')
  // Two put off, one made urgent, one tagged.
  await press('x', 'j', 'x', 's')
  await page.getByRole('option', { name: /Tomorrow morning/ }).waitFor()
  await press('ArrowDown', 'Enter')
  await eventually(async () => (await countsNow()).snoozed).toBe(2)
  await eventually(focused).toContain('Kettle number 33')
  await press('x', 'p')
  await page.getByRole('option', { name: 'Urgent' }).waitFor()
  await press('Enter')
  await row('Kettle number 33').getByText('Urgent').waitFor()
  await press('j', 'x', 't')
  await page.getByPlaceholder('Add or remove a tag …').waitFor()
  await page.keyboard.type('descaled')
  await page.getByRole('option', { name: 'New tag “descaled”' }).waitFor()
  await press('Enter')
  await row('Kettle number 32').getByText('descaled').waitFor()

  expect((await rowsOf('status=closed')).map(({ title }) => title)).toEqual([
    'Just came in',
    'Kettle number 40',
    'Kettle number 39',
  ])
  const mine = await rowsOf('assignee=me')
  expect(mine.map(({ title }) => title)).toEqual(['Kettle number 38', 'Kettle number 37', 'Kettle number 36'])
  expect(await rowsOf('tag=descaled')).toMatchObject([{ title: 'Kettle number 32' }])
  expect(await rowsOf('priority=urgent')).toMatchObject([{ title: 'Kettle number 33' }])
})

it.each(['Mine', 'Unassigned', 'All open', 'Snoozed', 'Closed'])(
  'counts as many in %s as its list has',
  async (view) => {
    await inNav(view).click()
    await eventually(async () => [await rowCount(), await navCount(view)]).toEqual([
      await navCount(view),
      await rowCount(),
    ])
    expect(await rowCount()).toBeGreaterThan(0)
    const path = { Mine: 'mine', Unassigned: 'unassigned' }[view]
    const now = await countsNow()
    const status =
      view === 'Snoozed' || view === 'Closed' ? (view.toLowerCase() as 'snoozed' | 'closed') : 'open'
    const asked = path === 'mine' || path === 'unassigned' ? now[path][status] : now[status]
    expect(await navCount(view)).toBe(asked)
  },
)

it('closes many at once and takes it back', async () => {
  await press('g', 'a')
  await eventually(rowCount).toBe(36)
  await press('Control+a')
  await page.getByText('36 selected').waitFor()
  await press('Escape', 'Home', 'x', 'j', 'j', 'j', 'Shift+X', 'e')
  await eventually(rowCount).toBe(32)
  await eventually(() => navCount('All open')).toBe(32)
  await eventually(async () => (await countsNow()).closed).toBe(7)
  await press('z')
  await eventually(rowCount).toBe(36)
  await eventually(() => navCount('All open')).toBe(36)
  await eventually(async () => (await countsNow()).closed).toBe(3)
})

it('puts back what the server does not take', async () => {
  await page.route('**/api/manage/conversations', (route) =>
    route.request().method() === 'PATCH'
      ? route.fulfill({
          status: 503,
          contentType: 'application/problem+json',
          body: JSON.stringify({ code: 'unavailable', detail: 'busy', status: 503, title: '', type: '' }),
        })
      : route.continue(),
  )
  await press('Home', 'x', 'j', 'Shift+X', 'e')
  await eventually(rowCount).toBe(36)
  await eventually(() => navCount('All open')).toBe(36)
  expect((await countsNow()).open).toBe(36)
  await page.unroute('**/api/manage/conversations')
})

it('shows what came in, and what somebody else closed, without a reload', async () => {
  await ticket('And another')
  await row('And another').waitFor()
  await eventually(() => navCount('Unassigned')).toBe(34)
  const [newest] = await rowsOf('status=open')
  await api(`/conversations/${newest?.id}`, { method: 'PATCH', body: JSON.stringify({ status: 'closed' }) })
  await eventually(() => row('And another').count()).toBe(0)
  await eventually(() => navCount('Unassigned')).toBe(33)
})

it('says in the row who spoke last and what one left unsent, as it happens', async () => {
  const [one] = await rowsOf('q=%22Kettle number 31%22')
  const kettle = row('Kettle number 31')
  await kettle.getByText('Tickets API').waitFor()
  const said = JSON.stringify({ body: 'A **new** lid is on its way', kind: 'reply' })
  await api(`/conversations/${one?.id}/messages`, { method: 'POST', body: said })
  await eventually(() => kettle.locator('.row-foot').textContent()).toBe('You:A new lid is on its way')
  const drafted = (body: string) =>
    fetch(`${server.ready.url}/api/manage/conversations/${one?.id}/drafts/reply`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ body, base_seq: 1 }),
    })
  await drafted('And a box of')
  await eventually(() => kettle.locator('.row-foot').textContent()).toBe('Draft:And a box ofdraft')
  await drafted('')
  await eventually(() => kettle.locator('.row-foot').textContent()).toBe('You:A new lid is on its way')
  await screenshot(page, 'list-said')
})

describe('searching', () => {
  it('offers operators and their values, and says where one is wrong', async () => {
    await press('/')
    await eventually(() => page.evaluate('document.activeElement.className')).toBe('search-field')
    await page.keyboard.type('kettle ta')
    await page.getByRole('option', { name: 'tag: with that tag' }).waitFor()
    await press('ArrowDown', 'Enter')
    await page.getByRole('option', { name: 'tag: descaled' }).waitFor()
    await screenshot(page, 'list-suggestions')
    await press('ArrowDown', 'Enter')
    await row('Kettle number 32').waitFor()
    await eventually(rowCount).toBe(1)
    expect(new URL(page.url()).searchParams.get('q')).toBe('tag:descaled kettle')
    await page.keyboard.type('before:soon ')
    await page.getByRole('alert').getByText('must be a date such as').waitFor()
    expect(new URL(page.url()).searchParams.get('q')).toBe('tag:descaled kettle')
    await screenshot(page, 'list-search-wrong')
  })

  it('jumps to the very message that fits, with the words marked', async () => {
    const [first] = await rowsOf('tag=descaled')
    const said = { body: 'We descale it with seventeen lemons', kind: 'note' }
    await api(`/conversations/${first?.id}/messages`, { method: 'POST', body: JSON.stringify(said) })
    await eventually(async () => (await rowsOf('q=seventeen')).length).toBe(1)
    await page.locator('.search-field').fill('seventeen lemons')
    await press('Enter')
    await eventually(() => row('Kettle number 32').locator('mark').allTextContents()).toEqual([
      'seventeen',
      'lemons',
    ])
    await screenshot(page, 'list-found')
    await press('ArrowDown')
    await eventually(focused).toContain('Kettle number 32')
    await press('Enter')
    await page.locator('.thread').getByText('seventeen lemons').first().waitFor()
    const [found] = await rowsOf('q=seventeen')
    expect(found?.match?.message_id).toBeDefined()
    expect(new URL(page.url()).searchParams.get('message')).toBe(found?.match?.message_id)
  })

  it('is remembered for the person who searched, and leads back to the view one came from', async () => {
    await press('Escape')
    await press('Escape')
    await eventually(() => page.getByRole('heading', { level: 1 }).textContent()).toBe('All open')
    await press('/')
    await page.getByRole('option', { name: /seventeen lemons/ }).waitFor()
    await press('Escape', 'Escape')
    await eventually(() => page.getByRole('heading', { level: 1 }).textContent()).toBe('All open')
  })
})

it('says what failed and reads the list again on demand', async () => {
  await page.route('**/api/manage/conversations?*', (route) => route.abort())
  await press('g', 'p')
  await press('g', 'c')
  await page.getByText('The list did not load.').waitFor()
  await screenshot(page, 'list-failed')
  await page.unroute('**/api/manage/conversations?*')
  await page.getByRole('button', { name: 'Retry' }).click()
  await eventually(() => page.getByText('The list did not load.').count()).toBe(0)
  expect(await rowCount()).toBe(4)
})

/** What axe-core finds under WCAG 2.0 to 2.2, A and AA, and its own advice. */
async function violations(): Promise<unknown> {
  await settle(page)
  await page.evaluate(axe.source)
  const rules = `{ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }`
  return await page.evaluate(
    `axe.run(document, ${rules}).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.length, nodes[0].html]))`,
  )
}

it.each(['light', 'dark'] as const)('can be used by everybody: %s', async (colorScheme) => {
  await page.emulateMedia({ colorScheme })
  await press('g', 'a', 'Home')
  expect(await violations()).toEqual([])
  await press('x', 'j', 'x', 'a')
  await page.getByRole('option', { name: 'Noor Valdis' }).waitFor()
  expect(await violations()).toEqual([])
  await screenshot(page, `list-assign-${colorScheme}`)
  await press('Escape')
  await page.getByRole('option', { name: 'Noor Valdis' }).waitFor({ state: 'hidden' })
  await press('Escape')
  await page.getByText('2 selected').waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: 'Filter' }).click()
  await page.getByRole('option', { name: 'Unread' }).waitFor()
  expect(await violations()).toEqual([])
  await screenshot(page, `list-filter-${colorScheme}`)
  await press('Escape')
  await page.getByRole('option', { name: 'Unread' }).waitFor({ state: 'hidden' })
  // A menu gives the focus back when it has gone, which would close what opened meanwhile.
  await page.waitForTimeout(400)
  await press('/')
  await page.getByRole('option', { name: /from:/ }).waitFor()
  expect(await violations()).toEqual([])
  await page.keyboard.type('tag:descaled ')
  await row('Kettle number 32').waitFor()
  expect(await violations()).toEqual([])
  await screenshot(page, `list-search-${colorScheme}`)
  await page.getByRole('button', { name: 'Leave search' }).click()
  await press('g', 'm')
  await eventually(() => page.getByRole('heading', { level: 1 }).textContent()).toBe('Mentions')
  await press('g', 'p')
  await page.getByText('Nothing pending').waitFor()
  expect(await violations()).toEqual([])
})

it('breaks none of its own policies on the way and asks nobody else for anything', () => {
  expect(complaints.filter((complaint) => !complaint.includes('inline style'))).toEqual([])
})
