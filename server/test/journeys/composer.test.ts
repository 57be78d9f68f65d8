// Where one answers: a draft that is in every browser, two people at one conversation, what is pasted.
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { settle } from './barriers.ts'
import { screenshot, watch } from './browser.ts'
import { arrived, composerVisit, field, guard, SENT, SOON, send, write } from './composer-visit.ts'

const { noor: visitor, conversation, title, url, manage, stored, signIn, show } = composerVisit()
/** What the editor shows, and whether it has the focus, in the same breath in which it comes. */
const WATCH_TAKE_OVER = `new MutationObserver((_, watching) => {
  const rich = document.querySelector('.field-rich')
  if (!rich) return
  watching.disconnect()
  window.tookOver = { text: rich.textContent, focused: document.activeElement === rich }
}).observe(document, { childList: true, subtree: true })`
const TOO_LATE = 'the field came first'
/** Presses R as soon as it means something, before the field has come, and says where the next key would go. */
const PRESS_BEFORE_THE_FIELD = `new Promise((resolve) => {
  const press = () => {
    const waiting = document.querySelector('.composer-waiting') !== null
    if (!waiting && document.querySelector('.field-text')) return resolve('${TOO_LATE}')
    const key = new KeyboardEvent('keydown', { key: 'r', code: 'KeyR', bubbles: true, cancelable: true })
    if (!waiting || document.body.dispatchEvent(key)) return setTimeout(press)
    resolve(document.activeElement?.className)
  }
  press()
})`

let noor: Page
beforeEach(() => {
  noor = visitor()
})

describe('a draft', () => {
  it('is in another browser, and each shows what the other makes of it', async () => {
    await write(noor, 'The **swap** is')
    await noor.getByText('Draft saved').waitFor(SOON)
    const other = await signIn('noor@example.com')
    await show(other)
    await expect.poll(() => field(other).textContent(), SOON).toBe('The swap is')
    expect(await field(other).locator('strong').textContent()).toBe('swap')
    await field(other).press('Control+End')
    await other.keyboard.type(' booked')
    await expect.poll(() => field(noor).textContent(), SOON).toBe('The swap is booked')
    await screenshot(noor, 'composer-draft')
    await other.context().close()
  })

  it('changed in two browsers while one had no line keeps both texts', async () => {
    const other = await signIn('noor@example.com')
    await show(other)
    await other.context().setOffline(true)
    await write(other, 'From the train')
    await write(noor, 'From the desk')
    await noor.getByText('Draft saved').waitFor(SOON)
    await other.context().setOffline(false)
    await other.getByText('This draft was changed in another browser too').waitFor({ timeout: 40_000 })
    expect(await field(other).textContent()).toBe('From the train')
    expect(await other.locator('.draft-other').textContent()).toBe('From the desk')
    await screenshot(other, 'composer-conflict')
    await other.getByRole('button', { name: 'Keep both' }).click()
    await expect.poll(() => field(noor).textContent(), SOON).toBe('From the trainFrom the desk')
    await other.context().close()
  })

  it('is changed by nobody who only looks on, also where it ends in a blank', async () => {
    const other = await signIn('noor@example.com')
    await show(other)
    const saved: unknown[] = []
    other.on('request', (request) => {
      if (request.method() === 'PUT' && request.url().includes('/drafts/')) saved.push(request.postDataJSON())
    })
    await write(noor, 'Half of it, ')
    await expect.poll(() => field(other).textContent(), SOON).toBe('Half of it,')
    // Longer than it takes to save what is typed.
    await other.waitForTimeout(1_000)
    expect(saved).toEqual([])
    await other.context().close()
  })

  it('is written in a plain field until the editor is there, and goes on in it', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    const page = await signIn('noor@example.com')
    await page.route('**/RichField-*.js', async (route) => {
      await released
      await route.continue()
    })
    await page.locator('.row').filter({ hasText: title() }).click()
    const plain = page.locator('textarea.field-plain')
    await plain.click()
    await page.keyboard.type('Two\nlines **of ')
    await page.evaluate(WATCH_TAKE_OVER)
    release()
    await page.locator('.field-rich').waitFor(SOON)
    expect(await page.locator('.field-rich').evaluate('document.activeElement?.className')).toMatch(
      /field-rich/,
    )
    // Before any key could be pressed in between.
    expect(await page.evaluate('tookOver')).toEqual({ text: 'Twolines **of ', focused: true })
    await page.keyboard.type('bold** text')
    await page.getByText('Draft saved').waitFor(SOON)
    expect(await manage(`/conversations/${conversation()}/drafts`)).toMatchObject({
      data: [{ kind: 'reply', body: 'Two\nlines **of bold** text' }],
    })
    await page.context().close()
  })
})

