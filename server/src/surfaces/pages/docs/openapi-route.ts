// `/openapi.json`: made at the first request, because most servers are never asked.
import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { anybody } from '../../../http/anybody.ts'
import { type OpenApi, openApiOf } from '../../../http/openapi.ts'
import { type Answer, type Route, route, type Surface } from '../../../http/surface.ts'

const ABOUT = `Every route of this server, made from the schemas it checks with and the errors it answers.

Every \`GET\` answers \`HEAD\` too. A path answers other methods with 405, and says in \`Allow\` which it has.

Times are RFC 3339 in UTC, with milliseconds. Fields of a request beyond the described ones are ignored.

In examples \`"…"\` stands for any text, and \`$NAME\` for what you know.`

export const openApiBody = z.looseObject({ openapi: z.literal('3.1.1') })

/** The document, and as the bytes in which it is sent. */
export type Description = () => { document: OpenApi; bytes: Buffer; etag: string }

/** `surfaces` is called at the first request: the surface that describes is one of them. */
export function describing(surfaces: () => readonly Surface[], baseUrl: string | undefined): Description {
  let made: ReturnType<Description> | undefined
  return () => {
    if (made) return made
    const server = baseUrl ?? '/'
    const document = openApiOf(surfaces(), {
      title: 'Parley',
      version: version(),
      description: ABOUT,
      server,
    })
    const bytes = Buffer.from(JSON.stringify(document))
    made = { document, bytes, etag: etagOf(bytes) }
    return made
  }
}

export function descriptionRoute(description: Description): Route {
  return route('GET', '/openapi.json', {
    auth: anybody,
    doc: { summary: 'This description', answers: { 200: openApiBody, 304: null } },
    async handle({ request }) {
      const { bytes, etag } = description()
      return unlessKnown(request, etag, JSON_HEADERS, bytes)
    },
  })
}

const JSON_HEADERS = { 'content-type': 'application/json; charset=utf-8' }

export const etagOf = (content: string | Buffer) => `"${hash('sha256', content).slice(0, 24)}"`

/** 304 to whoever has it. Caches ask each time, so that an upgrade is seen at once. */
export function unlessKnown(
  request: FastifyRequest,
  etag: string,
  own: Readonly<Record<string, string>>,
  body: string | Buffer,
): Answer {
  const headers = { ...own, etag, 'cache-control': 'no-cache' }
  const known = request.headers['if-none-match']?.split(',').map((each) => each.trim().replace(/^W\//, ''))
  return known?.includes(etag) ? { status: 304, headers } : { status: 200, headers, body }
}

function version(): string {
  const text = readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8')
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version
}
