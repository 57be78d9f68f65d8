import type { z } from 'zod'
import { issueSecret, secretPrefixes } from '../../../core/accounts/secrets.ts'
import { issueSiteKey } from '../../../core/accounts/set-up.ts'
import type { Core } from '../../../core/core.ts'
import { missing } from '../../../core/errors.ts'
import type { OrgId } from '../../../core/ids.ts'
import { IDENTITY_SEAL } from '../../../core/sites/identity.ts'
import { findSite, listSiteCredentials, listSites, type SiteRow } from '../../../core/sites/queries.ts'
import { siteFrom } from '../../../core/sites/site.ts'
import { idempotencyKeyOf, replayedHeader } from '../../../http/idempotency.ts'
import type { Answer, Call } from '../../../http/surface.ts'
import { byOf, type Caller } from '../auth.ts'
import { pageOf, type pageQuery, placeFrom } from '../paging.ts'
import type { ulidParams } from '../params.ts'
import type { CreatedSiteBody, RenewedIdentitySecretBody, RenewedSecretKeyBody, SiteBody } from '../wire.ts'
import type { newSiteBody, renewal, siteChange } from './fields.ts'

type Params = z.output<typeof ulidParams>
type List = Call<Caller, undefined, z.output<typeof pageQuery>, undefined>
type Show = Call<Caller, undefined, undefined, Params>
type Create = Call<Caller, z.output<typeof newSiteBody>, undefined, undefined>
type Change = Call<Caller, z.output<typeof siteChange>, undefined, Params>
type Renew = Call<Caller, z.output<typeof renewal>, undefined, Params>

/** `GET /api/manage/sites`, oldest first. */
export async function listAll({ core, caller, query }: List): Promise<Answer> {
  const { limit, after } = query
  const place = placeFrom(after, ['id'])
  const rows = await listSites(core.read, caller.org, { after: place?.id ?? '', limit: limit + 1 })
  const bodies = await bodiesOf(core, caller.org, rows)
  return {
    status: 200,
    body: pageOf(
      bodies,
      limit,
      (body) => body,
      ({ id }) => [id],
    ),
  }
}

/** `GET /api/manage/sites/{id}` */
export async function showOne({ core, caller, params }: Show): Promise<Answer> {
  return { status: 200, body: await shown(core, caller.org, params.id) }
}

/** `POST /api/manage/sites`: the only answer that carries its secrets; its repetition does not. */
export async function create({ core, caller, body: site, request }: Create): Promise<Answer> {
  const { org } = caller
  const idempotency = idempotencyKeyOf(request, org, 'POST sites', site)
  const secret = issueSecret('site_secret')
  const identity = issueSecret('site_identity')
  const { result, replayed } = await core.runOnce(
    'createSite',
    {
      org,
      site,
      key: issueSiteKey(),
      secret: { publicId: secret.publicId, hash: secret.hash },
      identity: core.seals.seal(IDENTITY_SEAL, identity.text),
      ...byOf(caller, request),
    },
    idempotency,
  )
  const body: CreatedSiteBody = {
    ...(await shown(core, org, result.id)),
    secret_key: replayed ? null : secret.text,
    identity_secret: replayed ? null : identity.text,
  }
  return { status: 201, body, headers: replayedHeader(replayed) }
}

/** `PATCH /api/manage/sites/{id}`: answers the site as it is then. */
export async function change({ core, caller, params, body: wanted, request }: Change): Promise<Answer> {
  const { org } = caller
  await core.run('changeSite', { org, id: params.id, wanted, ...byOf(caller, request) })
  return { status: 200, body: await shown(core, org, params.id) }
}

/** `DELETE /api/manage/sites/{id}`: what was written there stays. */
export async function remove({ core, caller, params, request }: Show): Promise<Answer> {
  await core.run('deleteSite', { org: caller.org, id: params.id, ...byOf(caller, request) })
  return { status: 204 }
}

/** `POST /api/manage/sites/{id}/secret-key` */
export async function renewSecret({ core, caller, params, body, request }: Renew): Promise<Answer> {
  const { org } = caller
  const { publicId, hash, text } = issueSecret('site_secret')
  const { result, replayed } = await core.runOnce(
    'renewSiteSecret',
    {
      org,
      id: params.id,
      overlapHours: body.overlap_hours,
      secret: { publicId, hash },
      ...byOf(caller, request),
    },
    idempotencyKeyOf(request, org, `POST sites secret ${params.id}`, body),
  )
  const answer: RenewedSecretKeyBody = { secret_key: replayed ? null : text, old_until: result.oldUntil }
  return { status: 201, body: answer, headers: replayedHeader(replayed) }
}

/** `POST /api/manage/sites/{id}/identity-secret` */
export async function renewIdentity({ core, caller, params, body, request }: Renew): Promise<Answer> {
  const { org } = caller
  const { text } = issueSecret('site_identity')
  const { result, replayed } = await core.runOnce(
    'renewSiteIdentity',
    {
      org,
      id: params.id,
      overlapHours: body.overlap_hours,
      identity: core.seals.seal(IDENTITY_SEAL, text),
      ...byOf(caller, request),
    },
    idempotencyKeyOf(request, org, `POST sites identity ${params.id}`, body),
  )
  const answer: RenewedIdentitySecretBody = {
    identity_secret: replayed ? null : text,
    old_until: result.oldUntil,
  }
  return { status: 201, body: answer, headers: replayedHeader(replayed) }
}

async function shown(core: Core, org: OrgId, id: string): Promise<SiteBody> {
  const row = await findSite(core.read, org, id)
  const [body] = row ? await bodiesOf(core, org, [row]) : []
  if (!body) throw missing('site')
  return body
}

async function bodiesOf(core: Core, org: OrgId, rows: readonly SiteRow[]): Promise<SiteBody[]> {
  const credentials = await listSiteCredentials(
    core.read,
    org,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => {
    const own = credentials.filter(({ channel_id }) => channel_id === row.id)
    const site = siteFrom(row)
    return {
      id: row.id,
      name: site.name,
      site_key: own.find(({ kind }) => kind === 'site_key')?.public_id ?? '',
      greeting: site.greeting,
      auto_reply: site.autoReply,
      closed_reply: site.closedReply,
      allowed_origins: [...site.allowedOrigins],
      enabled: site.enabled,
      show_names: site.showNames,
      appearance: site.appearance,
      // Stored as it was checked at the door.
      office_hours: site.officeHours as SiteBody['office_hours'],
      secret_keys: own
        .filter(({ kind }) => kind === 'site_secret')
        .map(({ public_id, created_at, expires_at, last_used_at }) => ({
          begins_with: `${secretPrefixes.site_secret}_${public_id}_`,
          created_at,
          expires_at,
          last_used_at,
        })),
      has_identity_secret: row.identity_secret !== null,
      created_at: row.created_at,
    }
  })
}
