import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { accountCalls } from '../../../../test/account-calls.ts'
import { createTestApp, type TestApp, type TestOrganisation } from '../../../../test/app.ts'
import { domainFrom } from '../../../core/profiles/fields.ts'

let app: TestApp
let to: TestOrganisation
beforeAll(async () => {
  app = await createTestApp()
  to = await app.organisation()
})
afterAll(() => app.close())

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('\0', '\ud800', "'; drop table contact; --", '%', '__proto__', 'a@b', 'a.example', '1e999'),
)
const name = fc.oneof(fc.constantFrom('toString', '__proto__', 'constructor', 'prototype'), nasty)
const anything = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    nasty,
    fc.double(),
    fc.constantFrom(null, true, [], {}, -0, Number.MAX_SAFE_INTEGER, 1e308),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { maxKeys: 4 }),
  ),
})).value
const orAnything = (sensible: fc.Arbitrary<unknown>) =>
  fc.oneof({ arbitrary: sensible, weight: 4 }, { arbitrary: anything, weight: 1 })
const texts = orAnything(fc.array(nasty, { maxLength: 4 }))
const account = fc.record(
  {
    type: orAnything(fc.constantFrom('Company', 'Customer')),
    name: orAnything(nasty),
    domain: orAnything(fc.oneof(nasty, fc.domain(), fc.emailAddress())),
    source_specific_ids: texts,
    removed_source_specific_ids: texts,
    image_url: orAnything(fc.webUrl({ withFragments: true })),
    phone: texts,
    contract_value: orAnything(fc.double({ noNaN: true, noDefaultInfinity: true })),
    contract_type: orAnything(nasty),
    tags: texts,
    removed_tags: texts,
    company_type: orAnything(nasty),
    number_of_seats: orAnything(fc.nat()),
    role: orAnything(nasty),
    company_id: orAnything(fc.oneof(nasty, fc.uuid())),
  },
  { requiredKeys: [] },
)

it('no body gives a fault, whatever it says', async () => {
  const { ask } = accountCalls(app, () => to)
  const company = (await ask('POST', '', { type: 'Company', name: 'A', domain: 'a.org' })).json().id
  const customer = (await ask('POST', '', { type: 'Customer', name: 'A', domain: 'a@a.org' })).json().id
  const routes = [
    ['POST', ''],
    ['PUT', ''],
    ['POST', '/upsert'],
    ['PUT', `/${company}`],
    ['PATCH', `/${customer}`],
  ] as const
  const seen = new Set<number>()
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...routes),
      fc.oneof(account, anything),
      async ([method, path], body) => {
        const answer = await ask(method, path, body)
        seen.add(answer.statusCode)
        expect([200, 400, 409]).toContain(answer.statusCode)
        expect(Object.keys(answer.json())).toEqual([answer.statusCode === 200 ? 'id' : 'error'])
        expect(({} as Record<string, unknown>).polluted).toBeUndefined()
      },
    ),
    { numRuns: 600 },
  )
  expect([...seen].sort()).toEqual(expect.arrayContaining([200, 400]))
  // Whatever was stored can be read again.
  for (let offset = 0; offset < 600; offset += 200)
    expect((await ask('GET', `?limit=200&offset=${offset}`)).statusCode).toBe(200)
})

it('no path or query gives a fault', async () => {
  const { ask } = accountCalls(app, () => to)
  const text = fc.oneof(nasty, fc.domain(), fc.emailAddress(), fc.uuid(), fc.ulid())
  await fc.assert(
    fc.asyncProperty(text, text, fc.boolean(), async (key, source, inPath) => {
      const encoded = (value: string) => encodeURIComponent(value.toWellFormed())
      const path = inPath
        ? `/${encoded(key)}`
        : `?source_specific_id=${encoded(source)}&limit=${encoded(key)}`
      expect((await ask('GET', path)).statusCode).toBeLessThan(500)
      expect((await ask('PATCH', path, {})).statusCode).toBeLessThan(500)
    }),
    { numRuns: 300 },
  )
})

it('a domain has one spelling', () => {
  const any = fc.oneof(
    fc.domain(),
    fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => `${text}.example`),
  )
  fc.assert(
    fc.property(any, (text) => {
      const once = domainFrom(text)
      if (once !== undefined) expect(domainFrom(once)).toBe(once)
    }),
    { numRuns: 2_000 },
  )
})
