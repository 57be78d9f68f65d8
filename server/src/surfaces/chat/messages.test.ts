import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, testClock } from '../../../test/app.ts'
import { type ChatMessage, chatCalls } from '../../../test/chat-calls.ts'
import { manageCalls } from '../../../test/manage-calls.ts'
import { timeOf } from '../../core/ids.ts'
import { listEvents } from '../../core/spine/queries.ts'

const clock = testClock()
let app: TestApp
let to: TestOrganisation
beforeAll(async () => {
  app = await createTestApp({ clock })
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
})

const chat = () => chatCalls(app, to)
const manage = () => manageCalls(app, to)
const inbox = () =>
  manage().all('/conversations') as Promise<{ id: string; status: string; assignee: unknown }[]>
const newest = async () => (await inbox())[0]?.id ?? ''
const answer = async (body: string, kind = 'reply') =>
  manage().must('POST', `/conversations/${await newest()}/messages`, { body, kind })
const bodies = (messages: ChatMessage[]) => messages.map(({ body }) => body)

describe('GET …/messages', () => {
  it('is what was said, in the published shape', async () => {
    const token = await chat().open({ name: 'Jane Doe', message: 'Hi, I need help with billing.' })
    await answer('Sure! Let me look into that for you.')
    expect(await chat().messages(token)).toEqual([
      {
        direction: 'inbound',
        body: 'Hi, I need help with billing.',
        timestamp: timeOf(clock.now()),
        author: 'Jane Doe',
      },
      {
        direction: 'outbound',
        body: 'Sure! Let me look into that for you.',
        timestamp: timeOf(clock.now() + 1),
        author: 'Support',
      },
    ])
  })

  it('shows names where the site wants it', async () => {
    const token = await chat().open()
    await answer('Hello')
    await manage().must('PATCH', `/sites/${to.site.id}`, { show_names: true })
    expect((await chat().messages(token))[1]?.author).toBe('Noor Valdis')
  })

  it('never shows notes, nor what was done with the conversation', async () => {
    const token = await chat().open()
    await answer('they sound cross', 'note')
    await manage().must('PATCH', `/conversations/${await newest()}`, { status: 'closed', tags: ['cross'] })
    await answer('Hello')
    expect(bodies(await chat().messages(token))).toEqual(['Hello?', 'Hello'])
  })

  it('is what came after a time: nothing, and then exactly what is new', async () => {
    const token = await chat().open()
    const [first] = await chat().messages(token)
    expect(await chat().messages(token, first?.timestamp)).toEqual([])
    await chat().say(token, 'Anybody?')
    const [second, ...more] = await chat().messages(token, first?.timestamp)
    expect([second?.body, more]).toEqual(['Anybody?', []])
    expect(await chat().messages(token, second?.timestamp)).toEqual([])
    expect(await chat().messages(token, '2000-01-01')).toHaveLength(2)
    expect(await chat().messages(token, '')).toHaveLength(2)
    expect(await chat().messages(token, '2999-01-01T00:00:00+02:00')).toEqual([])
  })

  it.each(['yesterday', '2025-02-30', '1', 'null'])('refuses since=%s', async (since) => {
    const token = await chat().open()
    const path = `${chat().path(token)}/messages?since=${since}`
    expect(await chat().ask('GET', path)).toMatchObject({
      status: 422,
      body: { error: 'Invalid since timestamp' },
    })
    expect(await chat().ask('GET', `${path}&since=x`)).toMatchObject({ status: 422 })
  })

  it('opens with the conversation token as well', async () => {
    const given = { name: 'A', email: 'a@b.example', message: 'x', visitor_token: 'mine' }
    const { body } = await chat().ask('POST', '/conversations', given)
    const { conversation_token } = body as { conversation_token: string }
    expect((await chat().say(conversation_token, 'y')).status).toBe(201)
    expect(bodies(await chat().messages(conversation_token))).toEqual(['x', 'y'])
    expect(await chat().messages(conversation_token)).toEqual(await chat().messages('mine'))
  })

  it('knows tokens of any kind, to the letter', async () => {
    for (const token of ['a/b?c#d', 'tést 🎉', '%2F', 'A', 'x'.repeat(255), '🎉'.repeat(255)]) {
      await chat().open({ visitor_token: token, message: token })
      expect(bodies(await chat().messages(token))).toEqual([token])
    }
    expect((await chat().ask('GET', '/conversations/a/messages')).status).toBe(404)
  })

  it.each(['nobody', '..', '%00', '%zz', "'--", 'x'.repeat(2_000), '%F0%9F'])(
    'knows no %s',
    async (token) => {
      expect(await chat().ask('GET', `/conversations/${token}/messages`)).toMatchObject({
        status: 404,
        body: token === '..' ? {} : { error: 'Conversation not found' },
      })
    },
  )

  it('knows nothing of another organisation', async () => {
    const token = await chat().open()
    const other = chatCalls(app, await app.organisation())
    const missing = { status: 404, body: { error: 'Conversation not found' } }
    expect(await other.ask('GET', `${chat().path(token)}/messages`)).toMatchObject(missing)
    expect(await other.say(token, 'x')).toMatchObject(missing)
    expect(await chat().messages(token)).toHaveLength(1)
  })

  it('is read in pages when it is long', async () => {
    const token = await chat().open()
    const conversationId = await newest()
    const author = { kind: 'teammate' as const, id: to.ownerId, name: 'Noor' }
    const say = (n: number) =>
      app.core.run('reply', {
        org: to.org,
        conversationId,
        kind: 'message',
        author,
        body: `${n}`,
        seenSeq: null,
      })
    for (let n = 1; n < 450; n++) await say(n)
    const all = await chat().messages(token)
    expect(bodies(all)).toEqual(['Hello?', ...Array.from({ length: 449 }, (_, n) => `${n + 1}`)])
    for (const place of [0, 1, 49, 50, 51, 399, 400, 448, 449])
      expect(await chat().messages(token, all[place]?.timestamp)).toEqual(all.slice(place + 1))
  })
})

