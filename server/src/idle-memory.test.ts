import { setTimeout as sleep } from 'node:timers/promises'
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'
import { afterEach, expect, it, vi } from 'vitest'
import { collectAll, giveBackWhenQuiet } from './idle-memory.ts'

const MIB = 1_048_576
const roomForYoung = () =>
  getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

function keepBusy(milliseconds: number): void {
  const end = performance.now() + milliseconds
  while (performance.now() < end);
}

it('gives back what the start left in the first second in which there is nothing to do, and then no more', async () => {
  const giveBack = vi.fn()
  const busy = setInterval(() => keepBusy(60), 100)
  giveBackWhenQuiet(giveBack)
  await sleep(2_500)
  expect(giveBack).not.toHaveBeenCalled()
  clearInterval(busy)
  await expect.poll(() => giveBack.mock.calls.length, { timeout: 20_000, interval: 500 }).toBe(1)
  await sleep(1_500)
  expect(giveBack).toHaveBeenCalledOnce()
}, 40_000)

it('gives back what a load left once a whole minute was quiet, each time it is worth it', () => {
  const utilization = vi.spyOn(performance, 'eventLoopUtilization')
  const seconds = (count: number, busy: number) => {
    utilization.mockReturnValue({ idle: 0, active: 0, utilization: busy })
    vi.advanceTimersByTime(count * 1_000)
  }
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const giveBack = vi.fn()
  seconds(0, 0)
  giveBackWhenQuiet(giveBack)
  seconds(1, 0)
  expect(giveBack).toHaveBeenCalledTimes(1)

  const loads = [Buffer.alloc(32 * MIB)]
  seconds(30, 0.5)
  seconds(59, 0.05)
  expect(giveBack).toHaveBeenCalledTimes(1)
  // One busy second, and the minute begins anew.
  seconds(1, 0.5)
  seconds(59, 0.05)
  expect(giveBack).toHaveBeenCalledTimes(1)
  seconds(1, 0.05)
  expect(giveBack).toHaveBeenCalledTimes(2)
  seconds(200, 0)
  expect(giveBack).toHaveBeenCalledTimes(2)

  loads.push(Buffer.alloc(32 * MIB))
  seconds(1, 0.5)
  seconds(60, 0)
  expect(giveBack).toHaveBeenCalledTimes(3)
  expect(loads).toHaveLength(2)
})

it('makes the young generation small again', () => {
  const kept: object[] = []
  for (let n = 0; n < 500_000; n++) kept.push({ n })
  expect(roomForYoung()).toBeGreaterThan(4 * MIB)
  setFlagsFromString('--expose-gc')
  collectAll()
  expect(roomForYoung()).toBeLessThanOrEqual(2 * MIB)
  expect(kept.length).toBe(500_000)
})
