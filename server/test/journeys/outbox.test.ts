// What becomes of a message once it is sent: undone, stored once, shown where it will stand, also when a server dies.
import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { screenshot } from './browser.ts'
import { arrived, composerVisit, field, onItsWay, SENT, SOON, said, send, write } from './composer-visit.ts'

const { noor: visitor, conversation, url, manage, stored, signIn, show, kill, restart } = composerVisit()
let noor: Page
beforeEach(() => {
  noor = visitor()
})

describe('sending', () => {
  it('can be undone for a moment, and the text is back; then it goes once', async () => {
    await write(noor, 'On its way')
    await send(noor).click()
    await noor.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => field(noor).textContent()).toBe('On its way')
    await noor.waitForTimeout(6_000)
    expect(await stored()).toEqual([])
    await send(noor).click()
    await onItsWay(noor).getByText('On its way').waitFor(SOON)
    await screenshot(noor, 'composer-sending')
    expect(await field(noor).textContent()).toBe('')
    await arrived(noor, 'On its way')
    expect(await onItsWay(noor).count()).toBe(0)
    expect(await stored()).toEqual(['On its way'])
  })

  it.each(['reply', 'note'] as const)(
    'shows a %s as the last message of the thread, and nothing moves when the server has it',
    async (kind) => {
      if (kind === 'note') await noor.getByRole('tab', { name: 'Note' }).click()
      await write(noor, 'The **new lid** is `K2-NA`')
      await send(noor).click()
      const sent = said(noor).locator('article').last()
      await sent.locator('strong').getByText('new lid').waitFor(SOON)
      const places = `(() => {
        const article = document.querySelector('[role=log] article:last-of-type')
        const { top, height } = article.getBoundingClientRect()
        return { top, height, same: (window.sentArticle ??= article) === article }
      })()`
      const before = await noor.evaluate(places)
      await arrived(noor, 'new lid')
      await sent.getByText('Sent', { exact: true }).waitFor(SOON)
      expect(await noor.evaluate(places)).toEqual({ ...Object(before), same: true })
      await noor.evaluate('delete window.sentArticle')
      await screenshot(noor, `composer-sent-${kind}`)
    },
  )

  it('and closing closes, once it is sent', async () => {
    await write(noor, 'Done')
    await noor.getByRole('button', { name: 'More ways to send' }).click()
    await noor.getByRole('menuitem', { name: 'Send and close' }).click()
    await noor.getByRole('button', { name: 'Undo' }).click()
    // What was to follow comes back with the text, to be seen and let go.
    await noor.getByText('Once sent: close').waitFor(SOON)
    await send(noor).click()
    expect(await noor.getByText('Once sent: close').count()).toBe(0)
    await expect.poll(stored, SENT).toEqual(['Done'])
    const status = async () =>
      z.object({ status: z.string() }).parse(await manage(`/conversations/${conversation()}`))
    await expect.poll(status, SOON).toEqual({ status: 'closed' })
  })

  it('refuses what is empty or too long, in words', async () => {
    await send(noor).click()
    await noor.getByText('There is nothing to send yet').waitFor(SOON)
    await field(noor).click()
    await noor.keyboard.insertText('x'.repeat(10_007))
    await send(noor).click()
    await noor.getByText('7 characters too many').waitFor(SOON)
    await screenshot(noor, 'composer-too-long')
    await noor.keyboard.press('Control+A')
    await field(noor).press('Control+A')
    await noor.keyboard.press('Delete')
    expect(await stored()).toEqual([])
  })

  it('goes at once when the page is left, and once only', async () => {
    const page = await signIn('noor@example.com')
    await show(page)
    await write(page, 'Gone')
    await send(page).click()
    await page.goto('about:blank')
    await expect.poll(stored, { timeout: 4_000 }).toEqual(['Gone'])
    await page.goto(url())
    await page.locator('.row').first().waitFor()
    await page.waitForTimeout(4_000)
    expect(await stored()).toEqual(['Gone'])
    await page.context().close()
  })
})

describe('a server that is killed', () => {
  it('while a message is on its way loses nothing and doubles nothing; the page says so and recovers', async () => {
    await write(noor, 'Through the storm')
    await send(noor).click()
    await kill()
    const trouble = onItsWay(noor)
    await trouble.getByText('Not sent yet. The server cannot be reached.').waitFor(SENT)
    await trouble.getByText(/Next try in \d+ s/).waitFor(SOON)
    await screenshot(noor, 'composer-killed')
    await write(noor, 'and more')
    await noor.getByText('Kept in this browser').waitFor(SOON)
    await restart()
    // Whoever is faster, the person or the page: by itself it asks again as soon as the line is up.
    const retry = trouble.getByRole('button', { name: 'Retry now' })
    await retry.click({ timeout: 1_000 }).catch(() => undefined)
    await expect.poll(stored, SENT).toEqual(['Through the storm'])
    await arrived(noor, 'Through the storm')
    await expect.poll(() => onItsWay(noor).count(), SENT).toBe(0)
    await noor.getByText('Draft saved').waitFor({ timeout: 40_000 })
    expect(await field(noor).textContent()).toBe('and more')
  })

  it('after it stored the message but before it said so is asked again, and it is there once', async () => {
    let asked = 0
    await noor.route('**/messages', async (route) => {
      if (route.request().method() !== 'POST') return await route.continue()
      asked++
      if (asked > 1) return await route.continue()
      expect((await route.fetch()).status()).toBe(201)
      await route.abort('connectionreset')
    })
    await write(noor, 'Said once')
    await send(noor).click()
    await expect.poll(() => asked, SENT).toBe(2)
    await expect.poll(() => onItsWay(noor).count(), SENT).toBe(0)
    expect(await stored()).toEqual(['Said once'])
    await noor.unroute('**/messages')
  })

  it('gives back what waits, to be changed before it goes', async () => {
    await noor.route('**/messages', (route) =>
      route.request().method() === 'POST' ? route.abort('connectionrefused') : route.continue(),
    )
    await write(noor, 'Held up')
    await send(noor).click()
    await onItsWay(noor).getByText('Not sent yet. The server cannot be reached.').waitFor(SENT)
    await onItsWay(noor).getByRole('button', { name: 'Take back' }).click()
    await expect.poll(() => field(noor).textContent()).toBe('Held up')
    expect(await onItsWay(noor).count()).toBe(0)
    await noor.unroute('**/messages')
    await noor.keyboard.type(' no more')
    await send(noor).click()
    await arrived(noor, 'Held up no more')
    expect(await stored()).toEqual(['Held up no more'])
  })

  it('is waited for by the next page, when this one is closed meanwhile', async () => {
    const page = await signIn('noor@example.com')
    const context = page.context()
    await show(page)
    await write(page, 'From the page before')
    await send(page).click()
    await kill()
    await onItsWay(page).getByText('Not sent yet').waitFor(SENT)
    await page.close()
    await restart()
    const next = await context.newPage()
    await next.goto(url())
    await next.locator('.row').first().waitFor(SOON)
    await expect.poll(stored, SENT).toEqual(['From the page before'])
    await next.waitForTimeout(3_000)
    expect(await stored()).toEqual(['From the page before'])
    await context.close()
  })
})