describe('POST …/messages', () => {
  it('answers the published 201, and opens a closed conversation again', async () => {
    const token = await chat().open()
    const id = await newest()
    await manage().must('PATCH', `/conversations/${id}`, { status: 'closed' })
    const { status, body } = await chat().say(token, 'It is still broken')
    expect([status, body]).toEqual([201, { status: 'ok' }])
    expect(await manage().get(`/conversations/${id}`)).toMatchObject({ status: 'open', unread: 2 })
    const events = await listEvents(app.core.read, to.org, { after: 0, limit: 200 })
    expect(events.slice(-2).map(({ type }) => type)).toEqual(['conversation.reopened', 'message.created'])
    expect((await chat().messages(token)).at(-1)).toMatchObject({ direction: 'inbound', author: 'Ada' })
  })

  it.each([
    ['nothing', {}, 'Message is required'],
    ['blanks', { message: ' \n' }, 'Message is required'],
    ['no text', { message: ['x'] }, 'Message is required'],
    ['10,001 characters', { message: 'é'.repeat(10_001) }, 'Message is too long (maximum 10000 characters)'],
    [
      'an id that is none',
      { message: 'x', client_message_id: 'a b' },
      'client_message_id must have 1 to 64 of A-Z a-z 0-9 _ - . :',
    ],
  ])('refuses %s', async (_, fields, error) => {
    const token = await chat().open()
    const sent = await chat().ask('POST', `${chat().path(token)}/messages`, fields)
    expect(sent).toMatchObject({ status: 422, body: { error } })
    expect(await chat().messages(token)).toHaveLength(1)
  })

  it('refuses an unknown token', async () => {
    const sent = await chat().say('nobody', 'x')
    expect(sent).toMatchObject({ status: 404, body: { error: 'Conversation not found' } })
  })

  it('stores a message with an id of its own once, for good', async () => {
    const token = await chat().open()
    const send = () => chat().say(token, 'Only once', { client_message_id: 'm-1' })
    const answers = await Promise.all(Array.from({ length: 8 }, send))
    clock.advance(90 * 86_400_000)
    answers.push(await send())
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
    expect(new Set(answers.map(({ headers }) => headers['x-message-id'])).size).toBe(1)
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === 'true')).toHaveLength(8)
    expect(bodies(await chat().messages(token))).toEqual(['Hello?', 'Only once'])
    expect(await chat().say(token, 'Another text', { client_message_id: 'm-1' })).toMatchObject({
      status: 409,
      body: { error: 'This client_message_id was used for a different message' },
    })
  })

  it('leaves no place in the conversation to a repeat', async () => {
    const token = await chat().open()
    for (let n = 0; n < 3; n++) await chat().say(token, 'Only once', { client_message_id: 'm-1' })
    expect((await chat().say(token, 'Next')).headers['x-message-seq']).toBe('3')
  })

  it('takes an Idempotency-Key, of this visitor alone', async () => {
    const [one, two] = [await chat().open(), await chat().open()]
    const send = (token: string, message: string) =>
      chat().ask('POST', `${chat().path(token)}/messages`, { message }, { 'idempotency-key': 'k' })
    await send(one, 'x')
    expect((await send(one, 'x')).headers['idempotency-replayed']).toBe('true')
    expect((await send(one, 'y')).status).toBe(422)
    expect((await send(two, 'x')).headers['idempotency-replayed']).toBeUndefined()
    expect([(await chat().messages(one)).length, (await chat().messages(two)).length]).toEqual([2, 2])
  })
})