describe('while the conversation is still being read', () => {
  it('R and what is typed after it is a reply, and no command; one press sends it once there is what it answers', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    const page = await signIn('noor@example.com')
    const read = new RegExp(`/conversations/${conversation()}(/messages.*)?$`)
    await page.route(read, async (route) => {
      await released
      await route.continue()
    })
    await page.locator('.row').filter({ hasText: title() }).click()
    await page.locator('.skeleton-thread').waitFor({ state: 'attached' })
    await page.keyboard.press('r')
    await page.keyboard.type('ends as a reply')
    await expect.poll(() => page.locator('.composer-field').textContent(), SOON).toContain('ends as a reply')
    await page.keyboard.press('Control+Enter')
    const waits = page.getByText('Sent as soon as the conversation is here')
    await waits.waitFor(SOON)
    // Whoever writes on has not finished.
    await page.keyboard.type(', and goes on')
    await waits.waitFor({ state: 'detached' })
    await page.keyboard.press('Control+Enter')
    await waits.waitFor(SOON)
    await screenshot(page, 'composer-before-thread')

    release()
    await arrived(page, 'ends as a reply, and goes on')
    await waits.waitFor({ state: 'detached' })
    expect(await field(page).textContent()).toBe('')
    expect(await manage(`/conversations/${conversation()}`)).toMatchObject({ status: 'open' })
    expect(await stored()).toEqual(['ends as a reply, and goes on'])
    await page.context().close()
  })

  it('whoever goes on to the next is told that it was not sent, and finds it as a draft', async () => {
    const page = await signIn('noor@example.com')
    await page.route(new RegExp(`/conversations/${conversation()}(/messages.*)?$`), () => undefined)
    await page.locator('.row').filter({ hasText: title() }).click()
    await page.locator('.skeleton-thread').waitFor({ state: 'attached' })
    await page.keyboard.press('r')
    await page.keyboard.type('sent too early')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Sent as soon as the conversation is here').waitFor(SOON)
    await page.locator('.row').filter({ hasNotText: title() }).first().click()
    await page.getByText(`Not sent: “${title()}” was not here yet.`).waitFor(SOON)
    await screenshot(page, 'composer-left-unread')
    expect(await stored()).toEqual([])
    await expect
      .poll(() => manage(`/conversations/${conversation()}/drafts`), SOON)
      .toMatchObject({ data: [{ kind: 'reply', body: 'sent too early' }] })
    await page.context().close()
  })
})

it('R pressed before the field has come has it there by the next key', async () => {
  const page = await signIn('noor@example.com')
  const browser = await page.context().newCDPSession(page)
  await browser.send('Emulation.setCPUThrottlingRate', { rate: 6 })
  let focused: unknown = TOO_LATE
  for (let tries = 0; tries < 5 && focused === TOO_LATE; tries++) {
    await page.goto(url())
    const pressed = page.evaluate(PRESS_BEFORE_THE_FIELD)
    await page.locator('.row').filter({ hasText: title() }).click()
    focused = await pressed
  }
  expect(focused).toMatch(/field-text/)
  await page.context().close()
})

