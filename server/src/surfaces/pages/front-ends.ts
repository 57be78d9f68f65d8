import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { DASHBOARD_HEADERS } from './page-headers.ts'

const dist = (name: string) => fileURLToPath(new URL(`../../../../${name}/dist/`, import.meta.url))

/** Names under assets/ carry a hash of their content, so they never change. */
const FOREVER = 'public, max-age=31536000, immutable'
const FIVE_MINUTES = 'public, max-age=300'

/** Addresses within the dashboard, which a reload or a bookmark asks the server for. */
const DASHBOARD_PATHS = ['/', '/settings', '/settings/:page']

/** As the build compressed them (`cli/compress-files.ts`). The built dashboard under `/`, the widget's loader at `/widget.js`, the rest of it under `/widget/`. Before a build they are 404; the API answers. */
export async function serveFrontEnds(app: FastifyInstance): Promise<void> {
  const dashboard = dist('dashboard')
  await app.register(fastifyStatic, {
    root: dashboard,
    serve: false,
    cacheControl: false,
    preCompressed: true,
  })
  for (const path of DASHBOARD_PATHS)
    app.get(path, (_, reply) => reply.headers(DASHBOARD_HEADERS).sendFile('index.html'))
  app.get<{ Params: { '*': string } }>('/assets/*', (request, reply) =>
    reply.header('cache-control', FOREVER).sendFile(`assets/${request.params['*']}`),
  )
  app.get('/favicon.svg', (_, reply) => reply.header('cache-control', FIVE_MINUTES).sendFile('favicon.svg'))
  await serveWidget(app)
}

/** Included by pages of other origins, and by some with `crossorigin` and a digest: they may read what they run. */
async function serveWidget(app: FastifyInstance): Promise<void> {
  const widget = dist('widget')
  const open = { 'cross-origin-resource-policy': 'cross-origin', 'access-control-allow-origin': '*' }
  for (const file of ['widget.js', 'widget.d.ts'])
    app.get(`/${file}`, (_, reply) =>
      reply
        .headers({ ...open, 'cache-control': FIVE_MINUTES })
        .type(file.endsWith('.js') ? 'text/javascript; charset=utf-8' : 'text/plain; charset=utf-8')
        .sendFile(file, widget),
    )
  app.get('/chat/preview.js', (_, reply) =>
    reply.header('cache-control', FIVE_MINUTES).sendFile('preview.js', widget),
  )
  app.get<{ Params: { '*': string } }>('/widget/*', (request, reply) =>
    reply.headers({ ...open, 'cache-control': FOREVER }).sendFile(`assets/${request.params['*']}`, widget),
  )
}
