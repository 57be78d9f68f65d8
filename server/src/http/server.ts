// The HTTP server with every timeout and cap set: Node's defaults let a thousand slow sockets stay for good.
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fastify, { LogController } from 'fastify'
import { newId } from '../core/ids.ts'
import { ProtocolError } from './errors.ts'
import { refuseSlowBodies } from './slow-bodies.ts'

const SOCKETS = 10_000
const JSON_LIMIT = 1024 * 1024
const BODY_DEADLINE = 15_000
const HEADER_LIMIT = 16_384
/** A connection on which nothing moved for so long, in either direction, is closed: nobody reads that answer any more. */
const SILENCE = 120_000

/** Ids of clients and proxies are kept when they are short and plain, so that logs on both sides meet. */
const ACCEPTABLE_ID = /^[\w.:-]{1,64}$/

export type HttpOptions = {
  logger: FastifyBaseLogger
  trustProxy: string[]
  bodyDeadline?: number
  silence?: number
}

export function createHttpServer(options: HttpOptions): FastifyInstance {
  const { logger, trustProxy, bodyDeadline = BODY_DEADLINE, silence = SILENCE } = options
  // Unique among all starts of all nodes, and cheaper than an id of its own for each request.
  const instance = newId()
  let requests = 0
  const app = fastify({
    loggerInstance: logger,
    // A child logger per request costs 5 % of the time a ticket takes; our lines name the request themselves.
    childLoggerFactory: (parent) => parent,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: trustProxy.length > 0 ? trustProxy : false,
    bodyLimit: JSON_LIMIT,
    requestTimeout: 300_000,
    keepAliveTimeout: 5_000,
    connectionTimeout: silence,
    // One connection may be used as long as it likes: what it asks is bounded request by request.
    maxRequestsPerSocket: 0,
    forceCloseConnections: 'idle',
    // Requests on open connections are still answered while stopping, each with `Connection: close`.
    return503OnClosing: false,
    http: { headersTimeout: 5_000, connectionsCheckingInterval: 1_000, maxHeaderSize: HEADER_LIMIT },
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: HEADER_LIMIT },
    rewriteUrl: (request) => decodable(request.url ?? '/'),
    requestIdHeader: false,
    genReqId: (request) => {
      const given = request.headers['x-request-id']
      return typeof given === 'string' && ACCEPTABLE_ID.test(given)
        ? given
        : `${instance}-${(++requests).toString(36)}`
    },
  })
  app.server.maxConnections = SOCKETS
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id)
    reply.header('x-content-type-options', 'nosniff')
    reply.header('referrer-policy', 'no-referrer')
    reply.header('cache-control', 'no-store')
    done()
  })
  app.addHook('preParsing', (request, _reply, _payload, done) => {
    const coding = request.headers['content-encoding']
    const plain = coding === undefined || coding === 'identity'
    done(plain ? null : new ProtocolError(415, 'compressed bodies are not accepted'))
  })
  refuseSlowBodies(app, bodyDeadline)
  const lineOf = (request: FastifyRequest, reply: FastifyReply) => ({
    reqId: request.id,
    method: request.method,
    // Paths can carry tokens and queries can carry text: the route's own pattern says enough.
    route: request.routeOptions.url ?? 'unknown',
    status: reply.statusCode,
    ms: Math.round(reply.elapsedTime * 10) / 10,
    ip: request.ip,
  })
  const tellsAll = logger.level === 'debug' || logger.level === 'trace'
  app.addHook('onResponse', (request, reply, done) => {
    if (reply.statusCode >= 400) request.log.info(lineOf(request, reply), 'request refused')
    else if (tellsAll) request.log.debug(lineOf(request, reply), 'request')
    done()
  })
  return app
}

/**
 * Bodies are checked by zod, in `surface.ts`. Given in place of Fastify's own compilers, which would be loaded for nothing:
 * 100 modules.
 */
function noSchemas(): never {
  throw new Error('routes are given no schemas')
}

/** A path that cannot be decoded names nothing: taken literally it reaches its surface, which answers 404 in its shape. */
function decodable(url: string): string {
  if (!url.includes('%')) return url
  const [path = ''] = url.split('?', 1)
  try {
    decodeURIComponent(path)
    return url
  } catch {
    return path.replaceAll('%', '%25') + url.slice(path.length)
  }
}
