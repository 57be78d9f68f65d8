import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation } from '../../../../test/app.ts'
import { chatCalls } from '../../../../test/chat-calls.ts'
import { manageCalls } from '../../../../test/manage-calls.ts'
import { listen } from '../../../../test/raw-http.ts'
import { type Heard, hears } from '../../../../test/sse.ts'

let app: TestApp
let to: TestOrganisation
let base: string
let token: string
beforeAll(async () => {
  app = await createTestApp({ writer: 'thread' })
  base = `http://127.0.0.1:${await listen(app.http)}`
})
afterAll(() => app.close(0))
beforeEach(async () => {
  to = await app.organisation()
  token = await chat().open({ message: 'begin' })
})

const chat = () => chatCalls(app, to)
const manage = () => manageCalls(app, to)
const newest = async () => String((await manage().all('/conversations'))[0]?.id)
const answer = async (body: string, kind = 'reply') =>
  manage().must('POST', `/conversations/${await newest()}/messages`, { body, kind })
const open = (headers: Record<string, string> = {}, query = '', of = token) =>
  hears(`${base}/api/v1/chat/conversations/${of}/events${query}`, { 'x-api-key': to.site.key, ...headers })
const bodies = ({ events }: Heard) => events.map(({ data }) => (data as { body: string }).body)
const passing = (heard: Heard, type: string) => heard.passing.filter((event) => event.type === type)
async function until(condition: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 5_000; !condition() && Date.now() < deadline; ) await sleep(5)
  expect(condition()).toBe(true)
}

