// Which pages may call a surface from a browser. None of these surfaces reads cookies: whoever calls sends a credential of
// its own, which no browser adds by itself.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/**
 * `any`: `*`. `echo`: the caller's own origin, and credentials too, for clients that send them whether or not there are
 * any; which origins may call is then said by the surface's credential.
 */
export type Cors = 'any' | 'echo'

const EXPOSED = {
  any: 'X-Ticket-Id, Idempotency-Replayed, Retry-After, X-Request-Id',
  echo:
    'X-Message-Id, X-Message-Seq, X-Message-Timestamp, Idempotency-Replayed, Retry-After, X-Request-Id, ' +
    'Content-Disposition, Content-Range, Link, X-Ticket-Id, X-Ticket-Number',
}

/** On every answer of the scope, errors too: without it a page could not read why it was refused. */
export function answerOrigins(scope: FastifyInstance, cors: Cors): void {
  scope.addHook('onRequest', (request, reply, done) => {
    reply.header('access-control-expose-headers', EXPOSED[cors])
    if (cors === 'any') reply.header('access-control-allow-origin', '*')
    else echo(request, reply)
    done()
  })
}

function echo({ headers }: FastifyRequest, reply: FastifyReply): void {
  reply.header('vary', 'Origin')
  if (headers.origin === undefined) return
  reply.header('access-control-allow-origin', headers.origin)
  reply.header('access-control-allow-credentials', 'true')
}

const MOST_HEADERS = 2_000
const PLAIN = /^[\w\-!#$%&'*+.^`|~, ]*$/

/** Asked before the request itself, without any credential. `methods`: those of the path. */
export function preflight(cors: Cors, request: FastifyRequest, methods: string): Record<string, string> {
  const age = { 'access-control-max-age': '86400' }
  if (cors === 'any')
    return {
      ...age,
      'access-control-allow-headers': 'Authorization, Content-Type, Idempotency-Key',
      'access-control-allow-methods': methods,
    }
  const asked = request.headers['access-control-request-headers'] ?? ''
  const sound = asked.length <= MOST_HEADERS && PLAIN.test(asked)
  return {
    ...age,
    'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE, OPTIONS',
    ...(sound && asked !== '' && { 'access-control-allow-headers': asked }),
    vary: 'Origin, Access-Control-Request-Headers',
  }
}