describe('two people at one conversation', () => {
  let imke: Page
  beforeAll(async () => {
    imke = await signIn('imke@example.com')
  })

  it('know of each other, and the second is stopped before they answer past the first', async () => {
    await show(imke)
    await write(imke, 'It is on its way')
    await noor.locator('.writing').getByText('Imke is replying').waitFor(SOON)
    await write(noor, 'Which lid is it?')
    await send(imke).click()
    await arrived(noor, 'It is on its way')
    await send(noor).click()
    await guard(noor).getByText('It is on its way').waitFor(SOON)
    await screenshot(noor, 'composer-guard')
    expect(await field(noor).textContent()).toBe('Which lid is it?')
    await field(noor).press('Escape')
    expect(await guard(noor).count()).toBe(0)
    expect(await field(noor).textContent()).toBe('Which lid is it?')
    expect(await stored()).toEqual(['It is on its way'])
    await send(noor).click()
    await expect.poll(stored, SENT).toEqual(['It is on its way', 'Which lid is it?'])
  })

  it('are kept apart by the server too, when both press at the same moment', async () => {
    await show(imke)
    await write(imke, 'First')
    await write(noor, 'Second')
    await send(imke).click()
    await send(noor).click()
    await guard(noor).getByText('First').waitFor(SENT)
    expect(await field(noor).textContent()).toBe('Second')
    expect(await stored()).toEqual(['First'])
    await guard(noor)
      .getByRole('button', { name: /^Send anyway/ })
      .click()
    await expect.poll(stored, SENT).toEqual(['First', 'Second'])
    expect(await field(noor).textContent()).toBe('')
  })
})

describe('what is pasted', () => {
  it('becomes Markdown; nothing of it runs, and nothing leaves the page', async () => {
    const complaints = watch(noor, url())
    await field(noor).click()
    const html =
      '<meta><style>p{color:red}</style><p style="color:red" onclick="document.title=1">Say <b>this</b> ' +
      '<a href="javascript:document.title=2">now</a> <a href="https://shop.example/">here</a>' +
      '<img src="https://evil.example/p.png" onerror="document.title=3"><script>document.title=4</script></p>'
    await noor.evaluate(`(() => {
      const data = new DataTransfer()
      data.setData('text/html', ${JSON.stringify(html)})
      data.setData('text/plain', 'Say this now here')
      document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    })()`)
    await send(noor).click()
    await expect.poll(stored, SENT).toEqual(['Say **this** now [here](https://shop.example/)'])
    expect(await noor.title()).not.toMatch(/^[1-4]$/)
    expect(complaints).toEqual([])
  })
})

/** What axe-core finds under WCAG 2.0 to 2.2, A and AA. */
async function violations(page: Page): Promise<unknown> {
  await settle(page)
  await page.evaluate(axe.source)
  const rules = `{ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }`
  return await page.evaluate(
    `axe.run(document, ${rules}).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html]))`,
  )
}

it.each(['light', 'dark'] as const)('has no barrier that axe knows, in the %s', async (colorScheme) => {
  const page = await signIn('noor@example.com', { colorScheme })
  await show(page)
  await write(page, 'A reply')
  expect(await violations(page)).toEqual([])
  await send(page).click()
  expect(await violations(page)).toEqual([])
  await page.getByRole('tab', { name: 'Note' }).click()
  await write(page, 'Ask @')
  await page.getByRole('option', { name: /Imke/ }).waitFor(SOON)
  expect(await violations(page)).toEqual([])
  await screenshot(page, `composer-mention-${colorScheme}`)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Emoji' }).click()
  await page.getByRole('button', { name: 'grinning face', exact: true }).waitFor(SOON)
  expect(await violations(page)).toEqual([])
  await screenshot(page, `composer-emoji-${colorScheme}`)
  await page.keyboard.press('Escape')
  expect(await page.getByLabel('Search emoji').count()).toBe(0)
  await page.context().close()
})