describe('the stream', () => {
  it('begins with what was said, goes on with what is said, and leaves notes out', async () => {
    await answer('Hello')
    const heard = await open()
    await heard.until(2)
    await answer('they sound cross', 'note')
    await chat().say(token, 'Thanks', { client_message_id: 'm-1' })
    await answer('You are welcome')
    await heard.until(4)
    expect(heard.events).toMatchObject([
      { id: 1, type: 'message', data: { seq: 1, body: 'begin', direction: 'inbound', author: 'Ada' } },
      { id: 2, data: { body: 'Hello', direction: 'outbound', author: 'Support', client_message_id: null } },
      { id: 4, data: { body: 'Thanks', client_message_id: 'm-1' } },
      { id: 5, data: { body: 'You are welcome', files: [] } },
    ])
    const polled = await chat().messages(token)
    expect(heard.events.map(({ data }) => (data as { timestamp: string }).timestamp)).toEqual(
      polled.map(({ timestamp }) => timestamp),
    )
    heard.leave()
  })

  it('goes on from where it was left, without loss or repetition', async () => {
    const first = await open()
    await first.until(1)
    first.leave()
    for (const text of ['a', 'b']) await answer(text)
    const again = await open({ 'last-event-id': '1' })
    await again.until(2)
    await answer('c')
    await again.until(3)
    expect(bodies(again)).toEqual(['a', 'b', 'c'])
    const after = await open({}, '?after=3')
    await after.until(1)
    expect(bodies(after)).toEqual(['c'])
    for (const heard of [again, after]) heard.leave()
  })

  it('tells everybody who looks, each once and in order, whenever they came', async () => {
    const texts = Array.from({ length: 60 }, (_, n) => `${n}`)
    const heards: Heard[] = []
    const writing = (async () => {
      for (const text of texts) await answer(text)
    })()
    while (heards.length < 20) {
      heards.push(await open())
      await sleep(5)
    }
    await writing
    for (const heard of heards) {
      await heard.until(61)
      expect(bodies(heard)).toEqual(['begin', ...texts])
      heard.leave()
    }
  })

  it('brings what an answer offers, also to whoever comes later; the published list knows nothing of it', async () => {
    const quick_replies = ['Swap it', 'Talk to a person']
    const heard = await open()
    await heard.until(1)
    const path = `/conversations/${await newest()}/messages`
    await manage().must('POST', path, { body: 'Swap it?', quick_replies })
    await heard.until(2)
    const later = await open()
    await later.until(2)
    for (const each of [heard, later]) {
      expect(each.events.map(({ data }) => (data as { quick_replies: string[] }).quick_replies)).toEqual([
        [],
        quick_replies,
      ])
      each.leave()
    }
    expect(JSON.stringify(await chat().messages(token))).not.toContain('quick_replies')
  })

  it('brings an answer in less than 300 ms', async () => {
    const heard = await open()
    await heard.until(1)
    const times: number[] = []
    for (let n = 2; n < 12; n++) {
      const begun = performance.now()
      await answer('quick')
      await heard.until(n)
      times.push(performance.now() - begun)
    }
    expect(times.sort((a, b) => a - b)[5]).toBeLessThan(300)
    heard.leave()
  })

  it('says how the conversation stands, and when that changes', async () => {
    const heard = await open()
    await heard.until(1)
    await until(() => passing(heard, 'status').length === 1)
    const id = await newest()
    await manage().must('PATCH', `/conversations/${id}`, { status: 'closed' })
    await until(() => passing(heard, 'status').length === 2)
    await chat().say(token, 'still broken')
    await until(() => passing(heard, 'status').length === 3)
    expect(passing(heard, 'status').map(({ data }) => data)).toEqual([
      { status: 'open' },
      { status: 'closed' },
      { status: 'open' },
    ])
    heard.leave()
  })

  it('tells whoever reads the past over a slow line first all of it, and then how things stand', async () => {
    const long = '\u{1F375}'.repeat(9_000)
    for (let n = 0; n < 200; n++) await answer(`${n} ${long}`)
    const path = `/api/v1/chat${chat().path(token)}/events`
    const slow = connect(Number(new URL(base).port), '127.0.0.1').pause()
    slow.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nX-Api-Key: ${to.site.key}\r\n\r\n`)
    // One who reads at once hears of it all: by then the slow one was told as much as it takes.
    const quick = await open()
    await quick.until(201)
    const id = await newest()
    await manage().must('PATCH', `/conversations/${id}`, { status: 'closed' })
    await until(() => passing(quick, 'status').length === 2)
    let text = ''
    slow.setEncoding('utf8').on('data', (more) => {
      text += more
    })
    slow.resume()
    await until(() => text.includes('event: status') || slow.destroyed)
    expect(text.split('event: message')).toHaveLength(202)
    expect(text.slice(text.indexOf('event: status'))).toMatch(/^event: status\ndata: {"status":"closed"}\n\n/)
    expect(text.lastIndexOf('event: message')).toBeLessThan(text.indexOf('event: status'))
    slow.destroy()
    quick.leave()
  })

  it('says what a teammate has seen', async () => {
    await chat().say(token, 'two')
    const heard = await open()
    await heard.until(2)
    await manage().ask('PUT', `/conversations/${await newest()}/read`, { seq: 1 })
    await until(() => passing(heard, 'read').length === 1)
    await manage().ask('PUT', `/conversations/${await newest()}/read`, { seq: 2 })
    await until(() => passing(heard, 'read').length === 2)
    expect(passing(heard, 'read').map(({ data }) => data)).toEqual([{ seq: 1 }, { seq: 2 }])
    const later = await open()
    await until(() => passing(later, 'read').length === 1)
    expect(passing(later, 'read')[0]?.data).toEqual({ seq: 2 })
    for (const each of [heard, later]) each.leave()
  })

  it('says who types, by name only where the site shows names', async () => {
    const heard = await open()
    await heard.until(1)
    const conversation_id = await newest()
    const beat = (typing: boolean) =>
      manage().ask('PUT', '/presence', { status: 'online', conversation_id, typing })
    await beat(true)
    await until(() => passing(heard, 'typing').length === 1)
    await beat(false)
    await until(() => passing(heard, 'typing').length === 2)
    expect(passing(heard, 'typing').map(({ data }) => data)).toEqual([
      { typing: true, author: 'Support' },
      { typing: false, author: 'Support' },
    ])
    await manage().must('PATCH', `/sites/${to.site.id}`, { show_names: true })
    // It ends, so that whoever looks sees the site as it is now.
    await heard.ended
    await beat(true)
    const named = await open()
    await until(() => passing(named, 'typing').length === 1)
    expect(passing(named, 'typing')[0]?.data).toEqual({ typing: true, author: 'Noor Valdis' })
    named.leave()
  })

  it('says nothing of a teammate who writes a note', async () => {
    const heard = await open()
    await heard.until(1)
    const conversation_id = await newest()
    const beat = (draft_kind: string, typing = true) =>
      manage().ask('PUT', '/presence', { status: 'online', conversation_id, typing, draft_kind })
    await beat('note')
    await beat('reply')
    await until(() => passing(heard, 'typing').length === 1)
    // From an answer to a note: to the visitor they stopped.
    await beat('note')
    await until(() => passing(heard, 'typing').length === 2)
    await beat('note', false)
    await beat('reply')
    await until(() => passing(heard, 'typing').length === 3)
    const told = passing(heard, 'typing').map(({ data }) => (data as { typing: boolean }).typing)
    expect(told).toEqual([true, false, true])
    await beat('note')
    await until(() => passing(heard, 'typing').length === 4)
    // Nor does one who comes later.
    const later = await open()
    await later.until(1)
    await answer('Hello')
    await later.until(2)
    expect(passing(later, 'typing')).toEqual([])
    for (const each of [heard, later]) each.leave()
  })

  it('ends when conversations are merged, and goes on with what is theirs', async () => {
    const heard = await open()
    await heard.until(1)
    const first = await newest()
    await chat().open({ message: 'another' })
    const second = await newest()
    await manage().must('POST', `/conversations/${second}/merge`, { from: first })
    await heard.ended
    const again = await open({ 'last-event-id': '1' })
    await answer('to both')
    await again.until(2)
    expect(bodies(again)).toEqual(['begin', 'to both'])
    // The same message under another seq.
    const idOf = (each: Heard) => each.events.map(({ data }) => (data as { id: string }).id)[0]
    expect(idOf(again)).toBe(idOf(heard))
    again.leave()
  })

  it('ends when the site is deleted, and is then refused', async () => {
    const heard = await open()
    await heard.until(1)
    await manage().must('DELETE', `/sites/${to.site.id}`)
    await heard.ended
    await expect(open()).rejects.toThrow('Invalid API key')
  })

  it('may be read by a page of another origin', async () => {
    const abort = new AbortController()
    const answer = await fetch(`${base}/api/v1/chat/conversations/${token}/events`, {
      headers: { 'x-api-key': to.site.key, origin: 'https://shop.example' },
      signal: abort.signal,
    })
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://shop.example')
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    abort.abort()
  })

  it.each([
    ['an unknown token', {}, '', 'nobody', 404, 'Conversation not found'],
    ['a place that is none', {}, '?after=-1', undefined, 422, 'after must be a seq'],
    ['a last id that is none', { 'last-event-id': 'x' }, '', undefined, 422, 'Last-Event-ID must be a seq'],
  ])('is refused with %s', async (_, headers, query, of, status, error) => {
    const path = `${chat().path(of ?? token)}/events${query}`
    expect(await chat().ask('GET', path, undefined, headers)).toMatchObject({ status, body: { error } })
  })

  it('answers HEAD without beginning one', async () => {
    const answered = await app.http.inject({
      method: 'HEAD',
      url: `/api/v1/chat${chat().path(token)}/events`,
      headers: { 'x-api-key': to.site.key },
    })
    expect(answered.statusCode).toBe(200)
  })
})

describe('a visitor', () => {
  it('who types is shown to teammates while they do', async () => {
    const team = await hears(`${base}/api/manage/events?after=latest`, {
      authorization: `Bearer ${to.accessToken}`,
    })
    const typing = (body: object) => chat().ask('POST', `${chat().path(token)}/typing`, body)
    expect((await typing({ typing: true, length: 12 })).status).toBe(204)
    const conversation_id = await newest()
    await until(() => passing(team, 'presence').length === 1)
    expect(passing(team, 'presence')[0]?.data).toMatchObject({
      kind: 'contact',
      teammate_id: null,
      name: 'Ada',
      conversation_id,
      typing: true,
      draft_length: 12,
    })
    await typing({ typing: false })
    await until(() => passing(team, 'presence').length === 2)
    // Still named by it: else nobody could tell which visitor stopped.
    expect(passing(team, 'presence')[1]?.data).toMatchObject({ conversation_id, typing: false })
    await typing({ typing: true })
    await until(() => passing(team, 'presence').length === 3)
    await chat().say(token, 'here it is')
    // What was typed was sent.
    await until(() => passing(team, 'presence').length === 4)
    expect(passing(team, 'presence')[3]?.data).toMatchObject({ conversation_id, typing: false })
    await chat().say(token, 'and one more')
    expect(passing(team, 'presence')).toHaveLength(4)
    team.leave()
  })

  it('who reads is told to teammates, once and never backwards', async () => {
    await answer('Hello')
    const team = await hears(`${base}/api/manage/events?after=latest`, {
      authorization: `Bearer ${to.accessToken}`,
    })
    const read = (seq: unknown) => chat().ask('POST', `${chat().path(token)}/read`, { seq })
    for (const seq of [1, 1, 999, 2, 0]) expect((await read(seq)).status).toBe(204)
    await chat().say(token, 'Thanks')
    await team.until(3)
    expect(
      team.events.map(({ type, data }) => [type, (data as { data: { seq?: number } }).data.seq]),
    ).toEqual([
      ['conversation.seen', 1],
      ['conversation.seen', 2],
      ['message.created', 3],
    ])
    team.leave()
  })

  it.each([
    ['typing', {}, 'typing must be true or false'],
    ['typing', { typing: true, length: -1 }, 'length must be a whole number from 0 to 1000000'],
    ['read', { seq: '1' }, 'seq must be a whole number'],
    ['read', { seq: 1.5 }, 'seq must be a whole number'],
  ])('is refused %s %j', async (what, body, error) => {
    expect(await chat().ask('POST', `${chat().path(token)}/${what}`, body)).toMatchObject({
      status: 422,
      body: { error },
    })
    expect(
      await chat().ask('POST', `${chat().path('nobody')}/${what}`, { typing: true, seq: 1 }),
    ).toMatchObject({
      status: 404,
      body: { error: 'Conversation not found' },
    })
    expect(
      await chat().ask('POST', `${chat().path(token)}/${what}`, 'x=1', { 'content-type': 'text/plain' }),
    ).toMatchObject({
      status: 415,
    })
  })
})
