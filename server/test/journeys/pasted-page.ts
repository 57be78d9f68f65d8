// A page of somebody else, on an origin of its own, made of what somebody copied from the settings.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export async function servePasted() {
  /** Its line of HTML, and what its policy allows besides nothing. */
  const pasted = { line: '', policy: '' }
  const http = createServer((_, response) => {
    const policy = pasted.policy && `default-src 'none'; ${pasted.policy}`
    response
      .writeHead(200, { 'content-type': 'text/html', ...(policy && { 'content-security-policy': policy }) })
      .end(
        `<!doctype html><html lang="en"><title>Shop</title><body><h1>Shop</h1>${pasted.line}</body></html>`,
      )
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return {
    pasted,
    // Another name for the same machine: another origin, and one that counts as secure.
    url: `http://localhost:${(http.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => http.close(resolve)),
  }
}
