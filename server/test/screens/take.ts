import type { Browser, Page } from 'playwright-core'
import { barriers } from '../journeys/barriers.ts'
import { stand } from './answers.ts'
import { type Screen, type VariantName, variants } from './screen.ts'
import type { Workspace } from './workspaces.ts'

/** Nothing moved for so long: whatever was to come is there. */
const STILL = 300
const PATIENCE = 15_000

/** A browser for all pictures of one variant of one workspace, one after the other: what it fetched once it keeps. */
export async function openCamera(
  browser: Browser,
  variant: VariantName,
  workspace: Workspace,
  signedOut: boolean,
) {
  const { direction, ...looks } = { direction: 'ltr', ...variants[variant] }
  const { width, height, locale } = looks
  const context = await browser.newContext({
    ...looks,
    viewport: { width, height },
    reducedMotion: 'reduce',
    timezoneId: 'UTC',
  })
  if (!signedOut) await context.addCookies(workspace.cookies)
  await context.addInitScript(BEGINS_ANEW)
  if (direction === 'rtl') await context.addInitScript(TURNED)
  return {
    /** Takes one picture; says what is wrong with the page, if anything is. */
    async take(screen: Screen, { path, axe }: { path: string; axe: boolean }): Promise<string[]> {
      const page = await context.newPage()
      const complaints: string[] = []
      try {
        listen(page, complaints)
        await stand(page, screen, complaints)
        await keepAppearance(page, screen, workspace)
        const where = screen.at === 'link' ? workspace.link : (workspace.places[screen.at] ?? screen.at)
        await page.goto(new URL(where, workspace.url).href, { timeout: PATIENCE })
        await settle(page, screen)
        if (screen.act) {
          await screen.act(page)
          await settle(page, screen)
        }
        await page.screenshot({ path, animations: 'disabled' })
        complaints.push(...(await wrongWith(page, locale)))
        if (axe)
          for (const found of (await barriers(page)) as unknown[])
            complaints.push(`axe: ${JSON.stringify(found)}`)
        return complaints
      } finally {
        await page.close()
      }
    },
    close: () => context.close(),
  }
}

/**
 * A page knows nothing of the one before, unless it is the same one loaded again. And what waits to be sent or saved
 * would leave with its page, past everything that stands between it and the server.
 */
const BEGINS_ANEW = `
  if (location.protocol.startsWith('http') && sessionStorage.getItem('begun') === null) {
    localStorage.clear()
    sessionStorage.setItem('begun', 'yes')
  }
  for (const type of ['pagehide', 'visibilitychange', 'beforeunload'])
    addEventListener(type, (event) => event.stopImmediatePropagation(), true)
`

/** As if the language were written from the right: before any script of the page, and whatever they say later. */
const TURNED = `
  Object.defineProperty(HTMLHtmlElement.prototype, 'dir', {
    get: () => 'rtl',
    set() { this.setAttribute('dir', 'rtl') },
  })
  addEventListener('DOMContentLoaded', () => { document.documentElement.dir = 'rtl' })
`

async function keepAppearance(page: Page, screen: Screen, { person }: Workspace): Promise<void> {
  if (screen.density === undefined) return
  const kept = JSON.stringify(JSON.stringify({ density: screen.density }))
  await page.addInitScript(`
    localStorage.setItem('parley.person', '${person}')
    localStorage.setItem('parley.appearance.${person}', ${kept})
  `)
}

function listen(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`))
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) complaints.push(message.text())
  })
}

async function wrongWith(page: Page, locale: string): Promise<string[]> {
  const [fits, language] = (await page.evaluate(
    '[document.documentElement.scrollWidth <= innerWidth, document.documentElement.lang]',
  )) as [boolean, string]
  return [
    ...(fits ? [] : ['is wider than the window']),
    ...(locale.startsWith(language) || page.url().endsWith('/docs') ? [] : [`speaks ${language}`]),
  ]
}

const LOOK = `[
  document.querySelector('[aria-busy=true], [class*=skeleton]') !== null ||
    [...document.images].some((image) => !image.complete && image.getBoundingClientRect().top < innerHeight),
  document.querySelector('[role=alert]:not(:empty)') !== null,
  document.body.innerHTML.length + ' ' + document.body.scrollHeight,
]`

/** The live stream never ends, so quiet on the network says nothing: no part is still loading, and it stays as it is. */
async function settle(page: Page, { hangs, fails, act }: Screen): Promise<void> {
  await page.evaluate('document.fonts.ready')
  let before = ''
  for (let waited = 0; waited < PATIENCE; waited += STILL) {
    const [busy, alerts, now] = (await page.evaluate(LOOK)) as [boolean, boolean, string]
    // What fails is tried again before it is told.
    const comes = hangs === undefined && (busy || (fails !== undefined && !act && !alerts))
    if (!comes && now === before) return
    before = now
    await page.waitForTimeout(STILL)
  }
}
