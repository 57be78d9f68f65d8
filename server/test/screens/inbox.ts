// The list of conversations: views, filters, search, what several of them are done to at once.
import type { Page } from 'playwright-core'
import type { GettingStartedBody } from '../../src/surfaces/manage/wire.ts'
import { both, everywhere, keys, press, type Screen, steps, wide } from './screen.ts'

const CONVERSATIONS = '/api/manage/conversations'

/** Nothing in any list, and nobody needs the first steps. */
const nothing = [
  { to: `GET ${CONVERSATIONS}`, body: { data: [], next_cursor: null } },
  { to: 'GET /api/manage/getting-started', body: (real: GettingStartedBody) => ({ ...real, hidden: true }) },
] as const

async function search(page: Page): Promise<void> {
  await page.keyboard.press('/')
  await page.locator('.search-field').waitFor()
}

const selectThree = steps(keys('x', 'j', 'j', 'Shift+X'), (page) => page.locator('.bulk').waitFor())
const inList = (page: Page) => page.locator('.row').first().waitFor()

export const inbox: readonly Screen[] = [
  { name: 'inbox', in: 'full', at: '/', variants: everywhere },
  { name: 'inbox-open', in: 'full', at: 'thread', variants: everywhere },
  { name: 'inbox-compact', in: 'full', at: '/', density: 'compact', variants: ['light', 'phone'] },
  { name: 'inbox-roomy', in: 'full', at: '/', density: 'roomy', variants: ['light', 'phone'] },
  { name: 'inbox-loading', in: 'full', at: '/', hangs: CONVERSATIONS, variants: both },
  { name: 'inbox-failed', in: 'full', at: '/', fails: CONVERSATIONS },
  { name: 'inbox-pending', in: 'full', at: '/?view=pending', variants: ['light'] },
  { name: 'inbox-snoozed', in: 'full', at: '/?view=snoozed', variants: both },
  { name: 'inbox-closed', in: 'full', at: '/?view=closed', variants: ['light', 'phone'] },
  { name: 'inbox-mine', in: 'full', at: '/?view=mine', variants: ['light', 'de'] },
  { name: 'inbox-unassigned', in: 'full', at: '/?view=unassigned', variants: ['light'] },
  { name: 'inbox-empty', in: 'full', at: '/?view=mine', answers: nothing },
  {
    name: 'inbox-nothing-closed',
    in: 'full',
    at: '/?view=closed',
    answers: nothing,
    variants: ['light', 'phone'],
  },
  { name: 'inbox-mentions', in: 'full', at: '/?view=mentions', variants: ['light', 'phone'] },
  { name: 'inbox-saved-view', in: 'full', at: 'view', variants: both },
  {
    name: 'inbox-filtered',
    in: 'full',
    at: '/?view=open&priority=high&tag=lid',
    variants: [...both, 'de'],
  },
  {
    name: 'inbox-nothing-fits',
    in: 'full',
    at: '/?view=open&tag=nothing-has-this',
    variants: ['light', 'de'],
  },
  {
    name: 'inbox-filter-menu',
    in: 'full',
    at: '/?view=open',
    act: steps(inList, press('.list-tools button')),
    variants: [...both, 'de'],
  },
  { name: 'inbox-long', in: 'full', at: 'long-list', variants: [...both, 'narrow'] },
  { name: 'inbox-words-from-the-right', in: 'full', at: 'rtl-list', variants: both },
  {
    name: 'bulk',
    in: 'full',
    at: '/?view=open',
    act: steps(inList, selectThree),
    variants: [...wide, 'narrow', 'rtl'],
  },
  {
    name: 'bulk-assign',
    in: 'full',
    at: '/?view=open',
    act: steps(inList, selectThree, keys('a')),
    variants: ['light', 'dark', 'de'],
  },
  {
    name: 'bulk-tag',
    in: 'full',
    at: '/?view=open',
    act: steps(inList, selectThree, keys('t')),
    variants: ['light'],
  },
  {
    name: 'bulk-snooze',
    in: 'full',
    at: '/?view=open',
    act: steps(inList, selectThree, keys('s')),
    variants: [...both, 'de'],
  },
  {
    name: 'search-begin',
    in: 'full',
    at: '/',
    act: steps(inList, search, (page) => page.locator('.search-field').click()),
    variants: [...both, 'de'],
  },
  {
    name: 'search-operator',
    in: 'full',
    at: '/',
    act: steps(inList, search, (page) => page.keyboard.type('status:')),
    variants: ['light', 'dark', 'de'],
  },
  { name: 'search', in: 'full', at: '/?q=lid+status%3Aopen', variants: everywhere },
  { name: 'search-nothing', in: 'full', at: '/?q=zebra+quagga+okapi', variants: [...both, 'de'] },
  {
    name: 'search-wrong',
    in: 'full',
    at: '/',
    act: steps(inList, search, (page) => page.keyboard.type('before:soon'), keys('Enter')),
    variants: ['light', 'de'],
  },
  {
    name: 'search-refused',
    in: 'full',
    at: '/?q=lid',
    answers: [
      {
        to: `GET ${CONVERSATIONS}`,
        status: 422,
        body: {
          type: 'about:blank',
          title: 'Unprocessable Entity',
          status: 422,
          detail: 'q: * needs at least 3 letters before it',
          code: 'invalid',
          field: 'q',
        },
      },
    ],
    variants: ['light', 'de'],
  },
  {
    name: 'save-view',
    in: 'full',
    at: '/?view=open&priority=high',
    act: steps(inList, press('.chips .button:last-child')),
    variants: [...both, 'de'],
  },
]
