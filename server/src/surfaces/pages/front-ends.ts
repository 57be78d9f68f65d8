import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { PAGE_HEADERS } from './page-headers.ts'

const dist = (name: string) => fileURLToPath(new URL(`../../../../${name}/dist/`, import.meta.url))

/** Names under assets/ carry a hash of their content, so they never change. */
const FOREVER = 'public, max-age=31536000, immutable'
const FIVE_MINUTES = 'public, max-age=300'

/** The built dashboard under `/`, the widget's loader at `/widget.js`. Before a build they are 404; the API answers. */
export async function serveFrontEnds(app: FastifyInstance): Promise<void> {
  const dashboard = dist('dashboard')
  await app.register(fastifyStatic, { root: dashboard, serve: false, cacheControl: false })
  app.get('/', (_, reply) => reply.headers(PAGE_HEADERS).sendFile('index.html'))
  app.get<{ Params: { '*': string } }>('/assets/*', (request, reply) =>
    reply.header('cache-control', FOREVER).sendFile(`assets/${request.params['*']}`),
  )
  app.get('/favicon.svg', (_, reply) => reply.header('cache-control', FIVE_MINUTES).sendFile('favicon.svg'))
  app.get('/widget.js', (_, reply) =>
    reply
      .header('cache-control', FIVE_MINUTES)
      .header('cross-origin-resource-policy', 'cross-origin')
      .sendFile('widget.js', dist('widget')),
  )
}
