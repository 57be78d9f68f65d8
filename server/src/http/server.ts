// The HTTP server with every timeout and cap set: Node's defaults let a thousand slow sockets stay for good.
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import fastify, { LogController } from 'fastify'
import { newId } from '../core/ids.ts'

const SOCKETS = 10_000
const JSON_LIMIT = 1024 * 1024

/** Ids of clients and proxies are kept when they are short and plain, so that logs on both sides meet. */
const ACCEPTABLE_ID = /^[\w.:-]{1,64}$/

export type HttpOptions = { logger: FastifyBaseLogger; trustProxy: string[] }

export function createHttpServer({ logger, trustProxy }: HttpOptions): FastifyInstance {
  const app = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: trustProxy.length > 0 ? trustProxy : false,
    bodyLimit: JSON_LIMIT,
    requestTimeout: 300_000,
    keepAliveTimeout: 5_000,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    http: { headersTimeout: 5_000, connectionsCheckingInterval: 1_000, maxHeaderSize: 16_384 },
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 300 },
    requestIdHeader: false,
    genReqId: (request) => {
      const given = request.headers['x-request-id']
      return typeof given === 'string' && ACCEPTABLE_ID.test(given) ? given : newId()
    },
  })
  app.server.maxConnections = SOCKETS
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
    reply.header('x-content-type-options', 'nosniff')
    reply.header('referrer-policy', 'no-referrer')
    reply.header('cache-control', 'no-store')
  })
  app.addHook('onResponse', async (request, reply) => {
    const line = {
      method: request.method,
      // Paths can carry tokens and queries can carry text: the route's own pattern says enough.
      route: request.routeOptions.url ?? 'unknown',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      ip: request.ip,
    }
    if (reply.statusCode >= 400) request.log.info(line, 'request refused')
    else request.log.debug(line, 'request')
  })
  return app
}
