import { expect, it } from 'vitest'
import { readEventStream } from '../../../sdk/src/event-stream.ts'
import { fetchNowhere, storageNowhere } from './nowhere.ts'

const said = [
  { inbound: true, body: 'Hello?' },
  { inbound: false, body: 'Hi!' },
]
const ask = fetchNowhere(() => ({ site: { name: 'Shop' }, said }))
const API = 'https://desk.example/api/v1/chat'

it('answers how the site looks and what was said', async () => {
  expect(await (await ask(`${API}/widget?site_key=x`)).json()).toEqual({ name: 'Shop' })
  const { body } = await ask(`${API}/conversations/v/events`)
  const heard = []
  for await (const entry of readEventStream(body as ReadableStream<Uint8Array>)) {
    heard.push(entry)
    if (heard.length === 3) break
  }
  expect(heard.map((entry) => [entry?.id, entry?.event])).toEqual([
    ['1', 'message'],
    ['2', 'message'],
    ['', 'read'],
  ])
  expect(heard.slice(0, 2).map((entry) => JSON.parse(entry?.data ?? '{}'))).toMatchObject([
    { seq: 1, direction: 'inbound', body: 'Hello?' },
    { seq: 2, direction: 'outbound', body: 'Hi!', author: 'Support' },
  ])
})

it('begins no conversation and sends nothing', async () => {
  for (const path of ['/conversations', '/conversations/v/messages', '/anything'])
    expect((await ask(API + path, { method: 'POST' })).status).toBe(403)
})

it('keeps things as a storage does, to itself', () => {
  const storage = storageNowhere()
  storage.setItem('parley:a:session', '{}')
  storage.setItem('parley:b', 'x')
  storage.removeItem('parley:b')
  expect(Object.keys(storage)).toEqual(['parley:a:session'])
  expect([storage.length, storage.key(0), storage.key(1)]).toEqual([1, 'parley:a:session', null])
  expect([storage.getItem('parley:a:session'), storage.getItem('parley:b')]).toEqual(['{}', null])
})
