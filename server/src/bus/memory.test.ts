import { expect, test } from 'vitest'
import { busContract } from './contract.ts'
import { memoryBus } from './memory.ts'

busContract('memory', async () => {
  const bus = memoryBus()
  return [bus, bus]
})

test('reports what a listener throws', async () => {
  const errors: unknown[] = []
  const bus = memoryBus({ onError: (error) => errors.push(error) })
  const broken = new Error('a broken listener')
  bus.subscribe('org', () => {
    throw broken
  })
  bus.publish('org', 'x')
  await expect.poll(() => errors).toEqual([broken])
})
