// What the chat costs a page that includes it, and that page and chat leave one another alone.
import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { screenshot } from './browser.ts'
import { SITE_KEY } from './chat-stub.ts'
import { dist } from './widget-dist.ts'
import {
  field,
  introduce,
  launcher,
  openChat,
  own,
  panel,
  SOON,
  styleOf,
  TAG,
  widgetVisit,
} from './widget-visit.ts'

const visit = widgetVisit()
const KIB = 1_024
const compressed = (path: string) => gzipSync(readFileSync(`${dist}${path}`), { level: 9 }).length
const assets = () => readdirSync(`${dist}assets`).filter((name) => !/\.(br|gz)$/.test(name))

describe('the size', () => {
  it('of the loader is at most 4 KiB, compressed', () => {
    expect(compressed('widget.js')).toBeLessThanOrEqual(4 * KIB)
  })

  it('of everything an open conversation needs is at most 45 KiB, compressed, in any language', () => {
    const parts = assets().filter((name) => !/^widget-/.test(name))
    const locales = parts.filter((name) => /^(ar|de|es|fr|ja|pt)-/.test(name))
    const parser = parts.filter((name) => /^markdown-/.test(name))
    expect([locales.length, parser.length]).toEqual([6, 1])
    const sizes = (names: string[]) => names.map((name) => compressed(`assets/${name}`))
    const rest = parts.filter((name) => !locales.includes(name) && !parser.includes(name))
    const needed = sizes(rest).reduce((a, b) => a + b, 0)
    expect(needed + Math.max(...sizes(locales))).toBeLessThanOrEqual(45 * KIB)
    for (const size of sizes(locales)) expect(size).toBeLessThanOrEqual(3 * KIB)
    // Besides, once somebody answers with more than plain words.
    expect(sizes(parser)[0]).toBeLessThanOrEqual(17 * KIB)
  })

  it('is of files whose names say what is in them, which never change', () => {
    for (const name of assets()) expect(name).toMatch(/^[\w-]+-[\w-]{8,}\.js$/)
  })
})

describe('a page that includes it', () => {
  it('asks for the loader and how it looks, and for nothing else until somebody points at it', async () => {
    const page = await visit.page('/nowhere')
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.goto(visit.hostUrl())
    await launcher(page).waitFor(SOON)
    await page.waitForTimeout(1_000)
    const { url } = visit.stub()
    expect(asked).toEqual([
      `${visit.hostUrl()}/`,
      `${url}/widget.js`,
      `${url}/api/v1/chat/widget?site_key=${SITE_KEY}`,
    ])
    expect(await page.evaluate('[document.cookie, localStorage.length, sessionStorage.length]')).toEqual([
      '',
      0,
      0,
    ])
    await launcher(page).hover()
    await expect.poll(() => asked.filter((each) => /\/widget\/app-/.test(each)).length, SOON).toBe(1)
    await openChat(page)
    await introduceIn(page)
    expect(asked.filter((each) => !each.startsWith(url) && !each.startsWith(visit.hostUrl()))).toEqual([])
    expect(await page.context().cookies()).toEqual([])
  })

  it('keeps its looks and does not change those of the chat', async () => {
    const page = await visit.page()
    const looks = `getComputedStyle(document.querySelector('h1')).cssText`
    const before = await page.evaluate(looks)
    await openChat(page)
    await introduceIn(page)
    expect(await page.evaluate(looks)).toBe(before)
    const bubble = own(page, 'Hello').locator('.bubble')
    const names = ['color', 'fontSize', 'letterSpacing', 'visibility', 'transform']
    expect(await styleOf(bubble, names)).toEqual(['rgb(255, 255, 255)', '15px', 'normal', 'visible', 'none'])
    await screenshot(page, 'widget-hostile-page')
  })

  it('may include it twice, in the head, and replace its whole body', async () => {
    visit.serve('/twice', { tag: TAG, twice: true })
    const page = await visit.page('/twice')
    await launcher(page).waitFor(SOON)
    await introduce(page)
    await page.evaluate(`(() => {
      history.pushState(null, '', '/twice/next')
      const body = document.createElement('body')
      body.append('Another page of the same app')
      document.body.replaceWith(body)
    })()`)
    await panel(page).waitFor(SOON)
    expect(await page.locator('parley-chat').count()).toBe(1)
    await page.evaluate(`document.body.replaceChildren('And one more')`)
    await own(page, 'Canada').waitFor(SOON)
    expect(await launcher(page).count()).toBe(1)
  })

  it('can put it into an element of its own', async () => {
    visit.serve('/inline', { tag: `${TAG} data-target="#here"`, body: '<div id="here"></div>' })
    const page = await visit.page('/inline')
    await page.getByRole('region', { name: 'Chat with Pottle & Pan' }).waitFor(SOON)
    expect(await launcher(page).isVisible()).toBe(false)
  })
})

