// Settings as an owner uses them: a key that works as shown, people who come and go, the log of it all.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { settle } from './barriers.ts'
import { screenshot } from './browser.ts'
import {
  clipboard,
  dialog,
  EMAIL,
  PASSWORD,
  row,
  status,
  type Visit,
  visitSettings,
} from './settings-visit.ts'

const run = promisify(execFile)
let visit: Visit
let page: Page

beforeAll(async () => {
  visit = await visitSettings()
  page = visit.page
})
afterAll(() => visit?.close())

describe('an API key', () => {
  let command: string

  it('is shown once, in a dialog that only a tick lets go', async () => {
    await visit.open('api-keys')
    await page.getByRole('button', { name: 'Create key' }).click()
    await page.keyboard.press('Enter')
    await page.getByText('Give it a name you will know it by').waitFor()
    await page.getByLabel('Name', { exact: true }).fill('Warehouse scanner')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { name: 'Copy your key now' }).waitFor()

    await page.keyboard.press('Escape')
    await page.mouse.click(8, 400)
    await page.getByRole('heading', { name: 'Copy your key now' }).waitFor()
    expect(await dialog(page).getByRole('button', { name: 'Done' }).isDisabled()).toBe(true)
    expect(await dialog(page).getByRole('button', { name: 'Close' }).count()).toBe(0)
    await screenshot(page, 'settings-key-once')

    const key = await page.getByLabel('Your new API key').inputValue()
    expect(key).toMatch(/^prl_live_/)
    await page.keyboard.press('c')
    await dialog(page).getByRole('button', { name: 'Copied' }).waitFor()
    expect(await clipboard(page)).toBe(key)
    await dialog(page).getByRole('button', { name: 'Copy the command' }).click()
    await dialog(page).getByText('Copied').first().waitFor()
    command = await clipboard(page)
    expect(command).toContain(`${visit.url}/interaction`)
    expect(command).toContain(key)
    expect(await dialog(page).locator('pre').textContent()).toBe(command)

    await page.getByLabel('I have saved it').check()
    await dialog(page).getByRole('button', { name: 'Done' }).click()
    await dialog(page).waitFor({ state: 'detached' })
    // Back where it began: the next Tab goes on from there.
    await expect.poll(() => page.locator(':focus').textContent()).toBe('Create key')
    await row(page, 'Warehouse scanner').getByText('new', { exact: true }).waitFor()
    expect(await page.content()).not.toContain(key)
  })

  it('opens a ticket by the very line that was shown, and the list says it was used', async () => {
    await row(page, 'Warehouse scanner').getByRole('cell', { name: 'never' }).waitFor()
    const { stdout } = await run('sh', ['-c', `${command} --silent`])
    expect(JSON.parse(stdout)).toEqual({ created_ticket_number: 'ASM-1' })
    await visit.open('api-keys')
    await row(page, 'Warehouse scanner').getByRole('cell', { name: 'just now', exact: true }).waitFor()
    await screenshot(page, 'settings-keys')
  })

  it('has a name that no other has; the field says so', async () => {
    await page.getByRole('button', { name: 'Create key' }).click()
    await page.keyboard.type('Warehouse scanner')
    await page.keyboard.press('Enter')
    await page.getByText('There is a key of this name already').waitFor()
    const field = page.getByLabel('Name', { exact: true })
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    // What is wrong is selected: typing replaces it.
    await page.keyboard.type('Shop backend')
    await page.getByLabel('Expires').selectOption('never')
    await page.keyboard.press('Enter')
    await page.getByLabel('I have saved it').check()
    await dialog(page).getByRole('button', { name: 'Done' }).click()
    await row(page, 'Shop backend').waitFor()
  })

  it('leaves the list at once, and comes back when it could not be deleted', async () => {
    const answer = Promise.withResolvers<void>()
    await page.route('**/api/manage/api-keys/*', async (route) => {
      await answer.promise
      await route.fulfill({ status: 503, body: '{}' })
    })
    // Only what the page itself kept can bring it back.
    await page.route('**/api/manage/api-keys?*', (route) => route.abort())
    await page.getByRole('button', { name: 'Delete Shop backend' }).click()
    await dialog(page).getByRole('button', { name: 'Delete key' }).click()
    await row(page, 'Shop backend').waitFor({ state: 'detached' })
    answer.resolve()
    await row(page, 'Shop backend').waitFor()
    await page.unrouteAll()
  })

  it('is deleted after a word about what stops, and opens nothing from then on', async () => {
    const button = page.getByRole('button', { name: 'Delete Warehouse scanner' })
    await button.press('Enter')
    await dialog(page).getByText('Whatever still uses this key stops at once').waitFor()
    await dialog(page).getByText('It was last used just now').waitFor()
    await screenshot(page, 'settings-key-delete')
    // Enter keeps it: that is what has the focus.
    await page.keyboard.press('Enter')
    await dialog(page).waitFor({ state: 'detached' })
    await button.press('Enter')
    await dialog(page).getByRole('button', { name: 'Delete key' }).click()
    await row(page, 'Warehouse scanner').waitFor({ state: 'detached' })
    await expect.poll(async () => (await run('sh', ['-c', `${command} --silent`])).stdout).toContain('error')
  })
})

