// What becomes of a message when something is in the way: it says so, it is not lost, it is there once.
import { describe, expect, it } from 'vitest'
import { screenshot } from './browser.ts'
import { introduce, log, openChat, own, panel, SOON, say, widgetVisit } from './widget-visit.ts'

const visit = widgetVisit()
const bodies = () => visit.stub().said.map(({ body }) => body)
const BACK = { timeout: 20_000 }

describe('a server that is gone', () => {
  it('is named, with when it is tried again; nothing is lost when it comes back, and nothing is there twice', async () => {
    const page = await visit.page()
    await introduce(page, 'first')
    await own(page, 'first').getByText(/^Sent/).waitFor(SOON)
    visit.stub().stop()
    await panel(page)
      .getByText(/Offline\. Nothing is lost/)
      .waitFor(SOON)
    await say(page, 'second')
    await say(page, 'third')
    await own(page, 'second')
      .getByText(/Not sent yet/)
      .waitFor(SOON)
    await own(page, 'second').getByRole('button', { name: 'Retry' }).waitFor(SOON)
    await screenshot(page, 'widget-offline')
    visit.stub().comeBack()
    await expect.poll(bodies, BACK).toEqual(['first', 'second', 'third'])
    await expect
      .poll(
        () =>
          panel(page)
            .getByText(/Offline/)
            .count(),
        BACK,
      )
      .toBe(0)
    expect(await log(page).locator('.theirs').count()).toBe(3)
    await own(page, 'third').getByText(/^Sent/).waitFor(SOON)
  })

  it('keeps what was written through a reload', async () => {
    const page = await visit.page()
    await introduce(page, 'first')
    await own(page, 'first').getByText(/^Sent/).waitFor(SOON)
    const origin = visit.stub().url
    await page.route(`${origin}/api/v1/chat/conversations/**`, (route) => route.abort())
    await say(page, 'kept')
    await own(page, 'kept')
      .getByText(/Not sent yet/)
      .waitFor(SOON)
    await page.reload()
    await openChat(page)
    await own(page, 'kept')
      .getByText(/Not sent yet/)
      .waitFor(SOON)
    await page.unroute(`${origin}/api/v1/chat/conversations/**`)
    const arrived = expect.poll(bodies, BACK).toEqual(['first', 'kept'])
    // Unless it went by itself first.
    await Promise.race([arrived, own(page, 'kept').getByRole('button', { name: 'Retry' }).click()])
    await arrived
  })

  it('keeps files through a reload too', async () => {
    const page = await visit.page()
    await introduce(page, 'first')
    await own(page, 'first').getByText(/^Sent/).waitFor(SOON)
    const origin = visit.stub().url
    await page.route(`${origin}/api/v1/chat/conversations/**`, (route) => route.abort())
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'receipt.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') })
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await own(page, 'receipt.txt')
      .getByText(/Not sent yet/)
      .waitFor(SOON)
    await page.unroute(`${origin}/api/v1/chat/conversations/**`)
    await page.reload()
    await openChat(page)
    await expect.poll(() => visit.stub().said.at(-1)?.files[0]?.filename, BACK).toBe('receipt.txt')
  })

  it('may store a message and die before it says so: it is there once', async () => {
    const page = await visit.page()
    await introduce(page, 'first')
    await own(page, 'first').getByText(/^Sent/).waitFor(SOON)
    visit.stub().answers(false)
    await say(page, 'said once')
    await expect
      .poll(() => visit.stub().heard.filter(({ body }) => body.message === 'said once').length, BACK)
      .toBeGreaterThan(0)
    visit.stub().answers(true)
    await own(page, 'said once').getByText(/^Sent/).waitFor(BACK)
    expect(bodies()).toEqual(['first', 'said once'])
    expect(await own(page, 'said once').count()).toBe(1)
  })

  it('may store the first message unheard: the conversation goes on with the second', async () => {
    const page = await visit.page()
    visit.stub().answers(false)
    await introduce(page, 'hello')
    await expect.poll(bodies, BACK).toEqual(['hello'])
    visit.stub().answers(true)
    await own(page, 'hello').getByText(/^Sent/).waitFor(BACK)
    await say(page, 'more')
    await expect.poll(bodies, BACK).toEqual(['hello', 'more'])
  })
})

describe('a server that refuses', () => {
  it('for too many messages is waited for, with the time it named', async () => {
    const page = await visit.page()
    await introduce(page, 'first')
    await own(page, 'first').getByText(/^Sent/).waitFor(SOON)
    visit.stub().refuse(429, { error: 'Rate limit exceeded' }, { 'retry-after': '8' })
    await say(page, 'quick')
    await panel(page)
      .getByText(/Too many messages at once\. The next one goes in \d sec/)
      .waitFor(SOON)
    await screenshot(page, 'widget-limited')
    const tries = () => visit.stub().heard.filter(({ body }) => body.message === 'quick').length
    await page.waitForTimeout(1_500)
    expect(tries()).toBe(1)
    await expect.poll(bodies, BACK).toEqual(['first', 'quick'])
    expect(tries()).toBe(2)
  })

  it('for good says why, and gives the words back to be changed', async () => {
    const page = await visit.page()
    await introduce(page, 'first')
    await own(page, 'first').getByText(/^Sent/).waitFor(SOON)
    visit.stub().refuse(422, { error: 'Message is too long (maximum 10000 characters)' })
    await say(page, 'not like this')
    await own(page, 'not like this').getByText('Too long to be sent').waitFor(SOON)
    await screenshot(page, 'widget-refused')
    await own(page, 'not like this').getByRole('button', { name: 'Edit' }).click()
    expect(await page.getByRole('textbox', { name: 'Write a message' }).inputValue()).toBe('not like this')
    expect(await own(page, 'not like this').count()).toBe(0)
  })

  it('the very first message goes back to the form', async () => {
    const page = await visit.page()
    visit.stub().refuse(422, { error: 'Invalid email address' })
    await introduce(page, 'hello')
    await own(page, 'hello').getByText('The server did not take it').waitFor(SOON)
    await own(page, 'hello').getByRole('button', { name: 'Edit' }).click()
    await page.getByLabel('Name').waitFor(SOON)
    expect(await page.getByLabel('Your question').inputValue()).toBe('hello')
  })
})
