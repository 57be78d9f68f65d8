import { type Browser, chromium, type Page } from 'playwright-core'

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export async function openBrowser(
  executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium',
): Promise<Browser> {
  // Without a locale, as on a bare machine, Chromium saves every name outside ASCII as "download".
  const env = { ...process.env, LANG: 'C.UTF-8' }
  return await chromium.launch({ executablePath, headless: true, args: FLAGS, env })
}

/** Collects what a page must never do: errors, refusals of its own policy, requests to other hosts. */
export function watch(page: Page, origin: string, complaints: string[] = []): string[] {
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`))
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/i.test(message.text())) complaints.push(message.text())
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:'))
      complaints.push(`request to ${request.url()}`)
  })
  return complaints
}

/** For looking at, when `SCREENS` names a folder. */
export async function screenshot(page: Page, name: string): Promise<void> {
  if (process.env.SCREENS) await page.screenshot({ path: `${process.env.SCREENS}/${name}.png` })
}