describe('a teammate', () => {
  let mate: Page

  it('is invited by a link, joins, and is in the list', async () => {
    await visit.open('teammates')
    await page.getByText('Nobody is invited at the moment').waitFor()
    await page.getByRole('button', { name: 'Invite', exact: true }).first().click()
    await page.getByLabel('E-mail').fill(EMAIL)
    await page.keyboard.press('Enter')
    await page.getByText('Somebody with this address works here already').waitFor()
    await page.getByLabel('E-mail').fill('ada@example.com')
    await page.keyboard.press('Enter')
    const link = await page.getByLabel('Invitation link').inputValue()
    await page.getByLabel('I have copied it').check()
    await dialog(page).getByRole('button', { name: 'Done' }).click()
    await row(page, 'ada@example.com').getByText('Noor Valdis').waitFor()

    mate = await visit.visitor({}, link)
    await mate.getByLabel('Your name').fill('Ada Adler')
    await mate.locator('input[name=password]').fill(PASSWORD)
    await mate.keyboard.press('Enter')
    await mate.locator('.shell').waitFor()
    await visit.open('teammates')
    await row(page, 'Ada Adler').getByText('Agent').waitFor()
    await screenshot(page, 'settings-teammates')
  })

  it('who is an agent is offered nothing that agents may not', async () => {
    await visit.open('teammates', mate)
    await mate.getByText('Owners and admins invite people').waitFor()
    await row(mate, 'Noor Valdis').waitFor()
    expect(await mate.getByRole('button', { name: /Invite|^Change/ }).count()).toBe(0)
    expect(await mate.getByRole('link', { name: /API keys|Audit log|Organisation/ }).count()).toBe(0)
  })

  it('is made an admin, then disabled: their session is over', async () => {
    await page.getByRole('button', { name: 'Change Ada Adler' }).click()
    await page.getByRole('menuitem', { name: 'Make admin…' }).click()
    await dialog(page).getByText('is signed out everywhere').waitFor()
    await dialog(page).getByRole('button', { name: 'Make admin' }).click()
    await row(page, 'Ada Adler').getByText('Admin').waitFor()
    await expect.poll(() => status(mate)).toBe(401)
    // What they open next leads to signing in, not to a page of errors.
    await mate.getByRole('link', { name: 'Sessions' }).click()
    await mate.getByRole('heading', { name: 'Sign in' }).waitFor()
    await mate.context().close()

    mate = await visit.signedIn({}, 'ada@example.com')
    await page.getByRole('button', { name: 'Change Ada Adler' }).press('Enter')
    await page.getByRole('menuitem', { name: 'Disable…' }).press('Enter')
    await dialog(page).getByText('Their sessions end at once').waitFor()
    await screenshot(page, 'settings-disable')
    await dialog(page).getByRole('button', { name: 'Disable' }).click()
    await row(page, 'Ada Adler').getByText('disabled').waitFor()
    await expect.poll(() => status(mate)).toBe(401)
    await mate.context().close()
  })

  it('who was invited and does not come is taken back', async () => {
    await page.getByRole('button', { name: 'Invite', exact: true }).first().click()
    await page.getByLabel('E-mail').fill('bo@example.com')
    await page.keyboard.press('Enter')
    await page.getByLabel('I have copied it').check()
    await dialog(page).getByRole('button', { name: 'Done' }).click()
    await page.getByRole('button', { name: 'Withdraw the invitation of bo@example.com' }).click()
    await dialog(page).getByRole('button', { name: 'Withdraw' }).click()
    await page.getByText('Nobody is invited at the moment').waitFor()
  })
})

