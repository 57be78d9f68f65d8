// A line to copy for each operation: what it needs and nothing else, `$NAMES` for what only the reader knows.
import type { OpenApi, Operation } from '../../../http/openapi.ts'
import { SERVER } from './server-name.ts'

export function curlOf({ components }: OpenApi, path: string, method: string, operation: Operation): string {
  const url =
    SERVER + path.replace(/\{(\w+)\}/g, (_, name: string) => `$${name.toUpperCase()}`) + queryOf(operation)
  const parts = [`curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}"${url}"`]
  const [scheme] = operation.security.flatMap((each) => Object.keys(each))
  const credential = scheme === undefined ? undefined : components.securitySchemes[scheme]
  if (credential) parts.push(`-H "${headerOf(credential)}"`)
  return [...parts, ...wantedBy(operation), ...bodyOf(operation)].join(' \\\n  ')
}

/** The parameters that come with an example: without them the call would be refused. */
function queryOf({ parameters = [] }: Operation): string {
  const pairs = parameters.flatMap(({ in: place, name, example }) =>
    place === 'query' && example !== undefined ? [`${name}=${example}`] : [],
  )
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

/** `X-Account-Slug: $ACCOUNT_SLUG` */
function wantedBy({ parameters = [] }: Operation): string[] {
  return parameters.flatMap(({ in: place, required, name }) =>
    place === 'header' && required
      ? [`-H "${name}: $${name.replace(/^X-/, '').replaceAll('-', '_').toUpperCase()}"`]
      : [],
  )
}

export function headerOf(scheme: { [name: string]: unknown }): string {
  const secret = String(scheme['x-placeholder'])
  if (scheme.type === 'http') return `Authorization: Bearer ${secret}`
  return scheme.in === 'cookie' ? `Cookie: ${scheme.name}=${secret}` : `${scheme.name}: ${secret}`
}

function bodyOf({ requestBody }: Operation): string[] {
  if (!requestBody) return []
  const [first] = Object.entries(requestBody.content)
  if (!first) return []
  const [type, { example }] = first
  if (type === 'application/json')
    return [`-H "Content-Type: ${type}"`, `-d ${quoted(JSON.stringify(example))}`]
  return Object.entries(Object(example)).map(([name, value]) => `-F ${quoted(`${name}=${value}`)}`)
}

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`
