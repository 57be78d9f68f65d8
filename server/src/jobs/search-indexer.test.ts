import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, ticketArgs } from '../../test/app.ts'
import { memoryBus } from '../bus/memory.ts'
import { organisationsBehind } from '../core/search/queries.ts'
import { MOVED } from '../core/spine/feed.ts'
import { searchIndexer } from './search-indexer.ts'

let app: TestApp
let to: TestOrganisation
const errors: unknown[] = []
const bus = memoryBus({ onError: (error) => void errors.push(error) })
const log = { error: (facts: object) => void errors.push(facts) }

beforeEach(async () => {
  app = await createTestApp()
  to = await app.organisation()
  errors.length = 0
})
afterEach(() => app.close())

const write = (body: string) => app.core.run('openTicket', ticketArgs(to, { body }))
const caughtUp = () =>
  vi.waitFor(async () => expect(await organisationsBehind(app.core.read)).toEqual([]), 15_000)
const entries = () =>
  app.core.read.selectFrom('search_entry').select('message_id').where('org_id', '=', to.org).execute()

it('writes down what is there when it starts, and what comes', async () => {
  for (let n = 0; n < 70; n++) await write(`early ${n}`)
  const indexer = searchIndexer({ core: app.core, bus, log })
  bus.publish(MOVED, `${to.org} 1`)
  expect(await entries()).toEqual([])
  indexer.start()
  await caughtUp()
  expect(await entries()).toHaveLength(70)
  await write('late')
  bus.publish(MOVED, `${to.org} 1`)
  await caughtUp()
  expect(await entries()).toHaveLength(71)
  await indexer.stop()
  await write('too late')
  bus.publish(MOVED, `${to.org} 1`)
  expect(await entries()).toHaveLength(71)
  expect(errors).toEqual([])
})

it('tries again when writing failed', async () => {
  await write('lid')
  let fail = true
  const core: typeof app.core = {
    ...app.core,
    run: async (name, args) => {
      if (fail) throw new Error('no room')
      return await app.core.run(name, args)
    },
  }
  const indexer = searchIndexer({ core, bus, log })
  indexer.start()
  await vi.waitFor(() => expect(errors).toHaveLength(1), 5_000)
  fail = false
  bus.publish(MOVED, `${to.org} 1`)
  await caughtUp()
  expect(await entries()).toHaveLength(1)
  await indexer.stop()
})

it('stops at once, however much there is', async () => {
  for (let n = 0; n < 40; n++) await write(`lid ${n}`)
  const indexer = searchIndexer({ core: app.core, bus, log })
  indexer.start()
  const start = performance.now()
  await indexer.stop()
  expect(performance.now() - start).toBeLessThan(2_000)
})
