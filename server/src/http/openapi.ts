// OpenAPI 3.1 of the surfaces, made of what their routes say of themselves. Mechanics: no product words in here.
import { type Json, schemaWriter } from './json-schema.ts'
import {
  answersOf,
  bodyOf,
  type Content,
  type OpenApiAnswer,
  type Parameter,
  parametersOf,
  type Reference,
  SHARED_HEADERS,
  type Writing,
} from './operation.ts'
import type { Scheme } from './route-doc.ts'
import type { Route, Surface } from './surface.ts'

export type OpenApi = {
  openapi: '3.1.1'
  info: { title: string; version: string; description: string }
  servers: { url: string }[]
  tags: { name: string; 'x-surface': string }[]
  paths: { [path: string]: { [method: string]: Operation } }
  components: {
    schemas: { [name: string]: Json }
    responses: { [name: string]: OpenApiAnswer }
    headers: { [name: string]: Json }
    securitySchemes: { [name: string]: Json }
  }
  'x-surfaces': { name: string; title: string; description: string }[]
}

export type Operation = {
  operationId: string
  summary: string
  description?: string
  tags: [string]
  security: { [scheme: string]: [] }[]
  'x-credential'?: string
  parameters?: Parameter[]
  requestBody?: { required: true; content: Content }
  responses: { [status: string]: OpenApiAnswer | Reference }
}

export type About = { title: string; version: string; description: string; server: string }

/** @throws when two routes or two schemas would have one name. */
export function openApiOf(surfaces: readonly Surface[], { server, ...info }: About): OpenApi {
  const schemas = schemaWriter(surfaces.flatMap(({ bodies }) => Object.entries(bodies)))
  const writing: Writing = { schemas, responses: {} }
  const paths: OpenApi['paths'] = {}
  const tags = new Map<string, OpenApi['tags'][number]>()
  const schemes = new Map<string, Scheme>()
  for (const surface of surfaces)
    for (const route of surface.routes) {
      const path = pathOf(surface, route)
      const operation = operationOf(writing, surface, route)
      paths[path] ??= {}
      paths[path][route.method.toLowerCase()] = operation
      tags.set(operation.tags[0], { name: operation.tags[0], 'x-surface': surface.name })
      for (const scheme of route.auth.schemes) schemes.set(scheme.name, scheme)
    }
  assertDistinct(Object.values(paths).flatMap((each) => Object.values(each)))
  const titles = new Map(
    surfaces.map(({ name, title, about }) => [name, { name, title, description: about }]),
  )
  return {
    openapi: '3.1.1',
    info,
    servers: [{ url: server }],
    tags: [...tags.values()],
    paths,
    components: {
      schemas: schemas.components,
      responses: writing.responses,
      headers: SHARED_HEADERS,
      securitySchemes: Object.fromEntries([...schemes].map(([name, scheme]) => [name, securityOf(scheme)])),
    },
    'x-surfaces': [...titles.values()],
  }
}

/** `/conversations/:id` below `/api/manage` is `/api/manage/conversations/{id}`. */
export function pathOf({ base }: Pick<Surface, 'base'>, { path }: Pick<Route, 'path'>): string {
  return `${base}${path === '/' ? '' : path}`.replace(/:(\w+)/g, '{$1}')
}

function operationOf(writing: Writing, surface: Surface, route: Route): Operation {
  const { doc, auth, method } = route
  const path = pathOf(surface, route)
  const parameters = parametersOf(writing, route)
  const requestBody = bodyOf(writing, route)
  return {
    operationId: operationId(method, path),
    summary: doc.summary,
    ...(doc.about !== undefined && { description: doc.about }),
    tags: [tagOf(surface, route)],
    security: auth.schemes.map(({ name }) => ({ [name]: [] })),
    ...(auth.schemes.length > 0 && { 'x-credential': auth.kind }),
    ...(parameters.length > 0 && { parameters }),
    ...(requestBody && { requestBody }),
    responses: answersOf(writing, surface, route),
  }
}

/** Of method and path, so that it stays as long as they do: `getManageConversationsById`. */
function operationId(method: string, path: string): string {
  const words = path.replace(/^\/api(?=\/)/, '').match(/\{\w+\}|\w+/g) ?? []
  return (
    method.toLowerCase() + words.map((word) => (word.startsWith('{') ? 'By' : '') + pascal(word)).join('')
  )
}

const pascal = (text: string) =>
  text.replace(/(?:^|[^a-zA-Z0-9]+)([a-zA-Z0-9]|$)/g, (_, first: string) => first.toUpperCase())

/** The noun a path begins with, where the surface has several; else the surface itself. */
function tagOf({ base, title, routes }: Surface, { path }: Route): string {
  if (base === '' || routes.some((route) => nounOf(route.path) === '')) return title
  const words = nounOf(path)
    .replaceAll('-', ' ')
    .replace(/\bapi\b/, 'API')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const nounOf = (path: string) => /^\/([a-z-]+)/.exec(path)?.[1] ?? ''

function securityOf({ name: _, placeholder, description, ...scheme }: Scheme): Json {
  const said = { description, 'x-placeholder': placeholder }
  if (scheme.type === 'http') return { ...scheme, ...said }
  const { header, ...rest } = scheme
  return { ...rest, name: header, ...said }
}

function assertDistinct(operations: Operation[]): void {
  const ids = operations.map(({ operationId }) => operationId)
  const twice = ids.find((id, index) => ids.indexOf(id) !== index)
  if (twice !== undefined) throw new Error(`two operations are called ${twice}`)
}