describe('somebody who presses the launcher', () => {
  const app = () => `${visit.stub().url}/widget/app-*`
  /** The app is on its way until what this answers is called. */
  async function hold(): Promise<() => void> {
    const { promise: come, resolve: comes } = Promise.withResolvers<void>()
    await visit.context().route(app(), async (route) => {
      await come
      await route.continue()
    })
    return comes
  }
  const there = (page: Page) =>
    expect
      .poll(() => page.evaluate(`document.querySelector('parley-chat').dataset.scheme`), SOON)
      .toBeTruthy()

  it('while the app comes is heard', async () => {
    const comes = await hold()
    const page = await visit.page()
    // In the middle of its icon, which the app draws anew.
    await launcher(page).hover()
    await page.mouse.down()
    comes()
    await there(page)
    await page.mouse.up()
    await panel(page).waitFor(SOON)
  })

  it('again, because nothing happens, has asked for it once', async () => {
    const comes = await hold()
    const page = await visit.page()
    await launcher(page).dblclick()
    comes()
    await there(page)
    await panel(page).waitFor(SOON)
  })

  it('on a line that breaks gets it once it is back', async () => {
    let tries = 0
    await visit.context().route(app(), (route) => (++tries < 3 ? route.abort() : route.continue()))
    const page = await visit.page()
    await launcher(page).click()
    // It says that it heard.
    expect(await launcher(page).getAttribute('aria-busy')).toBe('true')
    await screenshot(page, 'widget-launcher-waits')
    await panel(page).waitFor({ timeout: 15_000 })
    expect(await launcher(page).getAttribute('aria-busy')).toBe(null)
    expect(tries).toBe(3)
  })
})

describe('window.Parley', () => {
  it('opens, closes, fills in, identifies, sends, listens, forgets and goes', async () => {
    const page = await visit.page()
    await launcher(page).waitFor(SOON)
    await page.evaluate(`{
      window.heard = []
      Parley.on('open', ({ type }) => heard.push(type))
      Parley.on('message', ({ message }) => heard.push(message.direction + ' ' + message.body))
      Parley.identify({ id: 'u1', name: 'Ada', email: 'ada@example.com' })
      Parley.prefill('I would like to')
      Parley.open()
    }`)
    await panel(page).waitFor(SOON)
    // Known already: no form.
    await expect.poll(() => field(page).inputValue(), SOON).toBe('I would like to')
    await page.evaluate(`Parley.send('order a kettle')`)
    await own(page, 'order a kettle').getByText(/^Sent/).waitFor(SOON)
    await visit.listening()
    visit.stub().add({ body: 'Gladly' })
    await expect
      .poll(() => page.evaluate('heard'), SOON)
      .toEqual(expect.arrayContaining(['open', 'outbound Gladly']))
    await page.evaluate('Parley.close()')
    await expect.poll(() => panel(page).count(), SOON).toBe(0)
    // Somebody else signs in on the same machine.
    await page.evaluate(`Parley.identify({ id: 'u2', name: 'Ben', email: '' }), Parley.open()`)
    await panel(page).waitFor(SOON)
    expect(await page.getByText('order a kettle').count()).toBe(0)
    await page.getByLabel('E-mail').waitFor(SOON)
    await page.evaluate('Parley.destroy()')
    expect(await page.locator('parley-chat').count()).toBe(0)
    await page.evaluate(`Parley.init({ siteKey: '${SITE_KEY}' })`)
    await launcher(page).waitFor(SOON)
  })

  it('cannot be replaced, and hands nobody the visitor’s token', async () => {
    const page = await visit.page()
    await introduce(page)
    const token = await page.evaluate(`JSON.parse(localStorage.getItem('parley:${SITE_KEY}:session')).token`)
    expect(token).toMatch(/^[0-9a-f]{32}$/)
    expect(await page.evaluate('[window.Parley, window.Parley = {}, window.Parley].at(-1).version')).toMatch(
      /^\d/,
    )
    const open = `JSON.stringify(Parley) + location.href + document.documentElement.outerHTML +
      document.querySelector('parley-chat').shadowRoot.innerHTML`
    expect(await page.evaluate(open)).not.toContain(token)
  })

  it('says to the page’s developer when the site is not known, and paints nothing', async () => {
    const { url } = visit.stub()
    const context = visit.context()
    await context.route(`${url}/api/v1/chat/widget**`, (route) =>
      route.fulfill({ status: 401, body: '{}', headers: { 'access-control-allow-origin': '*' } }),
    )
    const page = await context.newPage()
    const warned: string[] = []
    page.on('console', (message) => warned.push(message.text()))
    await page.goto(visit.hostUrl())
    await expect.poll(() => warned.filter((text) => text.startsWith('Parley:')).length, SOON).toBe(1)
    expect(await launcher(page).count()).toBe(0)
  })
})

async function introduceIn(page: Page): Promise<void> {
  await page.getByLabel('Name').fill('Ada')
  await page.getByLabel('E-mail').fill('ada@example.com')
  await page.getByLabel('Your question').fill('Hello')
  await page.getByRole('button', { name: 'Start chat' }).click()
  await own(page, 'Hello').waitFor(SOON)
}
