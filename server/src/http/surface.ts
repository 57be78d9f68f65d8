// A surface: one folder, one prefix, its own credential, errors and limits. Its routes are a table one can read aloud.
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify'
import type { z } from 'zod'
import type { Core } from '../core/core.ts'
import { DomainError } from '../core/errors.ts'
import type { LimitRule } from '../limits/limits.ts'
import type { Admission } from './admission.ts'
import { answerOrigins, type Cors, preflight } from './cors.ts'
import { answerErrorsAs, type ErrorFormat, ProtocolError } from './errors.ts'
import type { Refusals, RouteDoc, Scheme } from './route-doc.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** What the route's `auth` made of the credential; its handler alone knows the type. */
    caller: unknown
  }
  interface FastifyContextConfig {
    /** Whose route it is, for those who measure. */
    surface?: string
    /** It reads its bodies itself, whatever their type. */
    readsBody?: boolean
  }
}

/** What an answer is made of; a handler that streams writes to `reply` itself and returns undefined. */
export type Answer = { status: number; body?: unknown; headers?: Record<string, string> } | undefined

export type Call<Caller, Body, Query, Params> = {
  core: Core
  caller: Caller
  body: Body
  query: Query
  params: Params
  request: FastifyRequest
  reply: FastifyReply
}

/**
 * Who may call: reads the credential, returns the caller and the name its limits are counted under. With a `Scope`, each
 * of its routes must state one, which is checked right after the credential.
 */
export type Auth<Caller, Scope extends string = never> = {
  kind: string
  /** Ways to send it, any of which will do; none where none is asked for. */
  schemes: readonly Scheme[]
  /** What it refuses, for the description. */
  refuses: Refusals
  /** Refuses what pages of other origins make a browser send, reading excepted. */
  sameOrigin?: true
  authenticate(core: Core, request: FastifyRequest): Promise<{ caller: Caller; bucket: string }>
  /** @throws {DomainError} `forbidden` with `details.scope` when the credential does not reach that far. */
  assertScope?(caller: Caller, scope: Scope): void
}

/**
 * How a body is read before its schema sees it: JSON by Fastify, or a form streamed by the surface. What it returns is
 * disposed of when the answer is made, if it can be.
 */
export type BodyReader = (request: FastifyRequest) => Promise<unknown>

/** How often one caller may: counted under `name`, which several routes may share. */
export type Limit<Caller> = { name: string; rule(caller: Caller): LimitRule }

export type Route = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  auth: Auth<unknown, string>
  /** What of its area a credential must have been given; surfaces whose credentials have no scopes state none. */
  scope?: string
  limit?: Limit<unknown>
  doc: RouteDoc
  readsBody: boolean
  /** As its handler gets them, for whoever describes the route. */
  schemas: { body?: z.ZodType; query?: z.ZodType; params?: z.ZodType }
  handle(core: Core, caller: unknown, request: FastifyRequest, reply: FastifyReply): Promise<Answer>
}

type Scoped<Scope> = [Scope] extends [never] ? { scope?: never } : { scope: NoInfer<Scope> }

type Spec<Caller, Scope extends string, B extends z.ZodType, Q extends z.ZodType, P extends z.ZodType> = {
  auth: Auth<Caller, Scope>
  limit?: Limit<Caller>
  doc: RouteDoc
  read?: BodyReader
  body?: B
  query?: Q
  params?: P
  handle(call: Call<Caller, z.output<B>, z.output<Q>, z.output<P>>): Promise<Answer>
} & Scoped<Scope>

/** One line of a surface's table: `route('GET', '/conversations', { auth, scope, query, handle })`. */
export function route<
  Caller,
  Scope extends string,
  B extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  P extends z.ZodType = z.ZodUndefined,
>(method: Route['method'], path: string, spec: Spec<Caller, Scope, B, Q, P>): Route {
  return {
    method,
    path,
    auth: spec.auth,
    ...(spec.scope !== undefined && { scope: spec.scope }),
    // As with the handler below: the caller comes from this very route's `auth`.
    ...(spec.limit && { limit: spec.limit as Limit<unknown> }),
    doc: spec.doc,
    readsBody: spec.read !== undefined,
    schemas: {
      ...(spec.body && { body: spec.body }),
      ...(spec.query && { query: spec.query }),
      ...(spec.params && { params: spec.params }),
    },
    async handle(core, caller, request, reply) {
      const params = check(spec.params, request.params)
      const query = check(spec.query, request.query)
      const given = spec.read ? await spec.read(request) : request.body
      try {
        const body = check(spec.body, given)
        // The caller was made by this very route's `auth`, in the hook that ran before.
        return await spec.handle({ core, caller: caller as Caller, body, query, params, request, reply })
      } finally {
        if (isDisposable(given)) await given[Symbol.asyncDispose]()
      }
    },
  }
}

