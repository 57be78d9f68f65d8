import { beforeEach, describe, expect, test } from 'vitest'
import type { ConversationBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { exampleConversation } from '../example-conversation.ts'
import { type ChangingLists, changingLists } from './changing-lists.ts'
import { dropEverywhere, type KeptLists, keep, putAll } from './kept-lists.ts'
import { withFirstPage } from './list-state.ts'

const one = exampleConversation({ id: '1', last_message_at: '2026-03-02T09:00:00.000Z' })
const two = exampleConversation({ id: '2', last_message_at: '2026-03-01T09:00:00.000Z' })

let all: KeptLists
let lists: ChangingLists
beforeEach(() => {
  all = new Map()
  lists = changingLists((change) => {
    all = change(all)
  })
})

/** Begins to read the first page of the open ones. @returns ends it with the page as it was when it was asked for. */
function beginToRead(page: readonly ConversationBody[]) {
  const { promise, resolve } = Promise.withResolvers<void>()
  const filters = { status: ['open' as const] }
  const reading = lists.read(
    () => promise,
    (now) => {
      const listed = withFirstPage(
        now.get('open')?.listed ?? null,
        { data: [...page], next_cursor: null },
        filters,
      )
      return keep(now, 'open', { filters, listed, problem: null, firstRun: false })
    },
  )
  return async () => {
    resolve()
    await reading
  }
}
const put = (row: ConversationBody) => lists.change((now) => putAll(now, [row], 'me'))
const shown = () => all.get('open')?.listed?.items.map(({ id }) => id)

describe('while a page is read', () => {
  test('what comes in stands in it, be it the first of this list or a later one', async () => {
    const first = beginToRead([two])
    put(one)
    await first()
    expect(shown()).toEqual(['1', '2'])

    const again = beginToRead([two])
    put({ ...one, title: 'Renamed' })
    await again()
    expect(shown()).toEqual(['1', '2'])
    expect(all.get('open')?.listed?.items[0]?.title).toBe('Renamed')
  })

  test('what leaves stays away', async () => {
    const end = beginToRead([one, two])
    put({ ...one, status: 'closed' })
    lists.change((now) => dropEverywhere(now, '2'))
    await end()
    expect(shown()).toEqual([])
  })

  test('what the page knows better is as the page says', async () => {
    const end = beginToRead([{ ...one, title: 'Newer', updated_at: '2026-03-03T09:00:00.000Z' }])
    put({ ...one, title: 'Older', updated_at: '2026-03-02T09:00:00.000Z' })
    await end()
    expect(all.get('open')?.listed?.items[0]?.title).toBe('Newer')
  })
})

test('what was changed before is done to no page that is asked for later, nor to one that failed', async () => {
  await beginToRead([one])()
  put({ ...one, status: 'closed' })
  await expect(
    lists.read(
      () => Promise.reject(new Error('away')),
      () => new Map(),
    ),
  ).rejects.toThrow('away')
  await beginToRead([one])()
  expect(shown()).toEqual(['1'])
})
