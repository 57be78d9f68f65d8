// JSON from strangers: read by Fastify within its size, and looked over here before any schema sees it.
import type { FastifyInstance } from 'fastify'
import { ProtocolError } from '../../../http/errors.ts'
import type { BodyReader } from '../../../http/surface.ts'

const DEEPEST = 20
const MOST_KEYS = 200
const LONGEST_TEXT = 64 * 1024

/** Clients that name a type on every call send no body with DELETE all the same: that is no malformed one. */
export async function acceptJson(scope: FastifyInstance): Promise<void> {
  const parse = scope.getDefaultJsonParser('error', 'error')
  scope.removeContentTypeParser('application/json')
  scope.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '' && request.method === 'DELETE') done(null, undefined)
    else void parse(request, body, done)
  })
}

/** @throws {ProtocolError} 400 for a body deeper, wider or with longer texts than anybody needs. */
export const readBoundedJson: BodyReader = async ({ body }) => {
  let level: unknown[] = [body]
  for (let depth = 1; level.length > 0; depth++) {
    const below: unknown[] = []
    for (const value of level) {
      if (typeof value === 'string' && value.length > LONGEST_TEXT) throw refused('a text is too long')
      if (typeof value !== 'object' || value === null) continue
      if (depth > DEEPEST) throw refused('the body is nested too deeply')
      const inside: unknown[] = Array.isArray(value) ? value : Object.values(value)
      if (!Array.isArray(value) && inside.length > MOST_KEYS) throw refused('an object has too many fields')
      for (const each of inside) below.push(each)
    }
    level = below
  }
  return body
}

const refused = (message: string) => new ProtocolError(400, message)
