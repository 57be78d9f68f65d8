import { createSocket } from 'node:dgram'
import { getServers } from 'node:dns'
import ipaddr from 'ipaddr.js'

/** What a name server says to a question: addresses, after the names they hide behind; null is silence. */
export type Zone = (name: string, type: 'A' | 'AAAA') => { cname?: string; addresses: string[] } | null

/** Answers in the place of the name servers that this machine is set up to ask; they must be addresses of its own. */
export async function serveNames(zone: Zone): Promise<{ close: () => void }> {
  const sockets = getServers()
    .filter((address) => ipaddr.IPv4.isValid(address))
    .map((address) => ({ address, socket: createSocket('udp4') }))
  for (const { address, socket } of sockets) {
    socket.on('message', (query, from) => {
      const answer = answerTo(query, zone)
      if (answer) socket.send(answer, from.port, from.address)
    })
    await new Promise<void>((resolve, reject) => socket.once('error', reject).bind(53, address, resolve))
  }
  return { close: () => sockets.forEach(({ socket }) => void socket.close()) }
}

function answerTo(query: Buffer, zone: Zone): Buffer | undefined {
  const labels: string[] = []
  let end = 12
  for (let length = query[end] ?? 0; length > 0; length = query[end] ?? 0) {
    labels.push(query.toString('latin1', end + 1, end + 1 + length))
    end += 1 + length
  }
  const type = query.readUInt16BE(end + 1)
  const said =
    type === 1 || type === 28
      ? zone(labels.join('.').toLowerCase(), type === 1 ? 'A' : 'AAAA')
      : { addresses: [] }
  if (!said) return undefined
  const records = said.addresses.map((address) => {
    const bytes = ipaddr.parse(address).toByteArray()
    return { type: bytes.length === 4 ? 1 : 28, data: Buffer.from(bytes) }
  })
  const answers = said.cname ? [{ type: 5, data: encoded(said.cname) }, ...records] : records
  const header = Buffer.from(query.subarray(0, 12))
  // An authoritative answer to this one question, and nothing after it.
  header.writeUInt16BE(0x8580, 2)
  for (const [place, count] of [1, answers.length, 0, 0].entries()) header.writeUInt16BE(count, 4 + 2 * place)
  const own = said.cname ? encoded(said.cname) : Buffer.from([0xc0, 12])
  const body = answers.map(({ type, data }) => {
    const fixed = Buffer.alloc(10)
    fixed.writeUInt16BE(type, 0)
    fixed.writeUInt16BE(1, 2)
    fixed.writeUInt16BE(data.length, 8)
    return Buffer.concat([type === 5 ? Buffer.from([0xc0, 12]) : own, fixed, data])
  })
  return Buffer.concat([header, query.subarray(12, end + 5), ...body])
}

function encoded(name: string): Buffer {
  const labels = name
    .split('.')
    .map((label) => Buffer.from(`${String.fromCharCode(label.length)}${label}`, 'latin1'))
  return Buffer.concat([...labels, Buffer.from([0])])
}
