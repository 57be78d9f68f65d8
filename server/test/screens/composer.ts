// Where one answers: every state a message can be in before the server has it.
import type { Page } from 'playwright-core'
import type { ListBody, MessageBody } from '../../src/surfaces/manage/wire.ts'
import { both, keys, press, type Screen, steps, usual, wide } from './screen.ts'

const ANSWER =
  'Hello Priya, the lid drips because the seal sits the wrong way round.\n\nTurn it over, and press until it clicks.'
const DRAFTS = '/drafts'

const ready = (page: Page) => page.locator('.field-rich').waitFor()
const write = (text: string) => async (page: Page) => {
  await ready(page)
  await page.locator('.field-text').click()
  await page.keyboard.insertText(text)
}
const note = steps(ready, keys('n'))
const send = press('.send-main')

const withLast = (change: (last: MessageBody) => object) => async (page: Page) => {
  let newer: object[] = []
  await page.route('**/messages', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback()
    const refused = { type: 'about:blank', title: 'Conflict', status: 409, code: 'conflict' }
    const body = { ...refused, detail: 'somebody wrote meanwhile', newer }
    await route.fulfill({ status: 409, contentType: 'application/problem+json', body: JSON.stringify(body) })
  })
  const id = new URL(page.url()).searchParams.get('conversation')
  // Of our own server, whose bodies are of this shape.
  const list = (await page.evaluate(
    `fetch('/api/manage/conversations/${id}/messages').then((answer) => answer.json())`,
  )) as ListBody<MessageBody>
  const last = list.data.find(({ direction, kind }) => direction === 'inbound' && kind === 'message')
  if (last) newer = [change(last)]
}

const guarded = steps(
  write(ANSWER),
  withLast((last) => ({
    ...last,
    id: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
    seq: last.seq + 100,
    body: 'Never mind, I found the seal in the box! One more thing: is the kettle safe with hard water?',
  })),
  send,
  (page) => page.locator('.guard').waitFor({ timeout: 20_000 }),
)

/** What this browser has could not be kept, and another browser changed the draft since. */
async function conflict(page: Page): Promise<void> {
  await write('From the desk: the seal is on its way.')(page)
  await page.waitForTimeout(1_500)
  await page.route(`**${DRAFTS}`, (route) =>
    route.fulfill({
      json: {
        data: [
          {
            kind: 'reply',
            body: 'From the train: we have sent a new seal today.',
            base_seq: 1,
            updated_at: new Date().toISOString(),
          },
        ],
        next_cursor: null,
      },
    }),
  )
  await page.reload()
  await page.locator('.draft-conflict').waitFor()
}

const files = [
  { name: 'packing-list-2026-11.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(48_000, 'x') },
  { name: 'kettle.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(1_200_000, 'x') },
]
const attach = steps(write('Both are attached.'), (page) =>
  page.locator('.composer input[type=file]').setInputFiles(files),
)

/** Before there is anything of the conversation but its row. */
const answerFromRow = steps(
  press('.row'),
  (page) => page.locator('.composer').waitFor(),
  keys('r'),
  (page) => page.keyboard.type(ANSWER),
  keys('Control+Enter'),
)

export const composer: readonly Screen[] = [
  { name: 'composer-reply', in: 'full', at: 'notes', act: write(ANSWER), variants: usual },
  {
    name: 'composer-note',
    in: 'full',
    at: 'notes',
    act: steps(note, write('The seal is a known fault of May.')),
    variants: usual,
  },
  { name: 'composer-macros', in: 'full', at: 'notes', act: write('/'), variants: [...usual, 'rtl'] },
  {
    name: 'composer-no-macro',
    in: 'full',
    at: 'notes',
    act: write('/nothing-is-called-this'),
    variants: ['light'],
  },
  { name: 'composer-mention', in: 'full', at: 'notes', act: steps(note, write('@')), variants: usual },
  {
    name: 'composer-emoji',
    in: 'full',
    at: 'notes',
    act: steps(ready, press('.composer-foot .composer-wide')),
    variants: wide,
  },
  { name: 'composer-emoji-list', in: 'full', at: 'notes', act: write('Done :sm'), variants: both },
  {
    name: 'composer-send-menu',
    in: 'full',
    at: 'notes',
    act: steps(write(ANSWER), press('.send-more')),
    variants: [...both, 'de'],
  },
  { name: 'composer-guard', in: 'full', at: 'notes', act: guarded, variants: [...usual, 'rtl'] },
  {
    name: 'composer-before-thread',
    in: 'full',
    at: '/',
    hangs: '/api/manage/conversations/',
    act: answerFromRow,
    variants: both,
  },
  {
    name: 'composer-thread-failed',
    in: 'full',
    at: '/',
    fails: '/api/manage/conversations/',
    act: answerFromRow,
    variants: both,
  },
  {
    name: 'composer-draft-conflict',
    in: 'full',
    at: 'notes',
    fails: `PUT /api/manage/conversations/`,
    act: conflict,
    variants: usual,
  },
  {
    name: 'composer-uploading',
    in: 'full',
    at: 'notes',
    hangs: '/api/manage/files',
    act: attach,
    variants: both,
  },
  {
    name: 'composer-upload-failed',
    in: 'full',
    at: 'notes',
    fails: '/api/manage/files',
    act: attach,
    variants: [...both, 'de'],
  },
  {
    name: 'composer-sending',
    in: 'full',
    at: 'notes',
    hangs: 'POST /api/manage/',
    act: steps(write(ANSWER), send),
    variants: both,
  },
  {
    name: 'composer-failed',
    in: 'full',
    at: 'notes',
    fails: 'POST /api/manage/conversations/',
    act: steps(write(ANSWER), send, (page) => page.locator('.delivery-bad').waitFor({ timeout: 20_000 })),
    variants: usual,
  },
  {
    name: 'composer-refused',
    in: 'full',
    at: 'notes',
    act: steps(ready, send),
    variants: ['light', 'de'],
  },
]
