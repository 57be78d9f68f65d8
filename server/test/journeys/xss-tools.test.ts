// The same texts where one works with them: searching, jumping, settings, saved views, and what is being written.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { screenshot } from './browser.ts'
import { corpus } from './xss-corpus.ts'
import { type XssHouse, xssHouse } from './xss-house.ts'

const SOON = { timeout: 15_000 }
const AT_ONCE = 10
const LONGEST_VIEW_NAME = 80
const LONGEST_TAG = 50
const OWN_VIEWS = 45
/** What the palette shows of conversations. */
const FLOCK = 5
/** Of them a message takes no more. */
const FILES = 10
const MATES = 20

let house: XssHouse
let page: XssHouse['page']
/** A letter where a blank name would be refused. */
const lines = corpus.map((text) => (/\S/.test(text.replace(/\p{C}|\p{Z}/gu, '')) ? text : `${text}x`))
/** To the letter on every screen: nothing in them is left out of names. */
const plain = lines.filter((line) => /^[\x21-\x7e]+( [\x21-\x7e]+)*$/.test(line) && line.length <= 60)
const blanks = /\{\{|\}\}/g

/** As much of an element as is asked here: tests know no DOM. */
type Scroller = { clientHeight: number; scrollBy(x: number, y: number): void }

const parts = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size))
async function ofEach(work: (line: string, place: number) => Promise<unknown>): Promise<void> {
  for (const some of parts([...lines.entries()], AT_ONCE))
    await Promise.all(some.map(([place, line]) => work(line, place)))
}

/** The first conversation, in which things are written. */
let first: string

beforeAll(async () => {
  house = await xssHouse()
  page = house.page
  const ids: string[] = []
  await ofEach(async (line, place) => {
    const form = new FormData()
    form.append('title', line)
    form.append('query', `nightjar ${line} flock${Math.floor(place / FLOCK)}`)
    form.append('user', JSON.stringify({ email: `person${place}@mail.example`, name: line }))
    ids[place] = await house.ticket(form)
    await house.make('PATCH', `conversations/${ids[place]}`, { tags: [line.slice(0, LONGEST_TAG)] })
    const named = { name: `${place} ${line}`.slice(0, 110) }
    await house.manage('POST', 'api-keys', named)
    await house.manage('POST', 'access-tokens', named)
    await house.make('POST', 'views', {
      name: `${place} ${line}`.slice(0, LONGEST_VIEW_NAME),
      shared: place >= OWN_VIEWS,
      filters: { q: 'nightjar' },
    })
    await house.make('POST', 'macros', {
      ...named,
      // Blanks of a macro are checked where it is saved.
      body: line.replace(blanks, '{'),
      shortcut: `${'abc'[place % 3]}-${place}`,
    })
  })
  first = ids[0] ?? expect.fail('no conversation')
}, 240_000)
afterAll(() => house?.close())

describe('searching', () => {
  it('shows what was found, with the words around it', async () => {
    const found = async () =>
      z
        .object({ data: z.array(z.unknown()) })
        .parse(await house.manage('GET', 'conversations?q=nightjar&limit=200')).data.length
    await expect.poll(found, SOON).toBe(lines.length)
    await page.goto(`${house.url}/?q=nightjar`)
    const rows = page.locator('.row-frame')
    await rows.locator('mark').getByText('nightjar').first().waitFor()
    const seen = new Set<string>()
    while (seen.size < lines.length) {
      for (const at of await rows.evaluateAll((all: { ariaRowIndex: string }[]) =>
        all.map((row) => row.ariaRowIndex),
      ))
        seen.add(at)
      await house.isOnlyText()
      await page.locator('.list-rows').evaluate((list: Scroller) => list.scrollBy(0, list.clientHeight / 2))
      if (seen.size < lines.length)
        await page.locator(`.row-frame[aria-rowindex="${seen.size + 1}"]`).waitFor({ state: 'attached' })
    }
    await screenshot(page, 'xss-found')
  })

  it('takes all of it as words, or says what is wrong', async () => {
    const field = page.locator('.search-field')
    for (const line of lines) {
      await field.fill(line)
      // A field of one line takes no breaks.
      const asked = (await field.inputValue()).trim()
      await page.keyboard.press('Enter')
      const answered = async () =>
        (await page.locator('.search-wrong').count()) > 0 ||
        new URL(page.url()).searchParams.get('q') === asked
      await expect.poll(answered, { ...SOON, message: line }).toBe(true)
    }
    await house.isOnlyText()
    await field.fill('')
    await page.getByRole('option').nth(7).waitFor()
    await house.isOnlyText('searched before')
    await screenshot(page, 'xss-recent')
  })

  it('suggests people and tags by their names', async () => {
    // Those of the conversations that one has seen.
    await page.goto(house.url)
    await page.locator('a.row').first().waitFor()
    await page.keyboard.press('/')
    const field = page.locator('.search-field')
    for (const operator of ['from', 'tag'])
      for (const begun of ['', '<', '"', '[', '!', '{', "'", '\u202e']) {
        await field.fill(`${operator}:${begun}`)
        await expect.poll(() => field.inputValue(), SOON).toBe(`${operator}:${begun}`)
        await house.isOnlyText(`${operator}:${begun}`)
      }
    await field.fill('tag:<')
    await page
      .getByRole('option', { name: /^tag: </ })
      .first()
      .waitFor()
    await field.fill('')
  })
})

