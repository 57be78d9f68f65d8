// A workspace for everything a stranger, a colleague or a program may write, and a page in which a canary would sing.
import { execFileSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { z } from 'zod'
import { openBrowser, watch } from './browser.ts'
import { dataFolder, startServer } from './server.ts'

const bin = fileURLToPath(new URL('../../bin/parley.js', import.meta.url))
const password = 'correct horse battery'
const owner = ['--organisation', '<b>Pottle</b>', '--name', '<img src=x onerror=canary()>']

/** Counted as a complaint, so that it is heard after the page has gone, too. */
const canary = `
  globalThis.canary = () => { globalThis.ran = true; console.error('Refused to: be silent, says the canary') }
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    console.error('Refused to: ' + violatedDirective + ' ' + blockedURI))
`

const keys = z.object({ api_key: z.string(), access_token: z.string() })
const inDom = z.object({
  scripts: z.number(),
  frames: z.number(),
  foreign: z.array(z.string()),
  images: z.array(z.string()),
})

export type XssHouse = Awaited<ReturnType<typeof xssHouse>>

export async function xssHouse() {
  const folder = dataFolder()
  const setup = ['setup', ...owner, '--email', 'noor@pottle.example', '--password', password, '--json']
  const printed = execFileSync(process.execPath, [bin, ...setup], {
    env: { ...process.env, BASE_URL: '', DATA_DIR: folder.dir },
  })
  const { api_key: apiKey, access_token: token } = keys.parse(JSON.parse(printed.toString()))
  const server = await startServer(folder.dir)
  const { url } = server.ready
  const browser = await openBrowser()
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  context.setDefaultTimeout(10_000)
  await context.addInitScript({ content: canary })
  const page = await context.newPage()
  const complaints = watch(page, url)
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  await page.goto(url)
  await page.getByLabel('E-mail').fill('noor@pottle.example')
  await page.locator('input[name=password]').fill(password)
  await page.keyboard.press('Enter')
  await page.getByText('Live, up to date').first().waitFor()

  async function manage(method: string, path: string, body?: object): Promise<unknown> {
    const json = body !== undefined && !(body instanceof FormData)
    const answer = await fetch(`${url}/api/manage/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(json && { 'content-type': 'application/json' }) },
      ...(body && { body: body instanceof FormData ? body : JSON.stringify(body) }),
    })
    const read: unknown = answer.status === 204 ? null : await answer.json()
    expect(answer.ok, `${method} ${path} ${JSON.stringify(read)}`).toBe(true)
    return read
  }

  return {
    url,
    token,
    page,
    complaints,
    manage,
    /** What was made there. */
    async make(method: string, path: string, body: object): Promise<{ id: string }> {
      return z.object({ id: z.string() }).parse(await manage(method, path, body))
    },
    /** @returns the id of the ticket, once the limit lets it in. */
    async ticket(body: FormData): Promise<string> {
      const post = () =>
        fetch(`${url}/interactions`, { method: 'POST', headers: { authorization: apiKey }, body })
      let answer = await post()
      while (answer.status === 429) {
        await sleep(Number(answer.headers.get('retry-after')) * 1000)
        answer = await post()
      }
      expect(answer.status, await answer.clone().text()).toBe(200)
      return answer.headers.get('x-ticket-id') ?? expect.fail('no id')
    },
    /** As one goes in the app: the page stays, and whatever ran would be remembered. */
    async go(address: string): Promise<void> {
      const to = JSON.stringify(address)
      await page.evaluate(
        `(history.pushState(null, '', ${to}), dispatchEvent(new PopStateEvent('popstate')), 0)`,
      )
    },
    ran: () => ran(page),
    /** Nothing on screen is more than text, and nothing ran. */
    async isOnlyText(what = ''): Promise<void> {
      const { images, ...dom } = inDom.parse(await page.evaluate(LOOK))
      expect(dom, what).toEqual({ scripts: 0, frames: 0, foreign: [] })
      expect(
        images.filter((src) => !src.startsWith(url)),
        what,
      ).toEqual([])
      expect(await ran(page), what).toBe(false)
    },
    async close(): Promise<void> {
      await browser.close()
      await server.stop('SIGTERM')
      folder.remove()
    },
  }
}

const ran = (page: Page) => page.evaluate('globalThis.ran === true')

const LOOK = `({
  scripts: document.querySelectorAll('body script').length,
  frames: document.querySelectorAll('iframe, object, embed, base, body meta, body link, form[action], body style, svg script').length,
  foreign: [...document.querySelectorAll('body *')].flatMap((one) => [...one.attributes])
    .filter(({ name, value }) => /^on/.test(name) || (/^(src|href|action|data|poster)$/.test(name) && /^\\s*(javascript|data|vbscript|file|blob):/i.test(value)))
    .map(({ name, value }) => name + '=' + value),
  images: [...document.images].map(({ src }) => src),
})`
