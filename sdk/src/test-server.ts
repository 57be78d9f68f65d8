import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'

export type Heard = { method: string; url: string; headers: IncomingMessage['headers']; body: string }
export type Reply = (response: ServerResponse, heard: Heard) => void

/** A real HTTP server on a free port: the nth request gets the nth reply, later ones the last. */
export async function serve(...replies: Reply[]): Promise<{ baseUrl: string; heard: Heard[] }> {
  const heard: Heard[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    const entry = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body }
    heard.push(entry)
    const reply = replies[Math.min(heard.length, replies.length) - 1]
    reply?.(response, entry)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { baseUrl: `http://127.0.0.1:${address.port}`, heard }
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Reply {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(JSON.stringify(body))
  }
}

export const drop: Reply = (response) => {
  response.destroy()
}

export const silence: Reply = () => {}
