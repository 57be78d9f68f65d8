// A surface: one folder, one prefix, its own credential, errors and limits. Its routes are a table one can read aloud.
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify'
import type { z } from 'zod'
import type { Core } from '../core/core.ts'
import { DomainError } from '../core/errors.ts'
import type { LimitRule } from '../limits/limits.ts'
import { answerErrorsAs, type ErrorFormat, ProtocolError } from './errors.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whose route it is, for those who measure. */
    surface?: string
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

/** Who may call: reads the credential, returns the caller and the name its limits are counted under. */
export type Auth<Caller> = {
  kind: string
  authenticate(core: Core, request: FastifyRequest): Promise<{ caller: Caller; bucket: string }>
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
  auth: Auth<unknown>
  limit?: Limit<unknown>
  handle(core: Core, caller: unknown, request: FastifyRequest, reply: FastifyReply): Promise<Answer>
}

type Spec<Caller, B extends z.ZodType, Q extends z.ZodType, P extends z.ZodType> = {
  auth: Auth<Caller>
  limit?: Limit<Caller>
  read?: BodyReader
  body?: B
  query?: Q
  params?: P
  handle(call: Call<Caller, z.output<B>, z.output<Q>, z.output<P>>): Promise<Answer>
}

/** One line of a surface's table: `route('GET', '/conversations', { auth, query, handle })`. */
export function route<
  Caller,
  B extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  P extends z.ZodType = z.ZodUndefined,
>(method: Route['method'], path: string, spec: Spec<Caller, B, Q, P>): Route {
  return {
    method,
    path,
    auth: spec.auth,
    // As with the handler below: the caller comes from this very route's `auth`.
    ...(spec.limit && { limit: spec.limit as Limit<unknown> }),
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
  errors: ErrorFormat
  /** Answers browsers of any origin: for credentials that no browser sends by itself. */
  cors?: 'any'
  /** How often one address may fail to name itself before it is told to wait. */
  strangers?: LimitRule
  routes: readonly Route[]
  /** What only its routes need: content type parsers, cookies. */
  prepare?(scope: FastifyInstance): Promise<void>
}

const ALL_METHODS: HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Puts the surface on the server, encapsulated: its hooks, parsers and error shapes touch nobody else's routes. */
export async function mount(app: FastifyInstance, core: Core, surface: Surface): Promise<void> {
  await app.register(
    async (scope) => {
      scope.removeContentTypeParser('text/plain')
      await surface.prepare?.(scope)
      answerErrorsAs(scope, surface.errors)
      if (surface.cors) answerAnyOrigin(scope)
      for (const route of surface.routes) addRoute(scope, core, surface, route)
      refuseOtherMethods(scope, surface)
    },
    { prefix: surface.base },
  )
}

function addRoute(scope: FastifyInstance, core: Core, surface: Surface, route: Route): void {
  const callers = new WeakMap<FastifyRequest, unknown>()
  scope.route({
    method: route.method,
    url: route.path,
    config: { surface: surface.name },
    onRequest: async (request) => {
      const { caller, bucket } = await recognise(core, surface, route.auth, request)
      callers.set(request, caller)
      if (route.limit) await take(core, `${route.limit.name} ${bucket}`, route.limit.rule(caller))
    },
    handler: async (request, reply) => {
      const answer = await route.handle(core, callers.get(request), request, reply)
      if (!answer) return reply
      return reply
        .code(answer.status)
        .headers(answer.headers ?? {})
        .send(answer.body)
    },
  })
}

/** A refused credential counts against the address it came from, and against nobody's own limit. */
async function recognise(core: Core, surface: Surface, auth: Auth<unknown>, request: FastifyRequest) {
  try {
    return await auth.authenticate(core, request)
  } catch (error) {
    if (surface.strangers && error instanceof DomainError && error.code === 'unauthenticated')
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

const EXPOSED = 'X-Ticket-Id, Idempotency-Replayed, Retry-After, X-Request-Id'

function answerAnyOrigin(scope: FastifyInstance): void {
  scope.addHook('onRequest', (_, reply, done) => {
    reply.header('access-control-allow-origin', '*')
    reply.header('access-control-expose-headers', EXPOSED)
    done()
  })
}

const PREFLIGHT = {
  'access-control-allow-headers': 'Authorization, Content-Type, Idempotency-Key',
  'access-control-max-age': '86400',
}

function refuseOtherMethods(scope: FastifyInstance, { routes, cors }: Surface): void {
  for (const path of new Set(routes.map((route) => route.path))) {
    const allowed: HTTPMethods[] = routes.filter((route) => route.path === path).map((route) => route.method)
    // Every GET answers HEAD too: Fastify adds that route itself.
    if (allowed.includes('GET')) allowed.push('HEAD')
    const allow = [...allowed, 'OPTIONS'].join(', ')
    const preflight = cors ? { ...PREFLIGHT, 'access-control-allow-methods': allow } : {}
    scope.options(path, async (_, reply) => reply.code(204).header('allow', allow).headers(preflight).send())
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
