import { setTimeout as sleep } from 'node:timers/promises'
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'
import { expect, it, vi } from 'vitest'
import { collectAll, whenQuiet } from './start-up-garbage.ts'

const MIB = 1_048_576
const roomForYoung = () =>
  getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0

function keepBusy(milliseconds: number): void {
  const end = performance.now() + milliseconds
  while (performance.now() < end);
}

it('waits for a second in which there is nothing to do, and then comes once', async () => {
  const work = vi.fn()
  const busy = setInterval(() => keepBusy(60), 100)
  whenQuiet(work)
  await sleep(2_500)
  expect(work).not.toHaveBeenCalled()
  clearInterval(busy)
  await expect.poll(() => work.mock.calls.length, { timeout: 20_000, interval: 500 }).toBe(1)
  await sleep(1_500)
  expect(work).toHaveBeenCalledOnce()
}, 40_000)

it('makes the young generation small again', () => {
  const kept: object[] = []
  for (let n = 0; n < 500_000; n++) kept.push({ n })
  expect(roomForYoung()).toBeGreaterThan(4 * MIB)
  setFlagsFromString('--expose-gc')
  collectAll()
  expect(roomForYoung()).toBeLessThanOrEqual(2 * MIB)
  expect(kept.length).toBe(500_000)
})