it('shows a poller each of 1,000 messages by eight writers once and in order', async () => {
  const token = await chat().open({ message: 'begin' })
  const conversationId = await newest()
  const author = { kind: 'teammate' as const, id: to.ownerId, name: 'Noor' }
  const reply = (body: string) =>
    app.core.run('reply', { org: to.org, conversationId, kind: 'message', author, body, seenSeq: null })
  let writing = true
  const writer = async (n: number) => {
    // In bursts, half of them visitors, while the clock stands still most of the time.
    for (let burst = 0; burst < 25; burst++) {
      const texts = Array.from({ length: 5 }, (_, at) => `${n}.${burst}.${at}`)
      await Promise.all(texts.map((text) => (n % 2 ? reply(text) : chat().say(token, text))))
      if (burst % 5 === 0) clock.advance(n)
    }
  }
  const seen: ChatMessage[] = []
  const poll = async () => {
    const news = await chat().messages(token, seen.at(-1)?.timestamp)
    seen.push(...news)
  }
  const poller = (async () => {
    while (writing) {
      await poll()
      // Without a turn of their own the writers would never be done.
      await nextTurn()
    }
    await poll()
  })()
  await Promise.all(Array.from({ length: 8 }, (_, n) => writer(n))).finally(() => {
    writing = false
  })
  await poller
  expect(seen).toHaveLength(1_001)
  expect(new Set(bodies(seen)).size).toBe(1_001)
  expect(seen).toEqual(await chat().messages(token))
  const times = seen.map(({ timestamp }) => timestamp)
  expect(times).toEqual([...new Set(times)].sort())
}, 60_000)

describe('of merged conversations', () => {
  const two = async () => {
    const [one, other] = [await chat().open({ message: 'one' }), await chat().open({ message: 'other' })]
    const [second, first] = await inbox()
    return { one, other, first: first?.id ?? '', second: second?.id ?? '' }
  }
  const merge = (into: string, from: string) =>
    manage().must('POST', `/conversations/${into}/merge`, { from })

  it('each visitor sees what was theirs, and what was said since', async () => {
    const { one, other, first, second } = await two()
    await chat().say(one, 'one more')
    await merge(second, first)
    expect(bodies(await chat().messages(one))).toEqual(['one', 'one more'])
    expect(bodies(await chat().messages(other))).toEqual(['other'])
    await answer('to both of you')
    await chat().say(one, 'thanks')
    expect(bodies(await chat().messages(one))).toEqual(['one', 'one more', 'to both of you', 'thanks'])
    expect(bodies(await chat().messages(other))).toEqual(['other', 'to both of you', 'thanks'])
    // The other one is ahead of the clock, by a millisecond for each message.
    clock.advance(1_000)
    const third = await chat().open({ message: 'third' })
    const thirdId = await newest()
    await merge(thirdId, second)
    await answer('to all three')
    expect(bodies(await chat().messages(one))).toEqual([
      'one',
      'one more',
      'to both of you',
      'thanks',
      'to all three',
    ])
    expect(bodies(await chat().messages(other))).toEqual([
      'other',
      'to both of you',
      'thanks',
      'to all three',
    ])
    expect(bodies(await chat().messages(third))).toEqual(['third', 'to all three'])
  })

  it('goes on from the same times, and is as before when it is undone', async () => {
    const { one, other, first, second } = await two()
    const [before] = await chat().messages(one)
    const { merge_id } = await merge(second, first)
    expect(await chat().messages(one, before?.timestamp)).toEqual([])
    await manage().must('POST', `/conversations/${second}/merges/${merge_id}/undo`)
    expect(bodies(await chat().messages(one))).toEqual(['one'])
    expect(bodies(await chat().messages(other))).toEqual(['other'])
  })
})
