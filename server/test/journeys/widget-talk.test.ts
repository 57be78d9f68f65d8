// A visitor and a teammate, on a page of another origin under a strict policy.
import { describe, expect, it } from 'vitest'
import { screenshot } from './browser.ts'
import {
  field,
  introduce,
  isFocused,
  launcher,
  log,
  openChat,
  own,
  panel,
  SOON,
  say,
  widgetVisit,
} from './widget-visit.ts'

const visit = widgetVisit()

describe('the form', () => {
  it('says in words what is missing, under the field and with the focus in it', async () => {
    const page = await visit.page()
    await openChat(page)
    expect(await isFocused(page.getByLabel('Name'))).toBe(true)
    await page.getByLabel('Name').fill('Priya Ramanth')
    await page.getByLabel('E-mail').fill('priya.ramanth.example')
    await page.getByLabel('Your question').fill('Will my K2 kettle work in Canada?')
    await page.getByRole('button', { name: 'Start chat' }).click()
    await page.getByText('There is no @ in this address').waitFor(SOON)
    expect(await isFocused(page.getByLabel('E-mail'))).toBe(true)
    expect(await page.getByLabel('E-mail').getAttribute('aria-invalid')).toBe('true')
    await screenshot(page, 'widget-prechat')
    expect(visit.stub().heard).toEqual([])
    await page.getByLabel('E-mail').fill('priya@ramanth.example')
    expect(await page.getByText('There is no @ in this address').count()).toBe(0)
    await page.getByRole('button', { name: 'Start chat' }).click()
    await own(page, 'Will my K2 kettle work').getByText(/^Sent/).waitFor(SOON)
    expect(visit.stub().heard[0]).toMatchObject({
      path: '/conversations',
      body: {
        name: 'Priya Ramanth',
        email: 'priya@ramanth.example',
        message: 'Will my K2 kettle work in Canada?',
      },
    })
    await log(page).getByText('Thanks, we are on it.').waitFor(SOON)
    expect(await isFocused(field(page))).toBe(true)
  })
})

