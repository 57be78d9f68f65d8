import { randomUUID } from 'node:crypto'
import { createClient } from 'redis'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Bus } from './bus.ts'
import { busContract } from './contract.ts'
import { redisBus } from './redis.ts'

const url = process.env.TEST_REDIS_URL ?? ''
if (!url) throw new Error('Set TEST_REDIS_URL, for example to redis://127.0.0.1:6379, to test the Redis bus')

/** Hints sent before the other node has connected are lost, so knock until it answers. */
async function connected(from: Bus, to: Bus): Promise<void> {
  let heard = false
  const unsubscribe = to.subscribe('knock', () => {
    heard = true
  })
  const knock = () => {
    if (!heard) from.publish('knock', '')
    return heard
  }
  await expect.poll(knock, { timeout: 5000, interval: 20 }).toBe(true)
  unsubscribe()
}

async function openTwo(): Promise<[Bus, Bus]> {
  const prefix = `parley-test:${randomUUID()}:`
  const nodes: [Bus, Bus] = [redisBus({ url, prefix }), redisBus({ url, prefix })]
  await connected(nodes[0], nodes[1])
  await connected(nodes[1], nodes[0])
  return nodes
}

busContract('redis', openTwo)

describe('redis bus', () => {
  test('subscribes again after its connections were cut', async () => {
    const [here, there] = await openTwo()
    const got: string[] = []
    there.subscribe('org', (payload) => got.push(payload))
    const admin = await createClient({ url }).connect()
    onTestFinished(async () => {
      admin.destroy()
      await Promise.all([here.close(), there.close()])
    })
    await admin.sendCommand(['CLIENT', 'KILL', 'TYPE', 'pubsub'])
    await connected(here, there)
    here.publish('org', 'x')
    await expect.poll(() => got).toEqual(['x'])
  })

  test('brings a node its own message once, not again from Redis', async () => {
    const [here, there] = await openTwo()
    onTestFinished(async () => {
      await Promise.all([here.close(), there.close()])
    })
    const got: string[] = []
    here.subscribe('org', (payload) => got.push(payload))
    there.subscribe('org', (payload) => payload === 'call' && there.publish('org', 'answer'))
    here.publish('org', 'call')
    await expect.poll(() => got).toContain('answer') // An echo of the call would have come before it.
    expect(got).toEqual(['call', 'answer'])
  })

  test('serves its own listeners and never throws while Redis is away', async () => {
    const errors: unknown[] = []
    const bus = redisBus({ url: 'redis://127.0.0.1:1', onError: (error) => errors.push(error) })
    onTestFinished(() => bus.close())
    const got: string[] = []
    bus.subscribe('org', (payload) => got.push(payload))
    bus.publish('org', '1')
    await expect.poll(() => errors.length).toBeGreaterThan(1)
    bus.publish('org', '2')
    await expect.poll(() => got).toEqual(['1', '2'])
  })

  test('ignores what is not a hint of ours', async () => {
    const prefix = `parley-test:${randomUUID()}:`
    const [here, there] = [redisBus({ url, prefix }), redisBus({ url, prefix })]
    await connected(here, there)
    const got: string[] = []
    there.subscribe('org', (payload) => got.push(payload))
    const stranger = await createClient({ url }).connect()
    onTestFinished(async () => {
      stranger.destroy()
      await Promise.all([here.close(), there.close()])
    })
    for (const text of ['', '{', 'null', '[]', '["n","org"]', '["n","org",7]', '{"topic":"org"}']) {
      await stranger.publish(`${prefix}bus`, text)
    }
    here.publish('org', 'x')
    await expect.poll(() => got).toEqual(['x'])
  })
})
