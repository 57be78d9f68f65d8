import { authenticate } from '../../../core/accounts/authenticate.ts'
import { noteUse } from '../../../core/accounts/note-use.ts'
import { placeOf } from '../../../core/accounts/sign-in-guard.ts'
import { DomainError } from '../../../core/errors.ts'
import { type OrgId, timeOf } from '../../../core/ids.ts'
import { findSite } from '../../../core/sites/queries.ts'
import { siteFrom } from '../../../core/sites/site.ts'
import type { Scheme } from '../../../http/route-doc.ts'
import type { Auth } from '../../../http/surface.ts'
import { assertOrigin, INVALID, keyInHeaders } from '../auth.ts'

/** The server of a site. */
export type SiteServer = {
  org: OrgId
  site: { id: string; name: string }
  secretKey: { publicId: string; name: string }
}

const header: Scheme = {
  name: 'siteSecret',
  type: 'apiKey',
  in: 'header',
  header: 'X-Api-Key',
  placeholder: '$SITE_SECRET',
  description:
    'The secret key of a chat site, for servers alone. Also taken: `X-Site-Key`, `Authorization: Bearer …`.',
}

const OFF = 'Helpdesk is not enabled'

/** Sent as the site key, which opens nothing here, but never in an address: those are logged (docs/contracts.md 4c#30). */
export const siteSecret: Auth<SiteServer> = {
  kind: 'secret key of a site',
  schemes: [header],
  refuses: { unauthenticated: INVALID, forbidden: 'Origin not allowed', not_found: OFF },
  async authenticate(core, request) {
    const key = keyInHeaders(request) ?? ''
    const credential = await authenticate(core.read, 'site_secret', key, timeOf(core.now())).catch(inOwnWords)
    const { org, channelId, publicId, name } = credential
    const row = channelId === null ? undefined : await findSite(core.read, org, channelId)
    if (!row) throw new DomainError('unauthenticated', INVALID)
    const site = siteFrom(row)
    if (!site.enabled) throw new DomainError('not_found', OFF)
    assertOrigin(request, site.allowedOrigins)
    noteUse(core, credential)
    return {
      caller: { org, site: { id: row.id, name: site.name }, secretKey: { publicId, name } },
      bucket: `${row.id} ${placeOf(request.ip)}`,
    }
  },
}

/** Expired keys are as unknown as others: the published words know no difference. */
function inOwnWords(error: unknown): never {
  if (!(error instanceof DomainError) || error.code !== 'unauthenticated') throw error
  throw new DomainError('unauthenticated', INVALID)
}
