// One conversation: what was said, what happened, who has it, whose it is.
import type { Page } from 'playwright-core'
import type { ListBody, MessageBody } from '../../src/surfaces/manage/wire.ts'
import { both, everywhere, keys, press, type Screen, steps, usual, wide } from './screen.ts'

const OF_CONVERSATION = '/api/manage/conversations/'
const MESSAGES = '/messages'
const inThread = (page: Page) => page.locator('.composer').waitFor()

/** Says of what we sent last that it did not arrive. */
const failed = (delivery: MessageBody['delivery']) => ({
  to: `GET ${MESSAGES}` as const,
  body: (page: ListBody<MessageBody>) => {
    const last = page.data.find(({ kind, direction }) => kind === 'message' && direction === 'outbound')
    return { ...page, data: page.data.map((one) => (one === last ? { ...one, delivery } : one)) }
  },
})

export const thread: readonly Screen[] = [
  { name: 'thread', in: 'full', at: 'notes', variants: everywhere },
  { name: 'thread-files', in: 'full', at: 'files', variants: usual },
  {
    name: 'lightbox',
    in: 'full',
    at: 'files',
    act: steps((page) => page.locator('.photo').first().waitFor(), press('.photo')),
    variants: [...usual, 'rtl'],
  },
  { name: 'thread-link-failed', in: 'full', at: 'links', variants: usual },
  { name: 'thread-merged', in: 'full', at: 'merged', variants: usual },
  { name: 'thread-snoozed', in: 'full', at: 'snoozed', variants: [...both, 'de'] },
  { name: 'thread-closed', in: 'full', at: 'closed', variants: ['light', 'phone', 'de'] },
  { name: 'thread-failed-delivery', in: 'full', at: 'notes', answers: [failed('dead')], variants: usual },
  { name: 'thread-sending', in: 'full', at: 'notes', answers: [failed('pending')], variants: ['light'] },
  { name: 'thread-long', in: 'full', at: 'long', variants: [...usual, 'narrow'] },
  { name: 'thread-words-from-the-right', in: 'full', at: 'rtl', variants: both },
  { name: 'thread-loading', in: 'full', at: 'thread', hangs: OF_CONVERSATION, variants: both },
  { name: 'thread-failed', in: 'full', at: 'thread', fails: OF_CONVERSATION },
  {
    name: 'thread-gone',
    in: 'full',
    at: '/?conversation=01ARZ3NDEKTSV4RRFFQ69G5FAV',
    variants: ['light', 'phone', 'de'],
  },
  { name: 'thread-others', in: 'full', at: 'thread', act: inThread, variants: [...usual, 'rtl'] },
  {
    name: 'thread-assign',
    in: 'full',
    at: 'notes',
    act: steps(inThread, keys('a')),
    variants: [...both, 'de'],
  },
  { name: 'thread-tags', in: 'full', at: 'notes', act: steps(inThread, keys('t')), variants: both },
  { name: 'thread-priority', in: 'full', at: 'notes', act: steps(inThread, keys('p')), variants: both },
  {
    name: 'thread-snooze',
    in: 'full',
    at: 'notes',
    act: steps(inThread, keys('s')),
    variants: [...both, 'de', 'rtl'],
  },
  {
    name: 'thread-snooze-said',
    in: 'full',
    at: 'notes',
    act: steps(inThread, keys('s'), (page) => page.keyboard.type('in 3 days')),
    variants: ['light'],
  },
  {
    name: 'thread-more',
    in: 'full',
    at: 'notes',
    act: steps(inThread, press('.thread-bar button[aria-haspopup=menu]')),
    variants: [...both, 'de'],
  },
  {
    name: 'merge',
    in: 'full',
    at: 'notes',
    act: steps(inThread, openMerge),
    variants: [...usual, 'rtl'],
  },
  {
    name: 'merge-chosen',
    in: 'full',
    at: 'notes',
    act: steps(inThread, openMerge, (page) => page.locator('.merge-row').first().click()),
    variants: [...both, 'de'],
  },
  {
    name: 'context',
    in: 'full',
    at: 'thread',
    act: steps(inThread, keys(']')),
    variants: ['narrow', 'phone', 'phone-dark', 'de-phone', 'rtl-phone'],
  },
  { name: 'context-edit', in: 'full', at: 'thread', act: steps(inThread, editContact), variants: wide },
  {
    name: 'context-refused',
    in: 'full',
    at: 'thread',
    answers: [
      {
        to: 'PATCH /api/manage/contacts/',
        status: 409,
        body: {
          type: 'about:blank',
          title: 'Conflict',
          status: 409,
          detail: 'email already exists',
          code: 'conflict',
          field: 'email',
        },
      },
    ],
    act: steps(inThread, editContact, async (page) => {
      await page.locator('.contact-form input').nth(1).fill('taken@example.com')
      await page.locator('.contact-form [type=submit]').click()
      await page.locator('.field-error').waitFor()
    }),
    variants: ['light', 'de'],
  },
  {
    name: 'change-refused',
    in: 'full',
    at: 'notes',
    fails: 'PATCH /api/manage/conversations',
    act: steps(inThread, keys('e'), (page) => page.locator('.toast').waitFor()),
    variants: ['light', 'de'],
  },
  {
    name: 'nothing-open',
    in: 'full',
    at: '/?view=closed',
    variants: ['light', 'dark', 'de'],
  },
]

async function openMerge(page: Page): Promise<void> {
  await page.locator('.thread-bar button[aria-haspopup=menu]').click()
  await page.getByRole('menuitem', { name: /Merge|Zusammenführen/ }).click()
  await page.locator('.merge-row').first().waitFor()
}

async function editContact(page: Page): Promise<void> {
  await page.locator('.facts-edit').first().click()
}
