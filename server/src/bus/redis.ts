import { randomUUID } from 'node:crypto'
import { createClient } from 'redis'
import type { Bus } from './bus.ts'
import { memoryBus } from './memory.ts'

const CONNECT_TIMEOUT = 2000
const LONGEST_RECONNECT_PAUSE = 1000
const IDLE = 15_000
/** Hints waiting for a slow Redis; more are dropped, so memory stays bounded. */
const MOST_WAITING = 10_000

type RedisBusOptions = { url: string; prefix?: string; onError?: (error: unknown) => void }

/**
 * A node's own listeners are served in process, also while Redis is away; Redis carries the hint to the others.
 * One channel for all topics: every node reads every hint, but a subscription costs no round trip and cannot be
 * lost between two connections.
 */
export function redisBus({ url, prefix = 'parley:', onError = () => {} }: RedisBusOptions): Bus {
  const node = randomUUID()
  const channel = `${prefix}bus`
  const local = memoryBus({ onError })
  const publisher = connect(url, onError)
  const subscriber = connect(url, onError)

  // On every connection: node-redis forgets a subscription that was cut off before it was confirmed.
  subscriber.on('ready', () => {
    subscriber.subscribe(channel, receive).catch(onError)
  })
  for (const client of [publisher, subscriber]) client.connect().catch(onError)

  function receive(message: string): void {
    const hint = decode(message)
    if (hint && hint.node !== node) local.publish(hint.topic, hint.payload)
  }

  return {
    publish(topic, payload) {
      local.publish(topic, payload)
      if (publisher.isReady) publisher.publish(channel, JSON.stringify([node, topic, payload])).catch(onError)
    },
    subscribe: local.subscribe,
    async close() {
      for (const client of [publisher, subscriber]) client.destroy()
      await local.close()
    },
  }
}

function connect(url: string, onError: (error: unknown) => void) {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    commandsQueueMaxLength: MOST_WAITING,
    maintNotifications: 'disabled',
    pingInterval: IDLE / 3, // One ping at a time: unanswered, the connection falls idle and is replaced.
    socket: {
      connectTimeout: CONNECT_TIMEOUT,
      socketTimeout: IDLE,
      reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, LONGEST_RECONNECT_PAUSE),
    },
  })
  client.on('error', onError) // Without a listener an error would end the process.
  return client
}

/** Trust: whoever may write to this Redis is one of us or the operator; anything else on the channel is ignored. */
function decode(message: string): { node: string; topic: string; payload: string } | undefined {
  try {
    const parsed: unknown = JSON.parse(message)
    const [node, topic, payload]: unknown[] = Array.isArray(parsed) ? parsed : []
    if (typeof node === 'string' && typeof topic === 'string' && typeof payload === 'string') {
      return { node, topic, payload }
    }
  } catch {
    // Not JSON, so not ours.
  }
}
