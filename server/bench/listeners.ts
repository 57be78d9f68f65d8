import { fork } from 'node:child_process'
import { once } from 'node:events'

/** How a subscriber asks, and how one thing is told to all of them. `frames`: what tells it apart from other events. */
export type Channel = {
  url: string
  subscribe: { head: string[]; frames: 'websocket' | { event: string } }
  publish: {
    path: string
    headers: Record<string, string>
    field: string | null
    more: Record<string, string>
  }
}

export type Order =
  | { do: 'connect'; channel: Channel; subscribers: number }
  | { do: 'publish'; messages: number }
  | { do: 'leave' }

/**
 * Milliseconds from the moment each message was sent until each subscriber had it. `missing`: never came; `wrong`: came
 * twice, out of order or garbled.
 */
export type Heard = { latencies: number[][]; missing: number; wrong: number }

export type Listeners = {
  connect(channel: Channel, subscribers: number): Promise<void>
  publish(messages: number): Promise<Heard>
  leave(): Promise<void>
  close(): void
}

/** Everybody who listens, in one process: whoever sends is there too, so that one clock measures both. */
export function startListeners(): Listeners {
  const child = fork(new URL('./listener-process.ts', import.meta.url), { execArgv: ['--expose-gc'] })
  const ended = once(child, 'exit').then(() => {
    throw new Error('the listeners ended')
  })
  ended.catch(() => {})
  const ask = async (order: Order) => {
    child.send(order)
    // Our own process answers with what is declared here.
    const [answer] = (await Promise.race([once(child, 'message'), ended])) as [Heard]
    return answer
  }
  return {
    connect: async (channel, subscribers) => void (await ask({ do: 'connect', channel, subscribers })),
    publish: async (messages) => await ask({ do: 'publish', messages }),
    leave: async () => void (await ask({ do: 'leave' })),
    close: () => child.disconnect(),
  }
}
