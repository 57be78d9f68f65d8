// Pages of somebody else, on an origin of their own, with the strictest policy under which a script can be included.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export const NONCE = 'bm9uY2U'

export type HostPage = {
  /** Attributes of the script tag besides its source. */
  tag?: string
  body?: string
  html?: string
  /** Its own instead of the strict one; then its styles are nobody's enemies either. */
  policy?: string
  twice?: boolean
}

/** No inline style, no frame, no picture, no font; scripts by nonce, Trusted Types and none of them; one host to talk to. */
export function strictPolicy(server: string): string {
  return (
    `default-src 'none'; script-src 'nonce-${NONCE}'; style-src 'nonce-${NONCE}'; connect-src ${server}; ` +
    "base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
  )
}

/** Rules that would ruin the chat, if any of them reached it. */
const HOSTILE = `
* { box-sizing: content-box !important; letter-spacing: 4px !important; }
body, div, section, button, textarea, input, p, span, header { background: hotpink !important; color: yellow !important;
  font: 30px cursive !important; display: inline !important; position: static !important; transform: rotate(3deg) }
body { background: #faf7f1 !important; margin: 40px; min-height: 100vh }
.panel, .launcher, .bubble { visibility: hidden !important }`

export async function startHostPages(server: () => string) {
  const pages = new Map<string, HostPage>()
  const http = createServer((request, response) => {
    const {
      tag,
      body = '<h1>A page of somebody else</h1>',
      html = '',
      policy,
      twice,
    } = pages.get(new URL(request.url ?? '/', 'http://host').pathname) ?? {}
    response
      .writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': policy ?? strictPolicy(server()),
      })
      .end(
        `<!doctype html><html lang="en" ${html}><meta charset="utf-8"><title>Host</title>` +
          '<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">' +
          `<style nonce="${NONCE}">${policy === undefined ? HOSTILE : ''}</style>` +
          `<script nonce="${NONCE}" src="${server()}/widget.js" ${tag ?? ''} async></script>`.repeat(
            twice ? 2 : 1,
          ) +
          `<body>${body}</body></html>`,
      )
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  return {
    // Another name for the same machine: another origin, and one that counts as secure.
    url: `http://localhost:${port}`,
    serve: (path: string, page: HostPage) => void pages.set(path, page),
    close: () => new Promise((resolve) => http.close(resolve)),
  }
}
