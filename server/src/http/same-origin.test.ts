import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assertSameOrigin } from './same-origin.ts'

let app: FastifyInstance
beforeAll(() => {
  app = fastify()
  app.all('/', async (request) => {
    assertSameOrigin(request)
    return 'passed'
  })
})
afterAll(() => app.close())

const methods = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
const hosts = ['desk.example.com', 'localhost:3000', '[::1]:3000']
const sites = [undefined, 'same-origin', 'none', 'same-site', 'cross-site', 'invented']

async function passes(method: (typeof methods)[number], headers: Record<string, string | undefined>) {
  const given = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const answer = await app.inject({ method, url: '/', headers: Object.fromEntries(given) })
  return answer.statusCode === 200
}

describe.each(methods)('%s', (method) => {
  const safe = ['GET', 'HEAD', 'OPTIONS'].includes(method)

  it.each(hosts)(
    'to %s passes from its own page or no page, and from nowhere else unless it is safe',
    async (host) => {
      const origins = [
        [undefined, true],
        [`http://${host}`, true],
        [`https://${host}`, true],
        ['null', false],
        ['', false],
        ['garbage', false],
        ['https://evil.example', false],
        [`https://${host}.evil.example`, false],
        [`https://evil.example/?${host}`, false],
        [`https://${host}@evil.example`, false],
        [`https://x.${host}`, false],
      ] as const
      for (const [origin, ours] of origins)
        for (const site of sites) {
          // A page cannot set Sec-Fetch-Site, so where there is one it decides.
          const expected = safe || (site === undefined ? ours : site === 'same-origin' || site === 'none')
          expect([origin, site, await passes(method, { host, origin, 'sec-fetch-site': site })]).toEqual([
            origin,
            site,
            expected,
          ])
        }
    },
  )
})
