// Whose limits a call counts against: which of the addresses it passed through is believed, and which is not.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, testClock } from '../../../test/app.ts'

const clock = testClock()
let app: TestApp
let to: TestOrganisation
beforeAll(async () => {
  app = await createTestApp({ clock, rateLimits: true, env: { TRUST_PROXY: '127.0.0.1, 10.0.0.0/8' } })
})
afterAll(() => app.close())
beforeEach(async () => {
  // Another site, so that nothing is counted yet.
  to = await app.organisation()
})

type From = { peer?: string; forwarded?: string }

let visitors = 0
async function open({ peer = '127.0.0.1', forwarded }: From): Promise<number> {
  const answer = await app.http.inject({
    method: 'POST',
    url: '/api/v1/chat/conversations',
    remoteAddress: peer,
    headers: { 'x-api-key': to.site.key, ...(forwarded !== undefined && { 'x-forwarded-for': forwarded }) },
    payload: { name: 'A', email: 'a@b.example', message: 'x', visitor_token: `v-${++visitors}` },
  })
  return answer.statusCode
}
/** Five a minute are let in: the sixth tells whether all came from one place. */
async function six(from: (n: number) => From): Promise<number[]> {
  const statuses: number[] = []
  for (let n = 1; n <= 6; n++) statuses.push(await open(from(n)))
  return statuses
}
const allowed = Array(6).fill(201)
const limited = [...Array(5).fill(201), 429]

describe('counts as one place', () => {
  it.each<[string, (n: number) => From]>([
    [
      'whoever tells another address each time, behind a proxy',
      (n) => ({ forwarded: `192.0.2.${n}, 198.51.100.1` }),
    ],
    [
      'the same through two proxies',
      (n) => ({ forwarded: `192.0.2.${n}, 192.0.2.99, 198.51.100.2, 10.0.0.${n}` }),
    ],
    ['whoever is no proxy and names others', (n) => ({ peer: '203.0.113.5', forwarded: `198.51.100.${n}` })],
    [
      'whoever is no proxy and names a proxy',
      (n) => ({ peer: '203.0.113.6', forwarded: `198.51.100.${n}, 10.0.0.1` }),
    ],
    [
      'an address of IPv4, also written as one of IPv6',
      (n) => ({ forwarded: n % 2 ? '198.51.100.3' : '::ffff:198.51.100.3' }),
    ],
    ['an address with a port', (n) => ({ forwarded: `198.51.100.4:${5_000 + n}` })],
    ['a network of IPv6 with a port', (n) => ({ forwarded: `[2001:db8:1:1::${n}]:${5_000 + n}` })],
    ['a network of IPv6', (n) => ({ forwarded: `2001:DB8:0002:1:${n}::1` })],
    ['what is no address', () => ({ forwarded: 'unknown' })],
    ['proxies alone', (n) => ({ forwarded: `10.0.0.9, 10.0.0.${n}` })],
  ])('%s', async (_, from) => {
    expect(await six(from)).toEqual(limited)
  })
})

describe('counts as places of their own', () => {
  it.each<[string, (n: number) => From]>([
    ['those a proxy tells apart', (n) => ({ forwarded: `198.51.100.${n}` })],
    ['the same through two proxies', (n) => ({ forwarded: `198.51.100.${n}, 10.0.0.1` })],
    ['who come by themselves', (n) => ({ peer: `203.0.113.${n}` })],
    ['networks of IPv6', (n) => ({ forwarded: `2001:db8:3:${n}::1` })],
  ])('%s', async (_, from) => {
    expect(await six(from)).toEqual(allowed)
  })
})

it.each([
  '',
  ',',
  ',,,',
  ' , ',
  '0',
  '1',
  '999.1.1.1',
  '::',
  '[',
  ']:1',
  'a'.repeat(8_000),
  '1.1.1.1,'.repeat(900),
  '\u00e9',
  '%00',
])('answers whatever stands for an address: %j', async (forwarded) => {
  expect([201, 429]).toContain(await open({ forwarded }))
})

it('holds up who guesses on any route, in their place on their site alone', async () => {
  const own = await open({ forwarded: '198.51.100.20' })
  expect(own).toBe(201)
  const mine = `v-${visitors}`
  const ask = async (
    method: 'GET' | 'POST',
    what: string,
    token: string,
    place: string,
    payload?: object,
    key = to.site.key,
  ) =>
    (
      await app.http.inject({
        method,
        url: `/api/v1/chat/conversations/${token}/${what}`,
        headers: { 'x-api-key': key, 'x-forwarded-for': place },
        ...(payload && { payload }),
      })
    ).statusCode
  const guess = [
    (token: string, place: string) => ask('POST', 'messages', token, place, { message: 'x' }),
    (token: string, place: string) => ask('GET', 'messages', token, place),
    (token: string, place: string) => ask('POST', 'typing', token, place, { typing: true }),
    (token: string, place: string) => ask('GET', 'events', token, place),
  ] as const
  const statuses: number[] = []
  for (let n = 0; n < 24; n++) statuses.push((await guess[n % 4]?.(`guess-${n}`, '203.0.113.9')) ?? 0)
  expect(statuses).toEqual([...Array(20).fill(404), ...Array(4).fill(429)])
  // A right one as well, on every route, and nothing is stored.
  for (const route of guess) expect(await route(mine, '203.0.113.9')).toBe(429)
  const said = await app.http.inject({
    url: `/api/v1/chat/conversations/${mine}/messages`,
    headers: { 'x-api-key': to.site.key, 'x-forwarded-for': '198.51.100.20' },
  })
  expect(said.json()).toHaveLength(1)
  // Whoever they meant to read, elsewhere; and themselves, on another site.
  expect(await guess[0](mine, '198.51.100.20')).toBe(201)
  const other = await app.organisation()
  expect(await ask('GET', 'messages', 'none', '203.0.113.9', undefined, other.site.key)).toBe(404)
  clock.advance(61_000)
  expect(await guess[0](mine, '203.0.113.9')).toBe(201)
})
