// Chat sites come, change and go.
import type { Tx } from '../../db/schema.ts'
import type { By } from '../accounts/api-keys.ts'
import { holdSettings, insertCredential } from '../accounts/queries.ts'
import { insertChannel, insertSite } from '../channels/queries.ts'
import { DomainError, missing } from '../errors.ts'
import type { EventDraft } from '../events.ts'
import type { OrgId } from '../ids.ts'
import type { Verb } from '../verb.ts'
import { closeSite, countSites, findSite, saveSite } from './queries.ts'
import { columnsOf, type SiteChanges, type SiteFields, siteFrom } from './site.ts'

const MOST_SITES = 100

/** Of a secret: its text stays with the caller, who shows it once. */
export type Hashed = { publicId: string; hash: string }

export type CreateSiteArgs = By & {
  org: OrgId
  site: SiteFields
  /** Stands in every visitor's page: an id, and no secret. */
  key: Hashed
  secret: Hashed
  /** The sealed secret that visitors prove themselves with. */
  identity: string
}

/**
 * A site with its channel and keys.
 * @throws {DomainError} `conflict` when there are too many.
 */
export const createSite: Verb<CreateSiteArgs, { id: string }> = async (tx, args, { now, id: fresh }) => {
  const { org, site, key, secret, identity, actor, ip } = args
  // One after the other, so that their number holds.
  await holdSettings(tx, org)
  if ((await countSites(tx, org)) >= MOST_SITES)
    throw new DomainError('conflict', `an organisation has at most ${MOST_SITES} sites`)
  const id = await insertChannel(tx, org, { id: fresh(), kind: 'chat', name: site.name, now })
  const { greeting, auto_reply, ...columns } = columnsOf(site)
  await insertSite(tx, org, { id, greeting, auto_reply })
  await saveSite(tx, org, id, {
    ...columns,
    identity_secret: identitySecrets([{ sealed: identity, until: null }]),
  })
  await addKey(tx, org, { kind: 'site_key', channel_id: id, created_at: now, ...key })
  await addKey(tx, org, { kind: 'site_secret', channel_id: id, created_at: now, ...secret })
  return {
    result: { id },
    org,
    events: [told('site.created', id, args)],
    audit: [
      { actor, ip, action: 'site.created', subject: id, data: { name: site.name, site_key: key.publicId } },
    ],
  }
}

type NewKey = Hashed & { kind: 'site_key' | 'site_secret'; channel_id: string; created_at: string }

/** People name sites, not their keys: those are named after themselves, for names are unique. */
export async function addKey(tx: Tx, org: OrgId, { publicId, hash, ...key }: NewKey): Promise<void> {
  await insertCredential(tx, org, {
    ...key,
    public_id: publicId,
    name: publicId,
    secret_hash: hash,
    teammate_id: null,
    expires_at: null,
  })
}

export type ChangeSiteArgs = By & { org: OrgId; id: string; wanted: SiteChanges }

/**
 * What is not named stays, of the appearance too; nothing happens when all is as wanted.
 * @throws {DomainError} `not_found`
 */
export const changeSite: Verb<ChangeSiteArgs, null> = async (tx, args) => {
  const { org, id, wanted, actor, ip } = args
  await holdSettings(tx, org)
  const row = await findSite(tx, org, id)
  if (!row) throw missing('site')
  const before = siteFrom(row)
  const appearance = { ...before.appearance, ...wanted.appearance }
  const [was, is] = [columnsOf(before), columnsOf({ ...before, ...wanted, appearance })]
  // Names and values are those of `is`.
  const changed = Object.fromEntries(
    Object.entries(is).filter(([name, value]) => was[name as keyof typeof was] !== value),
  ) as Partial<typeof is>
  if (Object.keys(changed).length === 0) return { result: null }
  await saveSite(tx, org, id, changed)
  return {
    result: null,
    org,
    events: [told('site.changed', id, args)],
    audit: [{ actor, ip, action: 'site.changed', subject: id, data: changed }],
  }
}

/**
 * Its keys open nothing from the commit on; its conversations stay.
 * @throws {DomainError} `not_found`
 */
export const deleteSite: Verb<By & { org: OrgId; id: string }, null> = async (tx, args, { now }) => {
  const { org, id, actor, ip } = args
  await holdSettings(tx, org)
  const row = await findSite(tx, org, id)
  if (!row) throw missing('site')
  await closeSite(tx, org, id, now)
  return {
    result: null,
    org,
    events: [told('site.deleted', id, args)],
    audit: [{ actor, ip, action: 'site.deleted', subject: id, data: { name: row.name } }],
  }
}

function told(type: 'site.created' | 'site.changed' | 'site.deleted', id: string, { actor }: By): EventDraft {
  return { type, conversationId: null, actor, data: { id } }
}

/** `until` null: good until another one follows it. */
export type IdentitySecret = { sealed: string; until: string | null }

export function identitySecrets(list: readonly IdentitySecret[]): string {
  return JSON.stringify(list)
}

export function identitySecretsFrom(stored: string | null): IdentitySecret[] {
  return stored === null ? [] : JSON.parse(stored)
}
