// The load generator's own process: raw sockets and ready-made bytes. An HTTP client's own work would take a third of
// the two cores, and hide from a server that uses both how fast it is.
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { pollRequests, sendRequests } from './chat-requests.ts'
import type { LoadJob, LoadResult, Traffic } from './load.ts'
import { percentile } from './statistics.ts'
import { pictureRequests, ticketRequests } from './ticket-requests.ts'

process.on('message', async (job: LoadJob) => {
  process.send?.(await run(job))
})

async function run({ url, connections, seconds, traffic }: LoadJob): Promise<LoadResult> {
  const requests = requestsOf(traffic)
  const right = answers[traffic.what]
  const { port, hostname } = new URL(url)
  const sockets = Array.from({ length: connections }, () => connect(Number(port), hostname).setNoDelay())
  await Promise.all(sockets.map((socket) => once(socket, 'connect')))
  const latencies: number[] = []
  let refused = 0
  let next = Math.floor(Math.random() * requests.length)
  const started = performance.now()
  const end = started + seconds * 1_000

  /** One request in flight on the socket until the time is up. */
  const exchange = (socket: Socket, done: () => void) => {
    let sent = 0
    const send = () => {
      sent = performance.now()
      socket.write(requests[next++ % requests.length] ?? '')
    }
    socket.on('data', (answer) => {
      const now = performance.now()
      if (isRight(answer, right)) latencies.push(now - sent)
      else refused++
      if (now < end) send()
      else {
        socket.destroy()
        done()
      }
    })
    // A connection that the server drops is as bad as a refusal, and ends its share of the load.
    socket.on('error', () => {
      refused++
      done()
    })
    send()
  }
  await Promise.all(sockets.map((socket) => new Promise<void>((done) => exchange(socket, done))))
  const elapsed = (performance.now() - started) / 1_000
  return { perSecond: latencies.length / elapsed, p99: percentile(latencies, 0.99), refused }
}

function requestsOf(traffic: Traffic): Buffer[] {
  switch (traffic.what) {
    case 'sends':
      return sendRequests(traffic)
    case 'polls':
      return pollRequests(traffic)
    case 'pictures':
      return pictureRequests(traffic.authorization)
    case 'tickets':
      return ticketRequests(traffic.authorization)
  }
}

type Right = { begins: Buffer; ends: Buffer }
const made: Right = { begins: Buffer.from('HTTP/1.1 200 '), ends: Buffer.from('"}') }
const answers: Record<Traffic['what'], Right> = {
  tickets: made,
  pictures: made,
  sends: { begins: Buffer.from('HTTP/1.1 201 '), ends: Buffer.from('{"status":"ok"}') },
  polls: { begins: Buffer.from('HTTP/1.1 200 '), ends: Buffer.from('\r\n\r\n[]') },
}

/** All servers write an answer of some 300 bytes at once, so it arrives whole or counts as refused. */
function isRight(answer: Buffer, { begins, ends }: Right): boolean {
  return answer.subarray(0, begins.length).equals(begins) && answer.subarray(-ends.length).equals(ends)
}
