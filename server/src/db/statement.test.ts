import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../test/app.ts'
import { statement } from './statement.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

it('compiles once and answers for each set of parameters', async () => {
  const [one, two] = [await app.organisation({ prefix: 'ONE' }), await app.organisation({ prefix: 'TWO' })]
  let built = 0
  const byId = statement((db, p: { id: typeof one.org }) => {
    built++
    return db.selectFrom('organisation').select('prefix').where('id', '=', p.id)
  })
  expect(await byId.first(app.core.read, { id: one.org })).toEqual({ prefix: 'ONE' })
  expect(await byId.all(app.core.read, { id: two.org })).toEqual([{ prefix: 'TWO' }])
  expect(await byId.first(app.core.read, { id: 'nobody' as typeof one.org })).toBeUndefined()
  expect(built).toBe(1)
})

it('keeps constants of the query and repeats a parameter used twice', async () => {
  const { org } = await app.organisation()
  const counters = statement((db, p: { org: typeof org; name: 'ticket' | 'event' }) =>
    db
      .selectFrom('counter')
      .select((eb) => ['name', eb.val(p.name).as('asked')])
      .where('org_id', '=', p.org)
      .where('name', 'in', ['ticket', 'event'])
      .where('name', '=', p.name),
  )
  expect(await counters.all(app.core.read, { org, name: 'event' })).toEqual([
    { name: 'event', asked: 'event' },
  ])
})
