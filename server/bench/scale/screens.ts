// `npm run bench -- --screens`: how long a teammate waits for the dashboard of a workspace with 500,000 conversations.
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { OWNER } from '../../test/crash/parley-process.ts'
import { openBrowser } from '../../test/journeys/browser.ts'
import { temporaryFolder } from '../contenders.ts'
import type { Figure } from '../figure.ts'
import { median, percentile } from '../statistics.ts'
import type { ScaleOptions } from './scale.ts'
import { openWorkspace } from './workspace.ts'

const ROW = 'a[href*="conversation="]'
const MESSAGE = '.message'
const SWITCHES = 30
const SCROLLS = 100

/** Needs Chromium (`CHROMIUM` names it), and the dashboard built. */
export async function screens({ rounds, conversations, folder }: ScaleOptions): Promise<Figure[]> {
  const scratch = folder === undefined ? temporaryFolder() : undefined
  const size = { conversations, messages: conversations * 2 }
  const { server } = await openWorkspace(join(folder ?? scratch?.dataDir ?? '', String(conversations)), size)
  const browser = await openBrowser()
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    const data = { email: OWNER.email, password: OWNER.password }
    await context.request.post(`${server.url}/api/manage/session`, { data, headers: { origin: server.url } })
    const usable: number[] = []
    for (let round = 0; round <= rounds; round++) usable.push(await firstScreen(context, server.url))
    const page = await context.newPage()
    await page.goto(server.url)
    await page.waitForSelector(ROW)
    const switches = await switchConversations(page)
    const tasks = await scrollList(page)
    process.stdout.write(
      `  first screens ${usable.map((ms) => ms.toFixed(0)).join(' ')} ms; longest tasks while scrolling ${tasks.length === 0 ? 'none over 50 ms' : tasks.map((ms) => ms.toFixed(0)).join(' ')}\n`,
    )
    const ms = { unit: 'ms', worse: 'above' } as const
    return [
      { name: 'first screen usable, median', value: median(usable), target: 1_000, ...ms },
      { name: 'switching conversations, p95', value: percentile(switches, 0.95), target: 100, ...ms },
      { name: 'longest task while scrolling the list', value: Math.max(0, ...tasks), target: 50, ...ms },
    ]
  } finally {
    await browser.close()
    await server.stop('SIGTERM')
    scratch?.remove()
  }
}

/**
 * Milliseconds from the navigation until the first row is painted, in a page that has nothing cached but its session. The
 * page takes the time itself: what drives the browser hears of it later, the busier the machine is.
 */
async function firstScreen(context: BrowserContext, url: string): Promise<number> {
  const page = await context.newPage()
  await page.addInitScript(`
    window.firstRow = new Promise((resolve) => {
      const look = () => {
        if (!document.querySelector(${JSON.stringify(ROW)})) return requestAnimationFrame(look)
        // A frame's callbacks come before it is painted, the next task after it.
        setTimeout(() => resolve(performance.now()))
      }
      requestAnimationFrame(look)
    })`)
  const session = await context.newCDPSession(page)
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  await page.goto(url)
  const ms = await page.evaluate<number>('firstRow')
  await page.close()
  return ms
}

/** Milliseconds from the click on a row to the frame in which its messages are there. */
async function switchConversations(page: Page): Promise<number[]> {
  return await page.evaluate<number[]>(`(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const shown = () => document.querySelector(${JSON.stringify(MESSAGE)})?.textContent ?? ''
    const times = []
    for (let n = 0; n < ${SWITCHES}; n++) {
      // Rows come and go while the list scrolls along: the one that is open already leads nowhere.
      const open = new URLSearchParams(location.search).get('conversation')
      const rows = [...document.querySelectorAll(${JSON.stringify(ROW)})]
        .filter((row) => new URL(row.href).searchParams.get('conversation') !== open)
      const before = shown()
      const began = performance.now()
      rows[(n + 1) % rows.length]?.click()
      while ((shown() === before || shown() === '') && performance.now() - began < 5000) await frame()
      times.push(performance.now() - began)
      // A person reads for a moment; what is fetched ahead meanwhile is fair.
      await new Promise((resolve) => setTimeout(resolve, 150))
    }
    return times
  })()`)
}

/** Milliseconds of every task over 50 that ran while the list was scrolled by the wheel, thousands of rows far. */
async function scrollList(page: Page): Promise<number[]> {
  await page.evaluate(`
    window.longTasks = []
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longTasks.push(duration)
    }).observe({ entryTypes: ['longtask'] })`)
  const box = await page.locator(ROW).first().boundingBox()
  await page.mouse.move((box?.x ?? 300) + 40, (box?.y ?? 200) + 20)
  for (let n = 0; n < SCROLLS; n++) {
    await page.mouse.wheel(0, 700)
    await page.waitForTimeout(40)
  }
  return await page.evaluate<number[]>('window.longTasks')
}
