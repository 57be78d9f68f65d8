// What people do without thinking of it: drag a file in, look back, reload in the middle of a sentence, listen for a sound.
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { SITE_KEY } from './chat-stub.ts'
import { field, introduce, launcher, log, openChat, own, panel, SOON, widgetVisit } from './widget-visit.ts'

const visit = widgetVisit()

async function begin(page: Page): Promise<void> {
  await introduce(page, 'It leaks')
  await own(page, 'It leaks').getByText(/^Sent/).waitFor(SOON)
}

/** As a browser hands over what is dragged or pasted. */
const aFile = (page: Page) =>
  page.evaluateHandle(`(() => {
    const transfer = new DataTransfer()
    transfer.items.add(new File(['one kettle, 89.00'], 'receipt.txt', { type: 'text/plain' }))
    return transfer
  })()`)

it('a file is dragged in: the chat says where to drop it, and that it was taken', async () => {
  const page = await visit.page()
  await begin(page)
  const dataTransfer = await aFile(page)
  await panel(page).dispatchEvent('dragover', { dataTransfer })
  await panel(page).getByText('Drop files here').waitFor(SOON)
  await panel(page).dispatchEvent('drop', { dataTransfer })
  await panel(page).getByText('receipt.txt').waitFor(SOON)
  expect(await panel(page).getByText('Drop files here').count()).toBe(0)
  await page.getByRole('button', { name: 'Send' }).click()
  await expect
    .poll(
      () =>
        visit
          .stub()
          .said.at(-1)
          ?.files.map(({ filename }) => filename),
      SOON,
    )
    .toEqual(['receipt.txt'])
})

it('dragged words are not for us', async () => {
  const page = await visit.page()
  await begin(page)
  const dataTransfer = await page.evaluateHandle(`(() => {
    const transfer = new DataTransfer()
    transfer.setData('text/plain', 'words')
    return transfer
  })()`)
  await panel(page).dispatchEvent('dragover', { dataTransfer })
  await page.waitForTimeout(100)
  expect(await panel(page).getByText('Drop files here').count()).toBe(0)
})

it('a long conversation is drawn from its end, and the rest by asking for it', async () => {
  const page = await visit.page()
  await begin(page)
  for (let n = 1; n <= 120; n++) visit.stub().add({ body: `answer ${n}.` })
  await log(page).getByText('answer 120.').waitFor(SOON)
  expect(await log(page).getByText('It leaks').count()).toBe(0)
  await log(page).getByRole('button', { name: 'Show earlier messages' }).click()
  await log(page).getByText('It leaks').waitFor(SOON)
  await log(page).getByText('answer 1.', { exact: true }).waitFor(SOON)
})

it('what was written and not sent is there after a reload, and gone with whoever wrote it', async () => {
  const page = await visit.page()
  await begin(page)
  await field(page).fill('I still have the b')
  await page.reload()
  await openChat(page)
  await expect.poll(() => field(page).inputValue(), SOON).toBe('I still have the b')
  await page.evaluate('Parley.logout()')
  await page.getByLabel('Your question').waitFor(SOON)
  expect(await page.getByLabel('Your question').inputValue()).toBe('')
  expect(await page.evaluate('Object.keys(sessionStorage).filter((key) => key.endsWith(":draft"))')).toEqual(
    [],
  )
})

it('an answer is heard where nobody looks, unless sounds are off', async () => {
  const page = await visit.page()
  await page.evaluate(`window.sounds = 0
    window.AudioContext = class extends AudioContext { constructor() { super(); window.sounds++ } }`)
  await begin(page)
  await visit.listening()
  visit.stub().add({ body: 'seen' })
  await log(page).getByText('seen').waitFor(SOON)
  await page.keyboard.press('Escape')
  visit.stub().add({ body: 'heard' })
  await expect.poll(() => page.evaluate('window.sounds'), SOON).toBe(1)
  await openChat(page)
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByText('Sounds').click()
  await page.keyboard.press('Escape')
  await launcher(page).focus()
  await page.keyboard.press('Escape')
  await expect.poll(() => panel(page).count(), SOON).toBe(0)
  visit.stub().add({ body: 'silent' })
  await page.getByRole('status').getByText('silent').waitFor(SOON)
  await page.waitForTimeout(1_000)
  expect(await page.evaluate('window.sounds')).toBe(1)
})

it('a tab that fell asleep with the line in its hands is not waited for', async () => {
  const first = await visit.page()
  await begin(first)
  visit.serve('/asleep', { tag: 'data-nothing' })
  const asleep = await visit.page('/asleep')
  // It gets the lock when the first one goes, and never says a word.
  await asleep.evaluate(
    `void navigator.locks.request('parley:${SITE_KEY}', () => new Promise(() => undefined)).catch(() => undefined)`,
  )
  await first.close()
  const second = await visit.page()
  await openChat(second)
  visit.stub().add({ body: 'are you there?' })
  await log(second).getByText('are you there?').waitFor({ timeout: 10_000 })
})
