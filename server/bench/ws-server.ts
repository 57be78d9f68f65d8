// The yardstick of fan-out: a plain loop of `ws.send` over everybody who is connected, and nothing behind it.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { WebSocketServer } from 'ws'

const http = createServer(async (request, response) => {
  const news = await text(request)
  for (const client of sockets.clients) client.send(news)
  response.writeHead(201).end()
})
const sockets = new WebSocketServer({ server: http })

http.listen(0, '127.0.0.1', () => {
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  process.stdout.write(`${JSON.stringify({ msg: 'ready', url, pid: process.pid })}\n`)
})
process.on('SIGTERM', () => process.exit(0))
