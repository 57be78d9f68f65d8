// A visitor in the inbox: from which site, whether they are who they say, what they have seen, and who writes just now.
import { createHmac } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { everyLook, onDesk } from './every-look.ts'
import { type Visit, visitSettings } from './settings-visit.ts'
import { field, introduce, log, say } from './widget-visit.ts'

const LIVE = { timeout: 10_000 }
const QUESTION = 'Will my K2 kettle work in Canada?'
let visit: Visit
let noor: Page
let ada: Page
let site: { id: string; site_key: string }

beforeAll(async () => {
  visit = await visitSettings()
  noor = visit.page
  const sites = z.object({ data: z.array(z.object({ id: z.string(), site_key: z.string() })) })
  const [first] = sites.parse(await manage('GET', '/sites')).data
  if (!first) throw new Error('set-up makes a site')
  site = first
  ada = await visit.visitor({}, `${visit.url}/demo?site_key=${site.site_key}`)
  await introduce(ada, QUESTION)
})
afterAll(() => visit?.close())

/** A call of the manage API with the session of the page. */
async function manage(method: string, path: string, body?: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json' }
  const init = JSON.stringify({ method, ...(body && { headers, body: JSON.stringify(body) }) })
  return await noor.evaluate(`fetch('/api/manage${path}', ${init}).then((answer) => answer.json())`)
}

const thread = () => noor.locator('.thread-facts')
const composer = () => noor.locator('.composer [contenteditable=true]')
const writing = () => noor.locator('.writing')
const typingOf = (page: Page) => page.locator('.typing')

it('is shown with the site they write from, and that nobody has proven who they are', async () => {
  await noor.goto(visit.url)
  await noor.locator('a.row').filter({ hasText: QUESTION }).click()
  await thread().getByText('Chat · Website chat').waitFor()
  await thread().getByText('Not verified').waitFor()
  await noor.locator('.facts-who').getByText('Not verified').waitFor()
  await noor.locator('.facts').getByText('Chat · Website chat').waitFor()
  await everyLook(noor, thread().getByText('Not verified'), 'chat-claimed', 'wide')
})

it('is seen to write, and to stop', async () => {
  await field(ada).pressSequentially('I still have')
  await writing().getByText('Ada is typing').waitFor(LIVE)
  await field(ada).fill('')
  await expect.poll(() => writing().textContent(), LIVE).not.toContain('typing')
  // Nobody among those who look at it: it is theirs.
  expect(await thread().locator('.viewers').count()).toBe(0)
})

it('sees that an answer is written, and never a note', async () => {
  await composer().click()
  await noor.keyboard.type('One moment')
  await typingOf(ada).getByText('Support is writing').waitFor(LIVE)
  await noor.keyboard.press('Control+a')
  await noor.keyboard.press('Delete')
  await expect.poll(() => typingOf(ada).textContent(), LIVE).toBe('')

  await noor.getByRole('tab', { name: /^Note/ }).click()
  const said = noor.waitForRequest((request) => request.postData()?.includes('"draft_kind":"note"') ?? false)
  await composer().click()
  await noor.keyboard.type('They sound cross, be kind')
  await said
  // Whatever came of the answer's heartbeat came within a moment.
  for (let looks = 0; looks < 10; looks++) {
    expect(await typingOf(ada).textContent()).toBe('')
    await ada.waitForTimeout(150)
  }
  await noor.keyboard.press('Control+a')
  await noor.keyboard.press('Delete')
  await noor.getByRole('tab', { name: /^Reply/ }).click()
})

it('has seen an answer once it stood before their eyes', async () => {
  await ada.getByRole('button', { name: 'Close' }).last().click()
  await composer().click()
  await noor.keyboard.type('Only with a transformer')
  await noor.keyboard.press('Control+Enter')
  const answer = noor.locator('.message').filter({ hasText: 'Only with a transformer' })
  await answer.getByText('Sent', { exact: true }).waitFor(LIVE)
  await ada.getByText('Only with a transformer').first().waitFor(LIVE)
  expect(await answer.getByText('Seen').count()).toBe(0)
  await ada.locator('button.launcher').click()
  await log(ada).getByText('Only with a transformer').waitFor()
  await answer.getByText('Seen', { exact: true }).waitFor(LIVE)
  await say(ada, 'Thank you')
  await noor.locator('.message').filter({ hasText: 'Thank you' }).waitFor(LIVE)
  expect(await noor.getByText('Seen', { exact: true }).count()).toBe(1)
  // Sent the moment it was written: what was typed is over.
  await expect.poll(() => writing().textContent(), LIVE).not.toContain('typing')
})

it('is verified from the moment their site proves them', async () => {
  const made = z.object({ identity_secret: z.string() })
  const { identity_secret } = made.parse(await manage('POST', `/sites/${site.id}/identity-secret`, {}))
  const hash = createHmac('sha256', identity_secret).update('user-17\nada@example.com').digest('hex')
  await ada.evaluate(`Parley.identify(${JSON.stringify({ id: 'user-17', email: 'ada@example.com', hash })})`)
  await thread().getByText('Verified', { exact: true }).waitFor(LIVE)
  await noor.locator('.facts-who').getByText('Verified', { exact: true }).waitFor(LIVE)
  await everyLook(noor, thread().getByText('Verified', { exact: true }), 'chat-verified', 'wide')
  await onDesk(noor)
})

it('said nothing to anybody else, and broke no rule of its own page', () => {
  expect(visit.complaints).toEqual([])
})
