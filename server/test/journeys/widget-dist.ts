// The built widget, as /widget.js and /widget/ serve it.
import { existsSync, readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'

export const dist = fileURLToPath(new URL('../../../widget/dist/', import.meta.url))

/** False when the path is none of its files. */
export function serveDist(path: string, response: ServerResponse): boolean {
  const file = path === '/widget.js' ? 'widget.js' : /^\/widget\/([\w.-]+\.js)$/.exec(path)?.[1]
  if (!file) return false
  const place = `${dist}${path === '/widget.js' ? '' : 'assets/'}${file}`
  if (!existsSync(place)) return false
  response
    .writeHead(200, { 'content-type': 'text/javascript; charset=utf-8', 'access-control-allow-origin': '*' })
    .end(readFileSync(place))
  return true
}
