import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Bus } from './bus.ts'

/** `open` gives two connected ends of one bus: two nodes, or the same one twice. */
export function busContract(name: string, open: () => Promise<[Bus, Bus]>): void {
  describe(`${name} bus`, () => {
    let here: Bus
    let there: Bus
    beforeEach(async () => {
      ;[here, there] = await open()
    })
    afterEach(async () => {
      await here.close()
      await there.close()
    })

    /** Waits until `count` messages of a topic have arrived; hints on one topic keep their order. */
    const collect = (bus: Bus, topic: string) => {
      const got: string[] = []
      const unsubscribe = bus.subscribe(topic, (payload) => got.push(payload))
      return { got, unsubscribe, reach: (count: number) => expect.poll(() => got.length).toBe(count) }
    }

    test('brings a message to every listener of its topic, here and there, in order', async () => {
      const listeners = [collect(here, 'org'), collect(there, 'org'), collect(there, 'org')]
      for (const payload of ['1', '2', '3']) here.publish('org', payload)
      for (const { got, reach } of listeners) {
        await reach(3)
        expect(got).toEqual(['1', '2', '3'])
      }
    })

    test('keeps topics apart', async () => {
      const other = collect(there, 'other')
      const org = collect(there, 'org')
      here.publish('org', 'x')
      here.publish('other', 'y')
      await other.reach(1)
      expect(org.got).toEqual(['x'])
      expect(other.got).toEqual(['y'])
    })

    test('returns from publish before any listener runs', async () => {
      const { got, reach } = collect(here, 'org')
      here.publish('org', 'x')
      expect(got).toEqual([])
      await reach(1)
    })

    test('spares the other listeners when one throws', async () => {
      there.subscribe('org', () => {
        throw new Error('a broken listener')
      })
      const { got, reach } = collect(there, 'org')
      here.publish('org', 'x')
      here.publish('org', 'y')
      await reach(2)
      expect(got).toEqual(['x', 'y'])
    })

    test('ends one subscription only, even when the same function subscribed twice', async () => {
      let count = 0
      const listener = () => {
        count += 1
      }
      const unsubscribe = there.subscribe('org', listener)
      there.subscribe('org', listener)
      const witness = collect(there, 'org')
      unsubscribe()
      unsubscribe()
      here.publish('org', 'x')
      await witness.reach(1)
      expect(count).toBe(1)
    })

    test('lets a listener unsubscribe itself and subscribe others while it runs', async () => {
      const late: string[] = []
      const unsubscribe = there.subscribe('org', () => {
        unsubscribe()
        there.subscribe('org', (payload) => late.push(payload))
      })
      const witness = collect(there, 'org')
      here.publish('org', '1')
      here.publish('org', '2')
      await witness.reach(2)
      expect(late).toEqual(['2'])
    })

    test('does not call a listener that another one has just unsubscribed', async () => {
      let calls = 0
      there.subscribe('org', () => unsubscribe())
      const unsubscribe = there.subscribe('org', () => {
        calls += 1
      })
      const witness = collect(there, 'org')
      here.publish('org', 'x')
      await witness.reach(1)
      expect(calls).toBe(0)
    })

    test('carries any text', async () => {
      const texts = ['', ' ', 'a\nb\0c', '🦜 café', '"]', '\ud800', 'x'.repeat(100_000)]
      for (const topic of ['a b\n🦜', '', '*', '__proto__']) {
        const { got, unsubscribe, reach } = collect(there, topic)
        for (const text of texts) here.publish(topic, text)
        await reach(texts.length)
        expect(got).toEqual(texts)
        unsubscribe()
      }
    })

    test('is silent once closed', async () => {
      const { got } = collect(here, 'org')
      const witness = collect(there, 'org')
      there.publish('org', '1')
      await witness.reach(1)
      await here.close()
      const before = [...got]
      here.publish('org', '2')
      const after = collect(here, 'org')
      here.publish('org', '3')
      await turn()
      await here.close()
      expect([got, after.got]).toEqual([before, []])
    })
  })
}