describe('the palette', () => {
  it('finds conversations by title and contact', async () => {
    await page.goto(house.url)
    await page.getByText('Live, up to date').first().waitFor()
    await page.keyboard.press('Control+k')
    const field = page.getByRole('combobox')
    const found = page.getByRole('group', { name: 'Conversations' }).getByRole('option')
    for (const [place, flock] of parts(lines, FLOCK).entries()) {
      await field.fill(`flock${place}`)
      await found.getByText(`“flock${place}”`).waitFor()
      await expect.poll(() => found.count(), SOON).toBe(flock.length + 1)
      await house.isOnlyText(flock.join())
    }
    await screenshot(page, 'xss-palette')
  })

  it('says what it looks for to the letter', async () => {
    const field = page.getByRole('combobox')
    for (const line of lines) await field.fill(line.slice(0, 200))
    await house.isOnlyText()
    for (const line of plain) {
      await field.fill(line)
      await page.getByText(`Search all messages for “${line}”`, { exact: true }).waitFor()
    }
    await house.isOnlyText()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })
})

describe('settings', () => {
  it.each(['api-keys', 'access-tokens'])(
    'lists %s by their names, and asks before one goes',
    async (path) => {
      await page.goto(`${house.url}/settings/${path}`)
      await page.locator('.set-page tbody tr').nth(98).waitFor()
      await page.getByRole('button', { name: 'Show more' }).click()
      // Set-up made one of each.
      await page.locator('.set-page tbody tr').nth(lines.length).waitFor()
      await house.isOnlyText()
      await screenshot(page, `xss-${path}`)
      const looksMeant = plain.filter((line) => /[{$<[]/.test(line)).slice(-8)
      for (const line of looksMeant) {
        const name = `${lines.indexOf(line)} ${line}`
        await page.getByRole('button', { name: `Delete ${name}`, exact: true }).click()
        await page.getByRole('heading', { name: `Delete “${name}”?`, exact: true }).waitFor()
        await house.isOnlyText(name)
        await page.keyboard.press('Escape')
        await page.getByRole('dialog').waitFor({ state: 'detached' })
      }
    },
  )

  it('lists teammates, and says whose organisation it is', async () => {
    const join = async (n: number): Promise<string> => {
      const { link } = z
        .object({ link: z.string() })
        .parse(await house.manage('POST', 'invitations', { email: `mate${n}@mail.example`, role: 'agent' }))
      const joining = {
        token: new URL(link).hash.slice(6),
        name: `Mate ${n}`,
        password: 'correct horse battery',
      }
      const { teammate } = z
        .object({ teammate: z.object({ id: z.string() }) })
        .parse(await house.manage('POST', 'invitations/accept', joining))
      return teammate.id
    }
    const mates = await Promise.all(Array.from({ length: MATES }, (_, n) => join(n)))
    for (const some of parts(lines, MATES)) {
      await Promise.all(some.map((name, at) => house.make('PATCH', `teammates/${mates[at]}`, { name })))
      // As long as a name may be: several in one.
      await house.manage('PATCH', 'organisation', { name: some.join(' ').slice(0, 120) })
      await page.goto(`${house.url}/settings/teammates`)
      await page.locator('.set-page tbody tr').nth(MATES).waitFor()
      await house.isOnlyText(some.join())
      await house.go('/settings/profile')
      await page.getByText(/^Owner at /).waitFor()
      await house.isOnlyText(some.join())
    }
    await house.go('/settings/teammates')
    await page
      .getByRole('button', { name: /^Change / })
      .nth(3)
      .click()
    await page.getByRole('menuitem', { name: 'Disable…' }).click()
    await page.getByRole('dialog').waitFor()
    await house.isOnlyText()
    await screenshot(page, 'xss-disable')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  it('tells of all that in the log', async () => {
    await house.go('/settings/audit-log')
    const rows = page.locator('.set-page tbody tr')
    for (let many = 50; many <= 200; many += 50) {
      await rows.nth(many - 1).waitFor()
      await page.getByRole('button', { name: 'Older' }).click()
    }
    await page
      .getByRole('button', { name: /^Details: renamed/ })
      .first()
      .click()
    await house.isOnlyText()
    await screenshot(page, 'xss-audit')
  })
})

describe('saved views', () => {
  it('stand in the navigation and over their lists by their names', async () => {
    await page.goto(house.url)
    const views = page.getByRole('navigation', { name: 'Views' }).getByRole('link')
    await expect.poll(() => views.count(), SOON).toBe(lines.length)
    await house.isOnlyText()
    // Long ones are cut, so that their counts stay in sight.
    const wide = '((list) => list.scrollWidth - list.clientWidth)(document.querySelector(".nav-places"))'
    expect(await page.evaluate(wide)).toBe(0)
    for (const line of plain.slice(-8)) {
      const name = `${lines.indexOf(line)} ${line}`
      await views.filter({ hasText: name }).first().click()
      await page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
    }
    await house.isOnlyText()
    await page.getByRole('button', { name: 'View options' }).click()
    await page.getByRole('option', { name: 'Delete view' }).click()
    await page.getByText(/^Deleted the view “/).waitFor()
    await house.isOnlyText()
    await screenshot(page, 'xss-views')
  })
})

describe('writing', () => {
  it('goes on with a draft', async () => {
    for (const [kind, some] of [
      ['reply', lines.filter((_, place) => place % 2 === 0)],
      ['note', lines.filter((_, place) => place % 2 === 1)],
    ] as const)
      await house.manage('PUT', `conversations/${first}/drafts/${kind}`, {
        body: some.join('\n\n'),
        base_seq: 0,
      })
    await page.goto(`${house.url}/?conversation=${first}`)
    const field = page.locator('.field-rich')
    for (const kind of ['Reply', 'Note']) {
      await page.getByRole('tab', { name: kind }).click()
      await field.waitFor()
      await expect.poll(() => field.textContent(), SOON).toContain('canary()')
      await house.isOnlyText(kind)
      await screenshot(page, `xss-draft-${kind}`)
      await field.press('Control+A')
      await page.keyboard.press('Delete')
      await expect.poll(() => field.textContent(), SOON).toBe('')
    }
  })

  it('suggests colleagues by their names', async () => {
    await page.locator('.field-rich').click()
    await page.keyboard.type('@')
    await page.getByRole('listbox', { name: 'Teammates' }).getByRole('option').nth(7).waitFor()
    await house.isOnlyText()
    await screenshot(page, 'xss-mention')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('.field-rich').textContent(), SOON).toMatch(/^@../)
    await house.isOnlyText()
    await page.locator('.field-rich').press('Control+A')
    await page.keyboard.press('Delete')
  })

  it('shows macros before and after they are put in', async () => {
    await page.getByRole('tab', { name: 'Reply' }).click()
    const field = page.locator('.field-rich')
    const preview = page.locator('.suggest-preview')
    let previewed = 0
    for (const batch of 'abc') {
      await field.click()
      await page.keyboard.type(`/${batch}-`)
      const options = page.getByRole('listbox', { name: 'Macros' }).getByRole('option')
      await expect.poll(() => options.count(), SOON).toBeGreaterThan(lines.length / 3 - 1)
      const many = await options.count()
      for (let at = 0; at < many; at++) {
        const name = (await options.nth(at).locator('span').first().textContent()) ?? ''
        await expect.poll(() => options.nth(at).getAttribute('aria-selected'), SOON).toBe('true')
        // Drawn as what it would be when sent: links and emphasis, and nothing else.
        await preview.waitFor()
        await house.isOnlyText(name)
        previewed++
        await page.keyboard.press('ArrowDown')
      }
      await page.keyboard.press('Enter')
      await options.first().waitFor({ state: 'detached' })
      await house.isOnlyText(batch)
      await field.press('Control+A')
      await page.keyboard.press('Delete')
    }
    expect(previewed).toBe(lines.length)
  })

  it('names the files that go along', async () => {
    const picker = page.locator('.composer input[type=file]')
    const chips = page.locator('.file-chip')
    const buffer = Buffer.from('<script>canary()</script>')
    for (const some of parts(lines, FILES)) {
      await picker.setInputFiles(
        some.map((line) => ({ name: `${line}.html`, mimeType: 'text/html', buffer })),
      )
      await expect.poll(() => chips.count(), SOON).toBe(some.length)
      await expect.poll(() => page.locator('.file-chip-uploading').count(), SOON).toBe(0)
      await house.isOnlyText(some.join())
      await chips.locator('button:last-of-type').evaluateAll((removing: { click(): void }[]) => {
        for (const button of removing) button.click()
      })
      await expect.poll(() => chips.count(), SOON).toBe(0)
    }
  })
})

it('asked nobody else, opened no dialog, and was never saved by the policy alone', () => {
  expect(house.complaints).toEqual([])
})
