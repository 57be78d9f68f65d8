import type { FastifyRequest } from 'fastify'
import { keepAs } from '../../core/accounts/kept-credentials.ts'
import { placeOf } from '../../core/accounts/sign-in-guard.ts'
import type { Core } from '../../core/core.ts'
import { DomainError } from '../../core/errors.ts'
import type { OrgId } from '../../core/ids.ts'
import { findSiteByKey } from '../../core/sites/queries.ts'
import { type SiteFields, siteFrom } from '../../core/sites/site.ts'
import type { Scheme } from '../../http/route-doc.ts'
import type { Auth } from '../../http/surface.ts'
import { siteOfSignature } from './signature.ts'

/** The site a page names by its key, and where the page is read: what limits are counted by. */
export type Site = SiteFields & {
  org: OrgId
  id: string
  key: string
  /** As stored: sealed. */
  identitySecret: string | null
  /** An IPv4 address or a /64 of IPv6, of this site's visitors. */
  place: string
}

const header: Scheme = {
  name: 'siteKey',
  type: 'apiKey',
  in: 'header',
  header: 'X-Api-Key',
  placeholder: '$SITE_KEY',
  description:
    'The key of a chat site (`site_…`), which is public. Also taken: `X-Site-Key`, `Authorization: Bearer …`, `?site_key=`.',
}

export const INVALID = 'Invalid API key'
const LONGEST_KEY = 100

/** Any one of four ways, for the documents name none (docs/contracts.md 4c#1). */
export const siteKey: Auth<Site> = {
  kind: 'site key',
  schemes: [header],
  refuses: {
    unauthenticated: INVALID,
    forbidden: 'Origin not allowed',
    not_found: 'Chat is not enabled',
  },
  authenticate: async (core, request) => await siteOf(core, request, keyOf(request)),
}

/** Pictures cannot send a header: their addresses carry a signature, which names the site (docs/contracts.md 4c#14). */
export const siteKeyOrSignature: Auth<Site> = {
  ...siteKey,
  kind: 'site key, or a signed address',
  authenticate: async (core, request) =>
    await siteOf(core, request, keyOf(request) ?? siteOfSignature(core, queryOf(request, 'signature'))),
}

async function siteOf(core: Core, request: FastifyRequest, key: string | undefined) {
  const sound = key !== undefined && key.length <= LONGEST_KEY
  const known = sound ? await knownSite(core, key) : undefined
  if (!known) throw new DomainError('unauthenticated', INVALID)
  if (!known.enabled) throw new DomainError('not_found', 'Chat is not enabled')
  assertOrigin(request, known.allowedOrigins)
  const place = `${known.id} ${placeOf(request.ip)}`
  return { caller: { ...known, place }, bucket: place }
}

/** Every verb that changes a site makes all that is kept be read anew, as with keys. */
async function knownSite({ read }: Core, key: string): Promise<Omit<Site, 'place'> | undefined> {
  return await keepAs(read, `site of ${key}`, async () => {
    const row = await findSiteByKey(read, key)
    return row && { ...siteFrom(row), org: row.org_id, id: row.id, key, identitySecret: row.identity_secret }
  })
}

/** Whoever sends no origin is no page of another site: servers, and pages of our own (docs/contracts.md 4c#21). */
export function assertOrigin({ headers: { origin } }: FastifyRequest, allowed: readonly string[]): void {
  if (origin === undefined || allowed.length === 0 || allowed.includes(origin.toLowerCase())) return
  throw new DomainError('forbidden', 'Origin not allowed')
}

function keyOf(request: FastifyRequest): string | undefined {
  return keyInHeaders(request) ?? queryOf(request, 'site_key')
}

export function keyInHeaders({ headers }: FastifyRequest): string | undefined {
  const named = headers['x-api-key'] ?? headers['x-site-key']
  if (typeof named === 'string') return named
  if (headers.authorization === undefined) return undefined
  return /^Bearer (\S+)$/i.exec(headers.authorization)?.[1] ?? ''
}

function queryOf({ query }: FastifyRequest, name: string): string | undefined {
  // Fastify's own parser makes an object of it, always.
  const value = (query as Record<string, unknown>)[name]
  return typeof value === 'string' ? value : undefined
}
