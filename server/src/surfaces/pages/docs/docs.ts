// `/docs`: the description as a page of our own. Its style and script are files of this server, as the policy demands.
import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { anybody } from '../../../http/anybody.ts'
import { type Route, route } from '../../../http/surface.ts'
import { html } from '../html.ts'
import { PAGE_HEADERS } from '../page-headers.ts'
import { type Description, etagOf, unlessKnown } from './openapi-route.ts'
import { docsPage } from './page.ts'
import { SERVER } from './server-name.ts'

const FOREVER = 'public, max-age=31536000, immutable'

type Asset = { text: string; path: string; type: string }

/** Named after its content, so that it never changes. */
function asset(files: string[], extension: string, type: string): Asset {
  const text = files.map((file) => readFileSync(new URL(file, import.meta.url), 'utf8')).join('\n')
  return { text, path: `/docs/${etagOf(text).slice(1, 13)}.${extension}`, type }
}

const style = asset(
  ['../tokens.css', './frame.css', './sheet.css', './phone-and-print.css'],
  'css',
  'text/css; charset=utf-8',
)
const script = asset(['./docs.js'], 'js', 'text/javascript; charset=utf-8')

/** Rendered at the first look and kept in parts, between which the server's address goes. */
export function docsRoute(description: Description, baseUrl: string | undefined): Route {
  let parts: string[] | undefined
  return route('GET', '/docs', {
    auth: anybody,
    doc: { summary: 'This description, as a page', answers: { 200: 'text/html', 304: null } },
    async handle({ request }) {
      const { document, etag } = description()
      parts ??= docsPage(document, { style: style.path, script: script.path }).split(SERVER)
      // Whoever asks is told the name they asked under, and it is text to us.
      const server = html`${baseUrl ?? `${request.protocol}://${request.host}`}`.markup
      const own = etagOf(`${etag} ${style.path} ${script.path} ${server}`)
      return unlessKnown(request, own, PAGE_HEADERS, parts.join(server))
    },
  })
}

export function mountDocsAssets(app: FastifyInstance): void {
  for (const { text, path, type } of [style, script])
    app.get(path, (_, reply) => reply.type(type).header('cache-control', FOREVER).send(text))
}
