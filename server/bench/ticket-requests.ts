// The load: raw bytes of `POST /interaction`, as a multipart client sends them.

/** Enough distinct people that most tickets find a known contact and some make a new one. */
const PEOPLE = 2_000
const BOUNDARY = '----parleybench7MA4YWxkTrZu0gW'
const QUERY =
  'Hello, since this morning I cannot sign in any more: after the code from the app the page loads for a ' +
  'minute and then shows "session expired". I tried another browser and my phone, with the same result.'

export function ticketRequests(authorization: string): Buffer[] {
  return Array.from({ length: PEOPLE }, (_, person) => {
    const body = multipart({
      title: `Cannot sign in (${person})`,
      query: QUERY,
      user_name: `Person ${person}`,
      user_email: `person-${person}@customer.example`,
    })
    const head = [
      'POST /interaction HTTP/1.1',
      'Host: 127.0.0.1',
      `Authorization: ${authorization}`,
      `Content-Type: multipart/form-data; boundary=${BOUNDARY}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
    ]
    return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`)
  })
}

function multipart(fields: Record<string, string>): string {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return `${parts.join('')}--${BOUNDARY}--\r\n`
}
