// The load: raw bytes of `POST /interaction`, as a multipart client sends them.
import { png } from '../test/forms.ts'

/** Enough distinct people that most tickets find a known contact and some make a new one. */
const PEOPLE = 2_000
const PICTURES = 32
const PICTURE_BYTES = 1_000_000
const BOUNDARY = '----parleybench7MA4YWxkTrZu0gW'
const QUERY =
  'Hello, since this morning I cannot sign in any more: after the code from the app the page loads for a ' +
  'minute and then shows "session expired". I tried another browser and my phone, with the same result.'

export function ticketRequests(authorization: string): Buffer[] {
  return Array.from({ length: PEOPLE }, (_, person) =>
    requestOf(
      authorization,
      Buffer.from(
        `${multipart({
          title: `Cannot sign in (${person})`,
          query: QUERY,
          user_name: `Person ${person}`,
          user_email: `person-${person}@customer.example`,
        })}--${BOUNDARY}--\r\n`,
      ),
    ),
  )
}

/** Each another file of one million bytes; so few that the disk does not fill up. */
export function pictureRequests(authorization: string): Buffer[] {
  return Array.from({ length: PICTURES }, (_, number) => {
    const picture = png(8, 8, PICTURE_BYTES)
    picture.writeUInt32BE(number, PICTURE_BYTES - 4)
    const head =
      multipart({ query: QUERY }) +
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="screenshot.png"\r\nContent-Type: image/png\r\n\r\n`
    const body = Buffer.concat([
      Buffer.from(head),
      picture.subarray(0, PICTURE_BYTES),
      Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
    ])
    return requestOf(authorization, body)
  })
}

function requestOf(authorization: string, body: Buffer): Buffer {
  const head = [
    'POST /interaction HTTP/1.1',
    'Host: 127.0.0.1',
    `Authorization: ${authorization}`,
    `Content-Type: multipart/form-data; boundary=${BOUNDARY}`,
    `Content-Length: ${body.length}`,
  ]
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body])
}

function multipart(fields: Record<string, string>): string {
  return Object.entries(fields)
    .map(
      ([name, value]) =>
        `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    .join('')
}
