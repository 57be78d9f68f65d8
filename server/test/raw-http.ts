// HTTP by hand over a real socket: for requests no client would send, in pieces no client would choose.

import { type AddressInfo, connect } from 'node:net'
import type { FastifyInstance } from 'fastify'

export async function listen(http: FastifyInstance): Promise<number> {
  await http.listen({ host: '127.0.0.1', port: 0 })
  return (http.server.address() as AddressInfo).port
}

export type RawAnswer = { status: number; head: string; body: string; ms: number }

type Options = {
  /** Milliseconds between pieces. */
  gap?: number
  /** Hang up after the last piece instead of waiting for the answer. */
  abort?: boolean
  /** Wait until the server closes the connection. */
  untilClosed?: boolean
  timeout?: number
}

/** Status 0 when the server said nothing before it closed; rejects when it neither answers nor closes in time. */
export function send(port: number, pieces: (string | Buffer)[], options: Options = {}): Promise<RawAnswer> {
  const { gap = 0, abort = false, untilClosed = false, timeout = 3_000 } = options
  return new Promise((resolve, reject) => {
    const started = performance.now()
    const socket = connect(port, '127.0.0.1').setNoDelay(true)
    let received = Buffer.alloc(0)
    const timer = setTimeout(() => {
      socket.destroy()
      reject(new Error(`no answer within ${timeout} ms; so far: ${received.toString('latin1')}`))
    }, timeout)
    const finish = () => {
      clearTimeout(timer)
      socket.destroy()
      resolve(parse(received, performance.now() - started))
    }
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk])
      if (!untilClosed && isWhole(received)) finish()
    })
    socket.on('error', () => {})
    socket.on('close', finish)
    socket.on('connect', async () => {
      for (const piece of pieces) {
        if (socket.destroyed) return
        socket.write(piece)
        await new Promise((next) => setTimeout(next, gap))
      }
      if (abort) socket.resetAndDestroy()
    })
  })
}

function isWhole(received: Buffer): boolean {
  const text = received.toString('latin1')
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return false
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(text.slice(0, end))?.[1] ?? 0)
  return received.length >= end + 4 + length
}

function parse(received: Buffer, ms: number): RawAnswer {
  const text = received.toString('utf8')
  const [head = '', ...rest] = text.split('\r\n\r\n')
  return { status: Number(/^HTTP\/1.1 (\d+)/.exec(head)?.[1] ?? 0), head, body: rest.join('\r\n\r\n'), ms }
}
