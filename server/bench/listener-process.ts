// Thousands of subscribers in a process of their own, on raw sockets: a client library's work would hide the server's.
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { eventsIn, textsIn } from './frames.ts'
import type { Channel, Heard, Order } from './listeners.ts'

const AT_ONCE = 50
const PATIENCE = 20_000
const BREATH = 30
/** For frames that came in two pieces. */
const LOOK = 200
const WORDS = 'The parcel was handed to a neighbour, who has it in the hall. '.repeat(3)

/** What is being told: when it was sent, who has not heard it, and how its first frame read. */
type Telling = { text: string; sent: number; waiting: Set<Socket>; frame: string | undefined; done(): void }

type Arrival = { socket: Socket; chunk: Buffer; at: number }

let channel: Channel | undefined
const readers = new Map<Socket, (chunk: Buffer) => string[]>()
let arrivals: Arrival[] = []
let telling: Telling | undefined
let heard: Heard = { latencies: [], missing: 0, wrong: 0 }
let told = 0

process.on('message', async (order: Order) => {
  if (order.do === 'connect') await connectAll(order.channel, order.subscribers)
  else if (order.do === 'publish') await publishAll(order.messages)
  else leave()
  process.send?.(heard)
})

async function connectAll(to: Channel, subscribers: number): Promise<void> {
  channel = to
  while (readers.size < subscribers) {
    const some = Math.min(AT_ONCE, subscribers - readers.size)
    const first = readers.size
    const opened = await Promise.all(Array.from({ length: some }, (_, n) => open(to, first + n)))
    // A server that is busy for a moment says so; whoever it refused comes again.
    if (opened.includes(undefined)) await sleep(10 * BREATH)
  }
}

/** All sockets are read into it, and what they got is copied: the least a reader can do. */
const shared = Buffer.alloc(64 * 1024)

function open({ url, subscribe }: Channel, number: number): Promise<Socket | undefined> {
  const { port, hostname } = new URL(url)
  return new Promise((resolve) => {
    let head = ''
    let greeted = false
    const greet = (chunk: Buffer) => {
      head += chunk.toString('latin1')
      const end = head.indexOf('\r\n\r\n')
      if (end < 0) return
      const welcome = /^HTTP\/1.1 (101|200)/.test(head)
      if (welcome) {
        readers.set(socket, readerOf(subscribe.frames))
        arrivals.push({ socket, chunk: Buffer.from(head.slice(end + 4), 'latin1'), at: 0 })
      } else socket.destroy()
      greeted = true
      resolve(welcome ? socket : undefined)
    }
    const callback = (length: number) => {
      const chunk = Buffer.from(shared.subarray(0, length))
      if (!greeted) greet(chunk)
      else arrive({ socket, chunk, at: performance.now() })
      return true
    }
    const socket: Socket = connect({
      port: Number(port),
      host: hostname,
      onread: { buffer: shared, callback },
    })
    const address = `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}`
    socket.setNoDelay()
    socket.write([...subscribe.head, 'Host: 127.0.0.1', `X-Forwarded-For: ${address}`, '', ''].join('\r\n'))
    // One that is dropped is missed when something is told, and counted then.
    socket.on('error', () => resolve(undefined))
  })
}

const readerOf = (frames: Channel['subscribe']['frames']) =>
  frames === 'websocket' ? textsIn() : eventsIn(frames.event)

/** Read when as many came as are waited for: reading each at once would hold up the arrival of the others. */
function arrive(arrival: Arrival): void {
  arrivals.push(arrival)
  if (telling && arrivals.length >= telling.waiting.size) readArrivals()
}

function readArrivals(): void {
  const some = arrivals
  arrivals = []
  for (const { socket, chunk, at } of some)
    for (const frame of readers.get(socket)?.(chunk) ?? []) note(socket, frame, at)
}

function note(socket: Socket, frame: string, at: number): void {
  // What was said before they came.
  if (!telling || at < telling.sent) return
  const { sent, text, waiting } = telling
  telling.frame ??= frame.includes(text) ? frame : undefined
  // To all of them the very same, once.
  if (frame !== telling.frame || !waiting.delete(socket)) {
    heard.wrong++
    return
  }
  heard.latencies.at(-1)?.push(at - sent)
  if (waiting.size === 0) telling.done()
}

async function publishAll(messages: number): Promise<void> {
  heard = { latencies: [], missing: 0, wrong: 0 }
  // What was said before they came is read now, and not while something is told.
  readArrivals()
  for (let n = 0; n < messages; n++) {
    await tell(`${++told} of them. ${WORDS}`)
    // Whoever would hear it a second time does so now.
    await sleep(BREATH)
    readArrivals()
  }
  telling = undefined
}

async function tell(text: string): Promise<void> {
  if (!channel) throw new Error('nobody is connected')
  // Two thousand sockets make a collection of ours stop us for 15 ms, which would look like the server's.
  globalThis.gc?.()
  const { url, publish } = channel
  const { promise, resolve: done } = Promise.withResolvers<void>()
  const body = JSON.stringify({ ...publish.more, [publish.field ?? 'body']: text })
  heard.latencies.push([])
  telling = { text, sent: performance.now(), waiting: new Set(readers.keys()), frame: undefined, done }
  const answer = await fetch(url + publish.path, { method: 'POST', headers: publish.headers, body })
  await answer.arrayBuffer()
  if (answer.status !== 201) throw new Error(`publishing answered ${answer.status}`)
  const latest = setInterval(readArrivals, LOOK)
  await Promise.race([promise, sleep(PATIENCE, undefined, { ref: false })])
  clearInterval(latest)
  heard.missing += telling.waiting.size
}

function leave(): void {
  for (const socket of readers.keys()) socket.destroy()
  readers.clear()
  arrivals = []
}
