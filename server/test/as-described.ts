// Holds every answer of every test to what `/openapi.json` says of its route: status, media type, and a JSON body that
// fits its schema and carries no field that is not described.
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import type { OpenApi, Operation } from '../src/http/openapi.ts'
import type { OpenApiAnswer } from '../src/http/operation.ts'

export type Heard = { method: string; url: string; status: number; contentType: string; body: string }

/** Paths that belong to no route of the description, and why. */
export const NO_API: { [path: string]: string } = {
  '/': 'the dashboard itself',
  '/settings': 'places in the dashboard: the same page, which looks at its address',
  '/settings/': 'the same',
  '/assets/': 'its scripts and styles',
  '/favicon.svg': 'its icon',
  '/widget.js': 'the script that sites load',
  '/widget.d.ts': 'what pages can do with it, for their compilers',
  '/widget/': 'its parts',
  '/demo': 'a page to look at it on',
  '/demo.css': 'its style',
  '/chat/': 'the chat as a page of its own',
  '/chat.css': 'its style',
  '/docs/': 'script and style of the page at /docs',
  '/setup/': 'the form of the first run, under a secret path',
  '/setup.css': 'its style',
  '/setup.js': 'its script',
}

/**
 * Listens to all answers of the server from now on. One that was injected and is not as described fails its call; those
 * that went over a socket are told by the function this returns, which a test app calls when it closes.
 */
export function holdToDescription(http: FastifyInstance): () => Promise<string[]> {
  const overSockets: Heard[] = []
  const inject: (given: InjectOptions | string) => Promise<LightMyRequestResponse> = http.inject.bind(http)
  let judge: Promise<ReturnType<typeof judgeOf>> | undefined
  const theJudge = () => {
    judge ??= inject('/openapi.json').then((answer) => judgeOf(answer.json()))
    return judge
  }
  const judged = async (heard: Heard) => {
    const complaint = (await theJudge())(heard)
    return complaint && `${heard.method} ${heard.url} answered ${heard.status} ${heard.body}\n${complaint}`
  }

  const checked = async (given: InjectOptions | string) => {
    const answer = await inject(given)
    const { method = 'GET', url = '/' } = answer.raw.req
    const contentType = String(answer.headers['content-type'] ?? '')
    const body = isJson(contentType) ? answer.body : answer.body.slice(0, 1)
    const complaint = await judged({ method, url, status: answer.statusCode, contentType, body })
    if (complaint !== undefined) throw new Error(complaint)
    return answer
  }
  // Its other forms, with a callback or a chain, are used by no test.
  http.inject = checked as unknown as typeof http.inject

  // Before the first request, so that nothing is late on its account; and a closed server describes nothing.
  http.addHook('onListen', async () => void (await theJudge()))
  http.server.prependListener('request', (request: IncomingMessage, response: ServerResponse) =>
    overhear(request, response, (heard) => overSockets.push(heard)),
  )
  return async () =>
    (await Promise.all(overSockets.map(judged))).filter((complaint) => complaint !== undefined)
}

/** By the three methods through which every answer goes, because Fastify hands headers straight to `writeHead`. */
function overhear(request: IncomingMessage, response: ServerResponse, tell: (heard: Heard) => void): void {
  const { method = 'GET', url = '/' } = request
  const { writeHead, write, end } = response
  let contentType = ''
  const chunks: Buffer[] = []
  const keep = (chunk: unknown) => {
    if (chunks.length > 0 && !isJson(contentType)) return
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk))
  }
  response.writeHead = (status: number, ...rest: unknown[]) => {
    const headers = rest.find(
      (each): each is OutgoingHttpHeaders => typeof each === 'object' && each !== null,
    )
    contentType = String(headers?.['content-type'] ?? response.getHeader('content-type') ?? '')
    return Reflect.apply(writeHead, response, [status, ...rest])
  }
  response.write = (...given: unknown[]) => {
    keep(given[0])
    return Reflect.apply(write, response, given)
  }
  response.end = (...given: unknown[]) => {
    keep(given[0])
    return Reflect.apply(end, response, given)
  }
  response.on('finish', () => {
    const body = Buffer.concat(chunks).toString()
    tell({ method, url, status: response.statusCode, contentType, body })
  })
}

/** Of a document: undefined when the answer is as described, else what is wrong with it. */
export function judgeOf(document: OpenApi): (heard: Heard) => string | undefined {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true })
  addFormats.default(ajv)
  ajv.addFormat('ulid', /^[0-9A-HJKMNP-TV-Z]{26}$/)
  ajv.addFormat('binary', true)
  ajv.addSchema({ $id: 'openapi', components: document.components })
  const compiled = new Map<string, ValidateFunction>()
  const paths = Object.entries(document.paths)
    .map(([path, operations]) => ({
      operations,
      pattern: patternOf(path),
      variables: path.split('{').length,
    }))
    // `/accounts/upsert` before `/accounts/{account}`, as the router has it.
    .sort((a, b) => a.variables - b.variables)

  return (heard) => {
    const { method, url, status, contentType, body } = heard
    const [path = ''] = url.split('?', 1)
    const place = paths.find(({ pattern }) => pattern.test(path.replace(/(.)\/$/, '$1')))
    const operation = place?.operations[method === 'HEAD' ? 'get' : method.toLowerCase()]
    if (!operation) return outsideOf(place !== undefined, heard)
    const answer = answerIn(document, operation, status)
    if (!answer) return `${status} is not among the described answers`
    const [type = ''] = contentType.split(';', 1)
    if (method === 'HEAD') return undefined
    if (!answer.content) return body === '' ? undefined : 'has a body where none is described'
    const kind =
      answer.content[type] ??
      (type === '' || isJson(type) ? undefined : answer.content['application/octet-stream'])
    if (!kind) return `${type || 'no media type'} is not among the described ones`
    if (!isJson(type)) return undefined
    const key = `${operation.operationId} ${status} ${type}`
    const validate = compiled.get(key) ?? ajv.compile(withComponents(kind.schema))
    compiled.set(key, validate)
    const value: unknown = JSON.parse(body)
    return validate(value) ? undefined : ajv.errorsText(validate.errors, { dataVar: 'body' })
  }
}

const withComponents = (schema: object): object =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"openapi#/components/'))

const isJson = (type: string) => /^application\/(\w+\+)?json\b/.test(type)

/** `{id}` is one segment, which may be empty or hold an encoded slash. */
const patternOf = (path: string) =>
  new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]*')}$`)

function answerIn(document: OpenApi, { responses }: Operation, status: number): OpenApiAnswer | undefined {
  const answer = responses[status]
  if (!answer || !('$ref' in answer)) return answer
  return document.components.responses[answer.$ref.split('/').at(-1) ?? '']
}

/** Another method of a described path, no path at all, or one of those that are no API. */
function outsideOf(known: boolean, { method, url, status }: Heard): string | undefined {
  if (method === 'OPTIONS' && status === 204) return undefined
  if (status === 404 || (known && status === 405)) return undefined
  const [path = ''] = url.split('?', 1)
  const listed = Object.keys(NO_API).some((each) =>
    each.length > 1 && each.endsWith('/') ? path.startsWith(each) : path === each,
  )
  return listed ? undefined : 'there is no such operation in the description'
}
