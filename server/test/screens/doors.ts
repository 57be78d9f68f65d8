// What stands before the inbox: the set-up page, signing in, an invitation, the first steps.
import type { Page } from 'playwright-core'
import type { CreatedApiKeyBody } from '../../src/surfaces/manage/wire.ts'
import { both, everywhere, press, type Screen, usual } from './screen.ts'

const SESSION = '/api/manage/session'
const asksForCode = {
  to: `POST ${SESSION}`,
  status: 401,
  body: {
    type: 'about:blank',
    title: 'Unauthorized',
    status: 401,
    detail: 'a code of your second factor is needed',
    code: 'second_factor_required',
  },
} as const

const makesKey = {
  to: 'POST /api/manage/api-keys',
  status: 201,
  body: {
    id: 'Kx81mQ2z',
    name: 'First ticket',
    expires_at: null,
    created_at: '2026-11-21T09:12:00.000Z',
    key: 'prl_live_Kx81mQ2z_7Gw2LqXbT3nR8vKdc0mPl3t3lyM4d3UpF0r',
  } satisfies CreatedApiKeyBody,
} as const

/** The first time a key, then another. */
const createKey = (page: Page) => page.locator('.step-next :is(.button-filled, .button-link)').click()

async function givePassword(page: Page): Promise<void> {
  await page.fill('input[name=email]', 'noor@parley-demo.example')
  await page.fill('input[name=password]', 'not the password')
  await page.keyboard.press('Enter')
}

async function refuseSetup(page: Page): Promise<void> {
  await page.fill('#organisation', 'Pottle & Pan')
  await page.fill('#name', 'Noor Valdis')
  await page.fill('#email', 'noor@pottleandpan.example')
  await page.fill('#password', 'pottlepan1')
  await page.click('button[type=submit]')
  await page.locator('.wrong').waitFor()
}

async function judgePassword(page: Page): Promise<void> {
  await page.fill('#password', 'pottle')
  await page.locator('.weak').waitFor()
}

async function refuseCode(page: Page): Promise<void> {
  await givePassword(page)
  await page.locator('input[name=code]').fill('123')
  await page.route('**/api/manage/session', (route) =>
    route.fulfill({
      status: 401,
      contentType: 'application/problem+json',
      body: JSON.stringify({ ...asksForCode.body, code: 'second_factor_invalid' }),
    }),
  )
  await page.keyboard.press('Enter')
  await page.locator('.field-error').waitFor()
}

export const doors: readonly Screen[] = [
  { name: 'setup', in: 'unset', at: 'link', signedOut: true, variants: [...usual, 'phone-dark', 'de-phone'] },
  {
    name: 'setup-weak',
    in: 'unset',
    at: 'link',
    signedOut: true,
    act: judgePassword,
    variants: ['light', 'de'],
  },
  { name: 'setup-refused', in: 'unset', at: 'link', signedOut: true, act: refuseSetup },
  { name: 'setup-used', in: 'empty', at: 'link', signedOut: true },
  { name: 'sign-in', in: 'full', at: '/', signedOut: true, variants: everywhere },
  { name: 'sign-in-refused', in: 'full', at: '/', signedOut: true, act: press('button[type=submit]') },
  {
    name: 'sign-in-wrong',
    in: 'full',
    at: '/',
    signedOut: true,
    answers: [{ to: `POST ${SESSION}`, status: 401, body: { ...asksForCode.body, code: 'unauthenticated' } }],
    act: async (page) => {
      await givePassword(page)
      await page.locator('.sign-in-refusal').waitFor()
    },
  },
  {
    name: 'second-factor',
    in: 'full',
    at: '/',
    signedOut: true,
    answers: [asksForCode],
    act: async (page) => {
      await givePassword(page)
      await page.locator('input[name=code]').waitFor()
    },
  },
  {
    name: 'second-factor-refused',
    in: 'full',
    at: '/',
    signedOut: true,
    answers: [asksForCode],
    act: refuseCode,
    variants: both,
  },
  { name: 'not-opened', in: 'full', at: '/', fails: SESSION },
  { name: 'join', in: 'full', at: 'join', signedOut: true },
  {
    name: 'join-refused',
    in: 'full',
    at: 'join',
    signedOut: true,
    act: press('button[type=submit]'),
    variants: ['light', 'de'],
  },
  { name: 'checklist', in: 'empty', at: '/', variants: everywhere },
  { name: 'checklist-failed', in: 'empty', at: '/', fails: '/api/manage/getting-started', variants: both },
  { name: 'checklist-loading', in: 'empty', at: '/', hangs: '/api/manage/getting-started', variants: both },
  { name: 'checklist-key', in: 'empty', at: '/', answers: [makesKey], act: createKey },
  { name: 'checklist-asked', in: 'full', at: '/?getting-started' },
]
