// Several tabs of one browser: one stream, one truth. And what comes of a tab that leaves, a laptop that slept.
import { expect, it } from 'vitest'
import { SITE_KEY } from './chat-stub.ts'
import { introduce, launcher, log, openChat, own, panel, SOON, say, widgetVisit } from './widget-visit.ts'

const visit = widgetVisit()
const LATER = { timeout: 15_000 }

it('two tabs agree: one stream, what is said in one is shown in the other, and what is seen in one is seen', async () => {
  const first = await visit.page()
  await introduce(first, 'from the first')
  const second = await visit.page()
  await openChat(second)
  await own(second, 'from the first').waitFor(SOON)
  await say(second, 'from the second')
  await own(first, 'from the second').waitFor(SOON)
  visit.stub().add({ body: 'for both' })
  for (const page of [first, second]) await log(page).getByText('for both').waitFor(SOON)
  expect(visit.stub().streams.size).toBe(1)
  // It is shown before it is sent.
  await expect.poll(() => visit.stub().said, SOON).toHaveLength(3)
  await first.keyboard.press('Escape')
  await second.getByRole('button', { name: 'Close chat' }).first().click()
  for (const page of [first, second])
    await expect.poll(() => launcher(page).getAttribute('aria-label'), SOON).toBe('Open chat')
})

it('when the tab that listens is closed, another one does, and misses nothing', async () => {
  const first = await visit.page()
  await introduce(first, 'hello')
  const second = await visit.page()
  await openChat(second)
  await own(second, 'hello').waitFor(SOON)
  await first.close()
  visit.stub().add({ body: 'while it changed hands' })
  await log(second).getByText('while it changed hands').waitFor(LATER)
  visit.stub().add({ body: 'and after' })
  await log(second).getByText('and after').waitFor(LATER)
  expect(await log(second).getByText('while it changed hands').count()).toBe(1)
})

it('what a closed tab had not sent yet is sent by the next', async () => {
  const first = await visit.page()
  await introduce(first, 'hello')
  await own(first, 'hello').getByText(/^Sent/).waitFor(SOON)
  await first.route(`${visit.stub().url}/api/v1/chat/conversations/*/messages`, (route) => route.abort())
  await say(first, 'left behind')
  await own(first, 'left behind')
    .getByText(/Not sent yet/)
    .waitFor(SOON)
  await first.close()
  const second = await visit.page()
  await openChat(second)
  await expect
    .poll(() => visit.stub().said.map(({ body }) => body), { timeout: 60_000 })
    .toEqual(['hello', 'left behind'])
  await own(second, 'left behind').getByText(/^Sent/).waitFor(SOON)
})

it('logging out in one tab ends it in all of them', async () => {
  const first = await visit.page()
  await introduce(first, 'a secret')
  const second = await visit.page()
  await openChat(second)
  await own(second, 'a secret').waitFor(SOON)
  await second.evaluate('Parley.logout()')
  for (const page of [first, second]) {
    await page.getByLabel('Name').waitFor(SOON)
    expect(await panel(page).getByText('a secret').count()).toBe(0)
  }
  expect(await second.evaluate(`localStorage.getItem('parley:${SITE_KEY}:session')`)).toBeNull()
})

it('after a sleep the line is opened anew from where it was', async () => {
  const page = await visit.page()
  await page.clock.install()
  await introduce(page, 'hello')
  await own(page, 'hello').getByText(/^Sent/).waitFor(SOON)
  visit.stub().add({ body: 'before' })
  await log(page).getByText('before').waitFor(SOON)
  const opened = () => visit.stub().asked.filter((each) => /^GET .*\/events$/.test(each)).length
  const before = opened()
  // The lid is closed for an hour: the line says nothing more, and the browser does not know it.
  await page.clock.setFixedTime(Date.now() + 3_600_000)
  await page.evaluate(`window.dispatchEvent(new Event('online'))`)
  await expect.poll(opened, SOON).toBe(before + 1)
  visit.stub().add({ body: 'after' })
  await log(page).getByText('after').waitFor(SOON)
  expect(await log(page).getByText('before').count()).toBe(1)
})
