// The load: raw bytes of what visitors' browsers send, each from a page of the site.
import type { Traffic } from './load.ts'

const TEXT =
  'Hello, I ordered the blue kettle last week, and the parcel service says that it was handed to a neighbour. ' +
  'Nobody here knows of it. Could you find out where it is?'

export function sendRequests({ key, tokens }: Extract<Traffic, { what: 'sends' }>): Buffer[] {
  const body = Buffer.from(JSON.stringify({ message: TEXT }))
  return tokens.map((token) =>
    Buffer.concat([
      headOf(`POST ${pathOf(token)}`, key, [
        'Content-Type: application/json',
        `Content-Length: ${body.length}`,
      ]),
      body,
    ]),
  )
}

export function pollRequests({ key, seen }: Extract<Traffic, { what: 'polls' }>): Buffer[] {
  return seen.map(({ token, since }) =>
    headOf(`GET ${pathOf(token)}?since=${encodeURIComponent(since)}`, key, []),
  )
}

export function pathOf(token: string): string {
  return `/api/v1/chat/conversations/${token}/messages`
}

function headOf(request: string, key: string, more: string[]): Buffer {
  const lines = [
    `${request} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Origin: https://shop.example',
    `X-Api-Key: ${key}`,
  ]
  return Buffer.from(`${[...lines, ...more].join('\r\n')}\r\n\r\n`)
}
