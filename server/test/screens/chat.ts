// The widget as visitors see it: on the demo page of the sample workspace's site.
import type { Page } from 'playwright-core'
import type { Call } from './places.ts'
import { press, type Screen, steps } from './screen.ts'

const VISITOR = 'a-visitor-of-the-pictures'
const CHAT = '/api/v1/chat'

type Site = { id: string; site_key: string }

/** Gives the site its looks, and one visitor a talk there. @returns the address of the page with it. */
export async function makeChat(url: string, call: Call): Promise<Record<string, string>> {
  const [site] = (await call<{ data: Site[] }>('/sites')).data
  if (!site) throw new Error('the sample workspace has no site')
  await call(`/sites/${site.id}`, 'PATCH', {
    name: 'Pottle & Pan',
    greeting: 'Hello! What can we do for you?',
    auto_reply: 'Thank you, Noor or Mattis will be with you in a moment.',
    show_names: true,
    appearance: { colour: '#1f5c4b' },
  })
  const headers = { 'x-api-key': site.site_key, 'content-type': 'application/json' }
  const opened = await fetch(`${url}${CHAT}/conversations`, {
    method: 'POST',
    headers,
    body: JSON.stringify({
      name: 'Priya Ramanth',
      email: 'priya.ramanth@mail.example',
      message: 'I’m moving to Toronto. Will my K2 kettle work there?',
      visitor_token: VISITOR,
    }),
  })
  if (!opened.ok) throw new Error(`a chat could not be opened: ${opened.status} ${await opened.text()}`)
  const [talk] = (await call<{ data: { id: string }[] }>('/conversations?limit=1')).data
  await call(`/conversations/${talk?.id}/messages`, 'POST', {
    kind: 'reply',
    body: 'Hello Priya! The European K2 is built for **220–240 V** only, so please don’t use it on Canada’s 120 V.\n\nThere is a 120 V model with the same body. Shall I swap yours?',
  })
  return {
    shop: `/demo?site_key=${site.site_key}`,
    chat: `/chat/${site.site_key}`,
    visitor: `/?conversation=${talk?.id}`,
  }
}

const launcher = 'button.launcher'
const open = press(launcher)

/** As a browser that wrote before. */
async function comeBack(page: Page): Promise<void> {
  await page.evaluate(`(() => {
    const key = document.querySelector('[data-site-key]').dataset.siteKey
    const session = { token: '${VISITOR}', name: 'Priya Ramanth', email: 'priya.ramanth@mail.example', started: true, read: 1,
      lastWord: Date.now(), user: null, autoReply: 'Thank you, Noor or Mattis will be with you in a moment.' }
    localStorage.setItem('parley:' + key + ':session', JSON.stringify(session))
  })()`)
  await page.reload()
  await page.locator(launcher).waitFor()
}

async function refuseForm(page: Page): Promise<void> {
  await page.getByLabel('Name').fill('Priya Ramanth')
  await page.getByLabel('E-mail').fill('priya.ramanth')
  await page.getByRole('button', { name: 'Start chat' }).click()
  await page.getByText('There is no @').waitFor()
}

/** The server is gone with the next thing said. */
async function loseTheServer(page: Page): Promise<void> {
  await page.getByText('Shall I swap').waitFor()
  await page.route(`**${CHAT}/**`, (route) => route.abort())
  await page.getByRole('textbox').fill('Yes please. I still have the box.')
  await page.getByRole('button', { name: 'Send' }).click()
  await page.locator('.theirs').filter({ hasText: 'the box' }).waitFor()
}

const arrived = (page: Page) => page.getByText('Shall I swap').waitFor()
const looks = ['light', 'dark', 'phone', 'phone-dark'] as const
const visitor = { in: 'full', at: 'shop', signedOut: true, variants: looks } as const

export const chat: readonly Screen[] = [
  { ...visitor, name: 'widget-closed', act: (page) => page.locator(launcher).waitFor() },
  { ...visitor, name: 'widget-form', act: open },
  { ...visitor, name: 'widget-form-refused', act: steps(open, refuseForm) },
  { ...visitor, name: 'widget-teaser', act: steps(comeBack, arrived) },
  { ...visitor, name: 'widget-open', act: steps(comeBack, arrived, open, arrived) },
  { ...visitor, name: 'widget-trouble', act: steps(comeBack, arrived, open, loseTheServer) },
  { ...visitor, name: 'chat-page', at: 'chat' },
  { name: 'thread-visitor', in: 'full', at: 'visitor' },
  { name: 'demo-without-key', in: 'full', at: '/demo', signedOut: true, variants: looks },
]
