import { connect } from 'node:net'
import type { Case } from './requests.ts'

/** `status` 0: closed without a word. `late`: neither answered nor closed in time. */
export type Outcome = {
  family: string
  number: number
  makes: Case['makes']
  status: number
  ms: number
  late: boolean
  body: string
}

/** Milliseconds: far more than any answer takes, far less than a deadline. */
const IN_VAIN = 2_000

/** Sends the bytes as they are over a connection of its own; `deadline` in milliseconds from connecting. */
export function sendCase(port: number, number: number, given: Case, deadline: number): Promise<Outcome> {
  const { family, makes, pieces, gap, ending } = given
  return new Promise((resolve) => {
    const started = performance.now()
    const socket = connect({ port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true })
    let received = ''
    let answered: number | undefined
    const finish = (late: boolean) => {
      clearTimeout(timer)
      socket.destroy()
      const status = Number(/^HTTP\/1\.1 (?!1)(\d+)/m.exec(received)?.[1] ?? 0)
      const body = received.slice(received.lastIndexOf('\r\n\r\n') + 4)
      resolve({ family, number, makes, status, ms: (answered ?? performance.now()) - started, late, body })
    }
    const timer = setTimeout(() => finish(true), deadline)
    socket.setEncoding('latin1')
    socket.on('data', (text) => {
      received += text
      if (!isWhole(received)) return
      answered ??= performance.now()
      // Who was answered early still sends what it has: the server must cope with that too.
      if (socket.writableLength === 0) finish(false)
      else socket.once('drain', () => finish(false))
    })
    // A reset is an answer too; what came before it counts.
    socket.on('error', () => {})
    socket.on('end', () => finish(false))
    socket.on('close', () => finish(false))
    socket.on('connect', async () => {
      for (const [place, piece] of pieces.entries()) {
        if (place > 0) await new Promise((next) => setTimeout(next, gap))
        if (socket.destroyed) return
        socket.write(piece)
      }
      if (ending === 'end') socket.end()
      if (ending === 'end in vain') setTimeout(() => socket.end(), IN_VAIN).unref()
      // Give the bytes before it the time to arrive: a reset overtakes what the kernel still holds.
      if (ending === 'reset') socket.write('', () => setTimeout(() => socket.resetAndDestroy(), 3))
    })
  })
}

/** Of the first answer that is final; an interim one (100) is read over. */
function isWhole(received: string): boolean {
  const answer = received.replace(/^HTTP\/1\.1 1\d\d[\s\S]*?\r\n\r\n/, '')
  const end = answer.indexOf('\r\n\r\n')
  if (end < 0) return false
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(answer.slice(0, end))?.[1] ?? 0)
  return answer.length >= end + 4 + length
}
