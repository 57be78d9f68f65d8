// Everything a stranger, a colleague or a program may write, on every screen that shows it, under the policy we ship: no
// script runs, nothing asks another host, and the policy itself is never what stops it.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { screenshot } from './browser.ts'
import { corpus } from './xss-corpus.ts'
import { type XssHouse, xssHouse } from './xss-house.ts'

const LONGEST_TAG = 50

let house: XssHouse
let page: XssHouse['page']
/** Conversation ids, by the place in the corpus. */
const ids: string[] = []

beforeAll(async () => {
  house = await xssHouse()
  page = house.page
  for (const [place, text] of corpus.entries()) ids.push(await write(text, place))
}, 240_000)
afterAll(() => house?.close())

/** One conversation in which the text is everything that a text can be. */
async function write(text: string, place: number): Promise<string> {
  // Where a blank name is refused, a letter makes it one; what cannot be in a line is left out there.
  const line = /\S/.test(text.replace(/\p{C}|\p{Z}/gu, '')) ? text : `${text}x`
  const company = await house.make('POST', 'companies', {
    name: line,
    company_type: text,
    tags: [line.slice(0, LONGEST_TAG)],
  })
  const email = `person${place}@mail.example`
  await house.make('POST', 'contacts', {
    name: line,
    email,
    username: line,
    role: text.slice(0, 100),
    company_id: company.id,
    tags: [line.slice(0, LONGEST_TAG)],
    source_specific_ids: [`${place} ${line}`],
  })
  const form = new FormData()
  form.append('query', line)
  form.append('title', line)
  form.append('user', JSON.stringify({ email }))
  form.append('source_specific_id', `${place} ${line}`.slice(0, 200))
  // Three names are refused at the door.
  const name = /^(__proto__|constructor|prototype)$/.test(text) ? `${text}.x` : line
  form.append('additional_properties', JSON.stringify({ [name]: text, deep: { [name]: [text] } }))
  const id = await house.ticket(form)
  await house.make('PATCH', `conversations/${id}`, { tags: [line.slice(0, LONGEST_TAG)], assignee_id: null })
  const reply = new FormData()
  reply.append('body', line)
  reply.append(
    'files',
    new File(['<script>canary()</script>'], `${text.replace(/\p{Cc}/gu, '')}.html`, { type: 'text/html' }),
  )
  await house.make('POST', `conversations/${id}/messages`, reply)
  await house.make('POST', `conversations/${id}/messages`, {
    body: `@x **${line}**\n\n- ${line}\n\n> ${line}`,
    kind: 'note',
  })
  return id
}

it('has a canary that would be heard, and a corpus of more than a hundred', async () => {
  expect(new Set(corpus).size).toBeGreaterThan(100)
  await page.evaluate('canary()')
  expect(await house.ran()).toBe(true)
  await expect.poll(() => house.complaints).toEqual(['Refused to: be silent, says the canary'])
  house.complaints.length = 0
  await page.evaluate('delete globalThis.ran')
})

it('shows the whole list', async () => {
  await page.goto(house.url)
  await page.locator('a.row').first().waitFor()
  await page.locator('a.row').first().hover()
  for (let turn = 0; turn < 12; turn++) await page.mouse.wheel(0, 1_000)
  await page.waitForTimeout(300)
  await screenshot(page, 'xss-list')
  expect(await house.ran()).toBe(false)
})

it('shows every thread with its notes, files, properties, tags, contact, company and timeline', async () => {
  for (const [place, id] of ids.entries()) {
    await house.go(`/?conversation=${id}`)
    await page.locator(`.others, .message-note`).first().waitFor()
    await expect.poll(() => page.locator('.messages .message').count(), { timeout: 10_000 }).toBe(3)
    await page.locator('.markdown').first().waitFor()
    await page.locator('.facts-company').waitFor()
    await page.getByText('Timeline', { exact: true }).click()
    await page.locator('.timeline li').first().waitFor()
    await house.isOnlyText(corpus[place])
  }
  await screenshot(page, 'xss-thread')
}, 300_000)

it('opens no link in our own window, and tells nobody where it was', async () => {
  const hrefs = new Set<string>()
  for (const id of ids) {
    await house.go(`/?conversation=${id}`)
    await expect.poll(() => page.locator('.messages .message').count(), { timeout: 10_000 }).toBe(3)
    const links = z
      .array(z.object({ href: z.string(), rel: z.string(), target: z.string(), words: z.string() }))
      .parse(
        await page
          .locator('.markdown a')
          .evaluateAll((all: { href: string; rel: string; target: string; textContent: string }[]) =>
            all.map(({ href, rel, target, textContent }) => ({ href, rel, target, words: textContent })),
          ),
      )
    for (const { href, rel, target, words } of links) {
      expect(href).toMatch(/^(https?|mailto):/)
      expect([rel, target]).toEqual(['noopener noreferrer nofollow', '_blank'])
      expect(words).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff]/)
      hrefs.add(href)
    }
  }
  expect(hrefs.size).toBeGreaterThan(3)
}, 180_000)

it('shows names of files straight', async () => {
  await page.goto(`${house.url}/?conversation=${ids[corpus.indexOf('invoice\u202egpj.exe')]}`)
  const file = page.locator('.file-words b').first()
  await file.waitFor()
  expect(await file.textContent()).toContain('invoicegpj.exe')
  expect(await file.textContent()).not.toContain('\u202e')
})

it('offers the same in lists of tags, people and conversations to merge', async () => {
  for (const name of [/^Tags: 1/, /ha(s|ve) it$/]) {
    await page.getByRole('button', { name }).first().click()
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('Escape')
  }
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Merge' }).click()
  await page.getByRole('dialog').getByRole('textbox').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Edit contact' }).click()
  await page.locator('.contact-form').waitFor()
  await screenshot(page, 'xss-form')
  expect(await house.ran()).toBe(false)
})

it('hands a transcript over as text to keep, never as a page', async () => {
  const answer = await fetch(`${house.url}/api/manage/conversations/${ids[0]}/transcript?notes=true`, {
    headers: { authorization: `Bearer ${house.token}` },
  })
  expect(answer.headers.get('content-type')).toMatch(/^text\/markdown/)
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment/)
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
})

it('asked nobody else, opened no dialog, and was never saved by the policy alone', () => {
  expect(house.complaints).toEqual([])
})
