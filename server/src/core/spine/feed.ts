// The live feed: hints say that a seq moved, rows are read by seq, so nothing is lost, repeated or out of order.
import { setTimeout as sleep, setImmediate as yieldToOthers } from 'node:timers/promises'
import type { Bus } from '../../bus/bus.ts'
import type { Queryable } from '../../db/schema.ts'
import type { OrgId } from '../ids.ts'
import { type EventRow, listEvents } from './queries.ts'

/** Where hints are told: `<organisation> <seq>`. */
export const MOVED = 'seq'
const PAGE = 200
/** Catches hints that were lost between nodes. */
const POLL = 2_000
/** Writing to 2,000 sockets in one go blocks everybody for some 50 ms. */
const SUBSCRIBERS_AT_ONCE = 200

/** Whoever catches up is waited for; whoever is live is not, and answers for its own slowness. */
type Push = (rows: EventRow[]) => Promise<void>
type Subscriber = { cursor: number; live: boolean; stopped: boolean; push: Push }
type Channel = { latest: number; subscribers: Set<Subscriber>; pumping: boolean; again: boolean }

export type Feed = {
  /** Tells every node that the organisation's newest seq is now `seq`. */
  moved(org: OrgId, seq: number): void
  /** Pushes every event after `after`, in order, each once; the same row object goes to all subscribers. */
  subscribe(org: OrgId, after: number, push: Push): () => void
  close(): void
}

export function createFeed({
  read,
  bus,
  onError,
}: {
  read: Queryable
  bus: Bus
  onError: (error: unknown) => void
}): Feed {
  const channels = new Map<OrgId, Channel>()

  const unsubscribe = bus.subscribe(MOVED, (payload) => {
    const [org, seq] = payload.split(' ')
    // A hint names an organisation this process itself published or another node of ours did; it is only looked up.
    const channel = channels.get(org as OrgId)
    if (channel && Number(seq) > channel.latest) pump(org as OrgId, channel)
  })
  const poll = setInterval(() => {
    for (const [org, channel] of channels) pump(org, channel)
  }, POLL)
  poll.unref()

  function pump(org: OrgId, channel: Channel): void {
    if (channel.pumping) {
      channel.again = true
      return
    }
    channel.pumping = true
    drain(org, channel).catch(onError)
  }

  async function drain(org: OrgId, channel: Channel): Promise<void> {
    try {
      do {
        channel.again = false
        if (!anyLive(channel)) continue
        const rows = await listEvents(read, org, { after: channel.latest, limit: PAGE })
        const last = rows.at(-1)
        if (!last) continue
        channel.latest = Math.max(channel.latest, last.seq)
        channel.again = true
        let written = 0
        for (const subscriber of [...channel.subscribers]) {
          if (subscriber.live) deliver(subscriber, rows).catch(onError)
          if (++written % SUBSCRIBERS_AT_ONCE === 0) await yieldToOthers()
        }
      } while (channel.again)
    } finally {
      // In the same breath as the last look at `again`, or a hint in between would wait for the poll.
      channel.pumping = false
    }
  }

  async function catchUp(org: OrgId, channel: Channel, subscriber: Subscriber): Promise<void> {
    while (!subscriber.stopped) {
      const rows = await listEvents(read, org, { after: subscriber.cursor, limit: PAGE })
      await deliver(subscriber, rows)
      // No await between this check and going live: no row can slip in between.
      if (rows.length < PAGE && subscriber.cursor >= channel.latest) {
        // Nobody live needs the rows between, so the channel goes on from here.
        if (!anyLive(channel)) channel.latest = subscriber.cursor
        subscriber.live = true
        pump(org, channel)
        return
      }
      // Behind the channel, yet nothing to read: a replica or a restored backup. Not a reason to spin.
      if (rows.length === 0) await sleep(POLL, undefined, { ref: false })
    }
  }

  /** A failed read is tried again: a subscriber is never left behind for good. */
  async function join(org: OrgId, channel: Channel, subscriber: Subscriber): Promise<void> {
    while (!subscriber.live && !subscriber.stopped) {
      try {
        await catchUp(org, channel, subscriber)
      } catch (error) {
        onError(error)
        await sleep(POLL, undefined, { ref: false })
      }
    }
  }

  return {
    moved: (org, seq) => bus.publish(MOVED, `${org} ${seq}`),
    subscribe(org, after, push) {
      const subscriber: Subscriber = { cursor: after, live: false, stopped: false, push }
      const fresh: Channel = { latest: 0, subscribers: new Set(), pumping: false, again: false }
      const channel = channels.get(org) ?? fresh
      channel.subscribers.add(subscriber)
      channels.set(org, channel)
      void join(org, channel, subscriber)
      return () => {
        subscriber.stopped = true
        channel.subscribers.delete(subscriber)
        if (channel.subscribers.size === 0 && channels.get(org) === channel) channels.delete(org)
      }
    },
    close() {
      clearInterval(poll)
      unsubscribe()
      channels.clear()
    },
  }
}

function anyLive(channel: Channel): boolean {
  for (const subscriber of channel.subscribers) if (subscriber.live) return true
  return false
}

async function deliver(subscriber: Subscriber, rows: EventRow[]): Promise<void> {
  if (subscriber.stopped) return
  const fresh =
    rows[0] && rows[0].seq > subscriber.cursor ? rows : rows.filter((row) => row.seq > subscriber.cursor)
  const last = fresh.at(-1)
  if (!last) return
  subscriber.cursor = last.seq
  await subscriber.push(fresh)
}