function isDisposable(value: unknown): value is AsyncDisposable {
  return typeof value === 'object' && value !== null && Symbol.asyncDispose in value
}

/** @throws {DomainError} `invalid` with the schema's own sentence and the field it is about. */
function check<S extends z.ZodType>(schema: S | undefined, value: unknown): z.output<S> {
  // Without a schema the handler's type is `undefined`: it gets nothing rather than something unchecked.
  if (!schema) return undefined as z.output<S>
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = issue?.path.join('.') ?? ''
  throw new DomainError('invalid', issue?.message ?? 'invalid request', { field })
}

export type Surface = {
  name: string
  base: string
  /** Its heading and a sentence or two, in Markdown, for the description. */
  title: string
  about: string
  /** The schemas of its answers by name: those described under a name of their own. */
  bodies: Readonly<Record<string, unknown>>
  errors: ErrorFormat
  /** Answers browsers of other origins: for credentials that no browser sends by itself. */
  cors?: Cors
  /** How often one address may fail to name itself before it is told to wait. */
  strangers?: LimitRule
  /** Of these failures, which are guesses; all of them unless said. */
  isGuess?(request: FastifyRequest): boolean
  routes: readonly Route[]
  /** What only its routes need: content type parsers, cookies. */
  prepare?(scope: FastifyInstance): Promise<void>
}

const ALL_METHODS: HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']

/**
 * Puts the surface on the server, encapsulated: its hooks, parsers and error shapes touch nobody else's routes.
 * `admit` refuses by throwing, before anything else of a request is looked at.
 */
export async function mount(
  app: FastifyInstance,
  core: Core,
  surface: Surface,
  admit: Admission['admit'] = () => {},
): Promise<void> {
  if (!app.hasRequestDecorator('caller')) app.decorateRequest('caller', null)
  await app.register(
    async (scope) => {
      scope.removeContentTypeParser('text/plain')
      await surface.prepare?.(scope)
      answerErrorsAs(scope, surface.errors, { paths: surface.base !== '' })
      if (surface.cors) answerOrigins(scope, surface.cors)
      for (const route of surface.routes) addRoute(scope, core, surface, route, admit)
      refuseOtherMethods(scope, surface)
    },
    { prefix: surface.base },
  )
}

function addRoute(
  scope: FastifyInstance,
  core: Core,
  surface: Surface,
  route: Route,
  admit: Admission['admit'],
): void {
  scope.route({
    method: route.method,
    url: route.path,
    config: { surface: surface.name, readsBody: route.readsBody },
    onRequest: async (request) => {
      admit(request.method)
      const { caller, bucket } = await recognise(core, surface, route, request)
      request.caller = caller
      if (route.limit) await take(core, `${route.limit.name} ${bucket}`, route.limit.rule(caller))
    },
    handler: async (request, reply) => {
      const answer = await route.handle(core, request.caller, request, reply)
      if (!answer) return reply
      return reply
        .code(answer.status)
        .headers(answer.headers ?? {})
        .send(answer.body)
    },
  })
}

/** A refused credential counts against the address it came from, and against nobody's own limit. */
async function recognise(core: Core, surface: Surface, { auth, scope }: Route, request: FastifyRequest) {
  try {
    const who = await auth.authenticate(core, request)
    if (scope !== undefined) auth.assertScope?.(who.caller, scope)
    return who
  } catch (error) {
    const unknown = error instanceof DomainError && error.code === 'unauthenticated'
    if (surface.strangers && unknown && surface.isGuess?.(request) !== false)
      await take(core, `${surface.name} strangers ${request.ip}`, surface.strangers)
    throw error
  }
}

/** @throws {DomainError} `rate_limited` */
async function take(core: Core, bucket: string, rule: LimitRule): Promise<void> {
  const verdict = await core.limits.take(bucket, rule)
  if (!verdict.allowed)
    throw new DomainError('rate_limited', 'rate limit exceeded', { retryAfter: verdict.retryAfter })
}

function refuseOtherMethods(scope: FastifyInstance, { routes, cors }: Surface): void {
  for (const path of new Set(routes.map((route) => route.path))) {
    const allowed: HTTPMethods[] = routes.filter((route) => route.path === path).map((route) => route.method)
    // Every GET answers HEAD too: Fastify adds that route itself.
    if (allowed.includes('GET')) allowed.push('HEAD')
    const allow = [...allowed, 'OPTIONS'].join(', ')
    scope.options(path, async (request, reply) =>
      reply
        .code(204)
        .header('allow', allow)
        .headers(cors ? preflight(cors, request, allow) : {})
        .send(),
    )
    scope.route({
      method: ALL_METHODS.filter((method) => !allowed.includes(method)),
      url: path,
      exposeHeadRoute: false,
      onRequest: async (_, reply) => {
        reply.header('allow', allow)
        throw new ProtocolError(405, 'method not allowed')
      },
      handler: async () => undefined,
    })
  }
}