describe('a conversation', () => {
  it('is answered live, with who answers, and says when it was seen', async () => {
    const page = await visit.page()
    await introduce(page)
    await visit.listening()
    visit.stub().tell('typing', { typing: true, author: 'Noor' })
    await panel(page).getByText('Noor is writing').waitFor(SOON)
    visit
      .stub()
      .add({ body: 'The **European** K2 is built for 220–240 V only, see https://pottle.example/k2.' })
    await log(page).getByText('220–240 V only').waitFor(SOON)
    expect(await panel(page).getByText('Noor is writing').count()).toBe(0)
    await log(page).locator('strong').getByText('European').waitFor(SOON)
    const link = log(page).getByRole('link', { name: 'https://pottle.example/k2' })
    expect([
      await link.getAttribute('href'),
      await link.getAttribute('rel'),
      await link.getAttribute('target'),
    ]).toEqual(['https://pottle.example/k2', 'noopener noreferrer nofollow', '_blank'])
    visit.stub().tell('read', { seq: visit.stub().said[0]?.seq })
    await own(page, 'Canada').getByText('Seen').waitFor(SOON)
    await expect
      .poll(
        () =>
          visit
            .stub()
            .heard.filter(({ path }) => path.endsWith('/read'))
            .at(-1)?.body,
        SOON,
      )
      .toEqual({
        seq: visit.stub().said.at(-1)?.seq,
      })
    await screenshot(page, 'widget-answered')
  })

  it('is there again after a reload, in order and once, and goes on', async () => {
    const page = await visit.page()
    await introduce(page)
    await say(page, 'second')
    await own(page, 'second').getByText(/^Sent/).waitFor(SOON)
    visit.stub().add({ body: 'answer' })
    await log(page).getByText('answer', { exact: true }).waitFor(SOON)
    await page.reload()
    await openChat(page)
    await log(page).getByText('answer', { exact: true }).waitFor(SOON)
    expect(await log(page).locator('.theirs .bubble').allTextContents()).toEqual([
      'Will my K2 kettle work in Canada?',
      'second',
    ])
    await say(page, 'third')
    await expect
      .poll(() => visit.stub().said.map(({ body }) => body), SOON)
      .toEqual(['Will my K2 kettle work in Canada?', 'second', 'answer', 'third'])
  })

  it('counts what was not seen while it was closed, and shows where that begins', async () => {
    const page = await visit.page()
    await introduce(page)
    await page.keyboard.press('Escape')
    expect(await isFocused(launcher(page))).toBe(true)
    visit.stub().add({ body: 'The swap is booked. Your label is in your mailbox.' })
    await page.getByRole('status').getByText('The swap is booked').waitFor(SOON)
    await expect.poll(() => launcher(page).getAttribute('aria-label'), SOON).toBe('Open chat (1 unread)')
    await screenshot(page, 'widget-closed')
    await page.reload()
    await expect.poll(() => launcher(page).getAttribute('aria-label'), SOON).toBe('Open chat (1 unread)')
    await page.getByRole('button', { name: /Noor answered/ }).click()
    await log(page).getByText('New', { exact: true }).waitFor(SOON)
    await launcher(page).click()
    expect(await launcher(page).getAttribute('aria-label')).toBe('Open chat')
  })

  it('takes files that are pasted, dropped and chosen, and shows pictures as files', async () => {
    const page = await visit.page()
    await introduce(page)
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles([
        { name: 'receipt.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') },
        { name: 'kettle.png', mimeType: 'image/png', buffer: Buffer.from('png') },
      ])
    await panel(page).getByText('kettle.png').waitFor(SOON)
    await page.getByRole('button', { name: 'Remove receipt.txt' }).click()
    await page.evaluate(`(() => {
      const area = document.querySelector('parley-chat').shadowRoot.querySelector('textarea')
      const holding = (name) => {
        const data = new DataTransfer()
        data.items.add(new File([name], name, { type: 'text/plain' }))
        return data
      }
      const way = { bubbles: true, composed: true, cancelable: true }
      area.dispatchEvent(new ClipboardEvent('paste', { clipboardData: holding('pasted.txt'), ...way }))
      area.dispatchEvent(new DragEvent('drop', { dataTransfer: holding('dropped.txt'), ...way }))
    })()`)
    await panel(page).getByText('dropped.txt').waitFor(SOON)
    await screenshot(page, 'widget-files')
    await say(page, 'Here they are')
    await expect
      .poll(
        () =>
          visit
            .stub()
            .said.at(-1)
            ?.files.map(({ filename }) => filename),
        SOON,
      )
      .toEqual(['kettle.png', 'pasted.txt', 'dropped.txt'])
    const link = log(page).getByRole('link', { name: /kettle.png/ })
    await link.waitFor(SOON)
    expect(await link.getAttribute('href')).toMatch(`${visit.stub().url}/api/v1/chat/`)
    expect(await page.locator('parley-chat img').count()).toBe(0)
  })

  it('offers quick replies under the last answer only, and sends the one that is pressed', async () => {
    const page = await visit.page()
    await introduce(page)
    // It is shown before it is sent, and nobody answers it before.
    await expect.poll(() => visit.stub().said, SOON).toHaveLength(1)
    visit.stub().add({ body: 'Which one?', quick_replies: ['Swap for the K2-NA', 'Talk to a person'] })
    await page.getByRole('button', { name: 'Talk to a person' }).click()
    await expect.poll(() => visit.stub().said.at(-1)?.body, SOON).toBe('Talk to a person')
    await expect.poll(() => page.getByRole('group', { name: 'Suggested answers' }).count(), SOON).toBe(0)
  })

  it('is forgotten by this browser when told to', async () => {
    const page = await visit.page()
    await introduce(page)
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Clear this chat' }).click()
    await page.getByRole('menuitem', { name: 'Really clear it?' }).click()
    await page.getByLabel('Name').waitFor(SOON)
    const kept = await page.evaluate(`Object.keys(localStorage).filter((key) => !key.endsWith(':muted'))`)
    expect(kept).toEqual([])
    await page.reload()
    await openChat(page)
    await page.getByLabel('Name').waitFor(SOON)
  })
})