describe('the organisation', () => {
  it('is renamed, and limits are checked before they are sent', async () => {
    await visit.open('organisation')
    await page.getByLabel('Name', { exact: true }).fill('Pottle & Pan')
    await page.keyboard.press('Enter')
    await visit.open('profile')
    await page.getByText('Owner at Pottle & Pan').waitFor()
    await visit.open('organisation')
    await page.getByLabel('Tickets a second').fill('many')
    await page.keyboard.press('Enter')
    await page.getByText('A whole number from 1 to 100000').waitFor()
    await page.getByLabel('Tickets a second').fill('7')
    const saved = page.waitForResponse((answer) => answer.request().method() === 'PATCH')
    await page.keyboard.press('Enter')
    expect(await (await saved).json()).toMatchObject({
      name: 'Pottle & Pan',
      limits: { tickets_per_second: 7 },
    })
  })

  it('has a log of all this, with details on demand; without the server it says so and recovers', async () => {
    await page.route('**/api/manage/audit*', (route) => route.abort())
    await visit.open('audit-log')
    await page.getByText('The audit log could not be loaded.').waitFor()
    await screenshot(page, 'settings-audit-failed')
    await page.unrouteAll()
    await page.getByRole('button', { name: 'Retry' }).click()
    await page.getByText('renamed the organisation from Pottle to Pottle & Pan').waitFor()
    for (const did of [
      'created the API key “Warehouse scanner”',
      'disabled Ada Adler',
      'invited ada@example.com',
    ])
      await page.getByText(did).first().waitFor()
    const first = page.getByRole('button', { name: /^Details: changed the limits/ })
    await first.press('Enter')
    await page.getByText('"tickets_per_second": 7').waitFor()
    expect(await first.getAttribute('aria-expanded')).toBe('true')
    await screenshot(page, 'settings-audit')
  })
})

/** What axe-core finds under WCAG 2.0 to 2.2, A and AA, and its own advice. */
async function violations(on: Page): Promise<unknown> {
  await settle(on)
  await on.evaluate(axe.source)
  const rules = `{ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }`
  return await on.evaluate(
    `axe.run(document, ${rules}).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html]))`,
  )
}

it('finds a macro as it was left by the back button, until it is discarded', async () => {
  const name = page.getByLabel('Name', { exact: true })
  const create = () => page.getByRole('button', { name: 'Create a macro' }).click()
  await visit.open('profile')
  await page.getByRole('link', { name: 'Macros' }).click()
  await create()
  await name.fill('Send a new lid')
  await page.goBack()
  await dialog(page).waitFor({ state: 'detached' })
  await page.goForward()
  await create()
  expect(await name.inputValue()).toBe('Send a new lid')
  await page.keyboard.press('Escape')
  await dialog(page).getByRole('button', { name: 'Discard' }).click()
  await create()
  expect(await name.inputValue()).toBe('')
  await page.keyboard.press('Escape')
})

const pages = [
  'profile',
  'security',
  'sessions',
  'access-tokens',
  'organisation',
  'teammates',
  'audit-log',
  'api-keys',
]

it.each([
  ['light', { width: 1440, height: 900 }],
  ['dark', { width: 1440, height: 900 }],
  ['light', { width: 390, height: 844 }],
  ['dark', { width: 390, height: 844 }],
] as const)(
  'has no barrier that axe knows, %s at %j, and nothing to scroll sideways',
  async (colorScheme, size) => {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize(size)
    for (const path of pages) {
      await visit.open(path)
      await expect.poll(() => page.locator('[aria-busy=true]').count()).toBe(0)
      const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
      expect([path, await violations(page), wide]).toEqual([path, [], 0])
      await screenshot(page, `settings-${path}-${size.width}-${colorScheme}`)
    }
    await visit.open('api-keys')
    await page.getByRole('button', { name: 'Create key' }).click()
    await dialog(page).waitFor()
    expect(await violations(page)).toEqual([])
  },
)

it('said nothing to anybody else, and broke no rule of its own page', () => {
  expect(visit.complaints).toEqual([])
})
