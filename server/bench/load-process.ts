// The load generator's own process: raw sockets and ready-made bytes. An HTTP client's own work would take a third of
// the two cores, and hide from a server that uses both how fast it is.
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { LoadJob, LoadResult } from './load.ts'
import { percentile } from './statistics.ts'
import { pictureRequests, ticketRequests } from './ticket-requests.ts'

process.on('message', async (job: LoadJob) => {
  process.send?.(await run(job))
})

async function run({ url, authorization, connections, seconds, what }: LoadJob): Promise<LoadResult> {
  const requests = what === 'pictures' ? pictureRequests(authorization) : ticketRequests(authorization)
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
      if (isOk(answer)) latencies.push(now - sent)
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

const OK = Buffer.from('HTTP/1.1 200 ')
const END = Buffer.from('"}')

/** Both servers write an answer of some 300 bytes at once, so it arrives whole or counts as refused. */
function isOk(answer: Buffer): boolean {
  return answer.subarray(0, OK.length).equals(OK) && answer.subarray(-END.length).equals(END)
}
