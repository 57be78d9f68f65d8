// The parts of one operation: what is sent with it, and every answer it can give.
import type { z } from 'zod'
import { LONGEST_KEY } from './idempotency.ts'
import { type Json, type SchemaWriter, sampleOf } from './json-schema.ts'
import { errorType, type Refused, refusalsOf } from './refusals.ts'
import type { AnswerBody } from './route-doc.ts'
import type { Route, Surface } from './surface.ts'

export type Reference = { $ref: string }
export type Parameter = {
  name: string
  in: 'path' | 'query' | 'header'
  required?: true
  description?: string
  example?: unknown
  schema: Json
}
export type Content = {
  [mediaType: string]: {
    schema: Json
    example?: unknown
    examples?: { [code: string]: { summary: string; value: unknown } }
  }
}
export type OpenApiAnswer = { description: string; headers: { [name: string]: Json }; content?: Content }

/** What a document gathers while its operations are written. */
export type Writing = { schemas: SchemaWriter; responses: { [name: string]: OpenApiAnswer } }

export const SHARED_HEADERS: { [name: string]: Json } = {
  'X-Request-Id': {
    description: 'What the server calls this request in its log: your own `X-Request-Id`, if you sent one.',
    schema: { type: 'string' },
  },
  'Retry-After': {
    description: 'Seconds to wait before the next try.',
    schema: { type: 'integer', minimum: 1 },
  },
  'Idempotency-Replayed': {
    description: 'That the answer is the one given before, and nothing was done.',
    schema: { const: 'true' },
  },
}

const sharedHeader = (name: keyof typeof SHARED_HEADERS) => ({
  [name]: { $ref: `#/components/headers/${name}` },
})

const IDEMPOTENCY_KEY: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'Of your own making: a repeat within a day is answered with the first answer, and does nothing.',
  schema: { type: 'string', minLength: 1, maxLength: LONGEST_KEY },
}

export function parametersOf({ schemas }: Writing, { schemas: { params, query }, doc }: Route): Parameter[] {
  const named = (place: 'path' | 'query', schema: z.ZodType | undefined): Parameter[] => {
    if (!schema) return []
    const { properties, required } = schemas.write(schema, 'input')
    return Object.entries((properties ?? {}) as { [name: string]: Json }).map(([name, written]) => {
      // `examples` of what a transform reads are left out by zod: `example` is not.
      const { description, example, ...rest } = written
      const needed = place === 'path' || (Array.isArray(required) && required.includes(name))
      const said = typeof description === 'string' && { description }
      const shown = example !== undefined && { example }
      return { name, in: place, ...(needed && { required: true }), ...said, ...shown, schema: rest }
    })
  }
  const wanted = Object.entries(doc.wants ?? {}).map(
    ([name, description]): Parameter => ({
      ...{ name, in: 'header', required: true, description },
      schema: { type: 'string', minLength: 1 },
    }),
  )
  const own = doc.idempotent ? [...wanted, IDEMPOTENCY_KEY] : wanted
  return [...named('path', params), ...named('query', query), ...own]
}

export function bodyOf(
  { schemas }: Writing,
  { schemas: { body }, doc }: Route,
): { required: true; content: Content } | undefined {
  const sends = doc.sends ?? (body && { 'application/json': body })
  if (!sends) return undefined
  const content = Object.entries(sends).map(([type, schema]) => {
    const written = schemas.write(schema, 'input')
    return [type, { schema: written, example: sampleOf(asked(written), schemas.components) }]
  })
  return { required: true, content: Object.fromEntries(content) }
}

/** Examples of bodies carry what must be sent, or the first two fields where nothing must. */
function asked(schema: Json): Json {
  const { properties, required, oneOf, anyOf } = schema
  const [first] = [oneOf, anyOf].flatMap((each): Json[] => (Array.isArray(each) ? each : []))
  if (first) return asked(first)
  if (!properties) return schema
  const names = Array.isArray(required) ? required : Object.keys(properties).slice(0, 2)
  const wanted = Object.entries(properties as Json).filter(([name]) => names.includes(name))
  return { ...schema, properties: Object.fromEntries(wanted) }
}

export function answersOf(
  writing: Writing,
  surface: Surface,
  route: Route,
): { [status: string]: OpenApiAnswer | Reference } {
  const { doc } = route
  const answers = Object.entries(doc.answers).map(([status, bodies]) => {
    const list: readonly AnswerBody[] = Array.isArray(bodies) ? bodies : [bodies]
    const own = Object.entries(doc.headers ?? {}).map(([name, description]) => [
      name,
      { description, schema: { type: 'string' } },
    ])
    const good = Number(status) < 300
    const headers = {
      ...sharedHeader('X-Request-Id'),
      ...(good && doc.idempotent && sharedHeader('Idempotency-Replayed')),
      ...(good && Object.fromEntries(own)),
    }
    const content = contentOf(writing, surface, Number(status), list)
    const description = PHRASES[status] ?? 'As described.'
    return [status, { description, headers, ...(content && { content }) }]
  })
  const refused = Map.groupBy(refusalsOf(surface, route), ({ status }) => status)
  const errors = [...refused].map(([status, list]) => [status, errorAnswer(writing, surface, status, list)])
  return Object.fromEntries([...answers, ...errors])
}

const PHRASES: { [status: string]: string } = {
  200: 'Done.',
  201: 'Made.',
  204: 'Done; no body.',
  206: 'The part that `Range` asked for.',
  304: 'As you have it.',
  409: 'It contradicts what is there.',
  416: 'The range is outside of the file.',
  503: 'Not now.',
}

function contentOf(
  { schemas }: Writing,
  surface: Surface,
  status: number,
  bodies: readonly AnswerBody[],
): Content | undefined {
  const content: Content = {}
  const shapes = bodies.filter((body) => typeof body === 'object' && body !== null)
  if (shapes.length > 0) {
    const written = shapes.map((shape) => schemas.write(shape, 'output'))
    const [only = {}] = written
    const schema = written.length === 1 ? only : { anyOf: written }
    const example = sampleOf(schema, schemas.components)
    // What has the shape of the surface's errors leaves as they do.
    const isError = status >= 400 && surface.errors.schema.safeParse(example).success
    content[isError ? errorType(surface) : 'application/json'] = { schema, example }
  }
  for (const type of bodies.filter((body) => typeof body === 'string'))
    content[type] = { schema: { type: 'string' } }
  return Object.keys(content).length > 0 ? content : undefined
}

/** The same answer of several operations is described once, and named after its surface and status. */
function errorAnswer(
  { schemas, responses }: Writing,
  surface: Surface,
  status: number,
  refused: readonly Refused[],
): Reference {
  const examples = refused.map(({ code, when, body }) => [code, { summary: when, value: body }])
  const waits =
    refused.some(({ code }) => code === 'rate_limited' || code === 'unavailable') || status === 503
  const answer = {
    description: [...new Set(refused.map(({ when }) => when))].join(' '),
    headers: { ...sharedHeader('X-Request-Id'), ...(waits && sharedHeader('Retry-After')) },
    content: {
      [errorType(surface)]: {
        schema: schemas.write(surface.errors.schema, 'output'),
        examples: Object.fromEntries(examples),
      },
    },
  }
  const text = JSON.stringify(answer)
  for (let variant = 1; ; variant++) {
    const name = `${surface.name}-${status}${variant === 1 ? '' : `-${variant}`}`
    const known = responses[name]
    if (known && JSON.stringify(known) !== text) continue
    responses[name] = answer
    return { $ref: `#/components/responses/${name}` }
  }
}
