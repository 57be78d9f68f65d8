import { lockTable } from '../../db/dialect.ts'
import { insertChannel, insertClient, insertSite } from '../channels/queries.ts'
import { DomainError } from '../errors.ts'
import type { Actor } from '../events.ts'
import type { OrgId } from '../ids.ts'
import { newSite } from '../sites/site.ts'
import type { Verb } from '../verb.ts'
import {
  anyOrganisation,
  insertCounters,
  insertCredential,
  insertOrganisation,
  insertTeammate,
} from './queries.ts'

const kinds = ['access_token', 'api_key', 'client', 'site_key', 'site_secret'] as const
type Kind = (typeof kinds)[number]
type Hashed = { publicId: string; hash: string }

export type SetUpArgs = {
  name: string
  slug: string
  prefix: string
  owner: { email: string; name: string; passwordHash: string }
  /** At most one of each kind, hashed already; the texts stay with the caller, who shows them once. */
  credentials: Partial<Record<Kind, Hashed>>
  /** The first-run page may only make the first organisation; the command line may make more. */
  onlyFirst: boolean
}

export type SetUpResult = { organisationId: OrgId; slug: string; teammateId: string }

/**
 * Creates an organisation with its owner, a tickets channel, a chat site, an assistant client and the credentials given.
 * @throws {DomainError} `not_found` when `onlyFirst` and an organisation exists: the page is gone then.
 */
export const setUpOrganisation: Verb<SetUpArgs, SetUpResult> = async (tx, args, { now, id }) => {
  // Of two browsers that send the page at once, the second must see what the first one made.
  if (args.onlyFirst) await lockTable(tx, 'organisation')
  if (args.onlyFirst && (await anyOrganisation(tx)))
    throw new DomainError('not_found', 'this server is already set up')
  // A tenant is born here and nowhere else.
  const org = id() as OrgId
  const slug = await insertOrganisation(tx, org, {
    slug: args.slug,
    name: args.name,
    prefix: args.prefix,
    created_at: now,
  })
  await insertCounters(tx, org)

  const teammateId = id()
  const { passwordHash, ...owner } = args.owner
  await insertTeammate(tx, org, {
    id: teammateId,
    role: 'owner',
    password_hash: passwordHash,
    created_at: now,
    ...owner,
  })

  const tickets = await insertChannel(tx, org, { id: id(), kind: 'tickets', name: 'Tickets API', now })
  const site = await insertChannel(tx, org, { id: id(), kind: 'chat', name: 'Website chat', now })
  await insertSite(tx, org, { id: site, greeting: newSite.greeting, auto_reply: newSite.autoReply })
  const client = await insertChannel(tx, org, { id: id(), kind: 'assistants', name: 'Assistants API', now })
  await insertClient(tx, org, client)

  const belongsTo = {
    access_token: { teammate_id: teammateId, channel_id: null },
    api_key: { teammate_id: null, channel_id: tickets },
    client: { teammate_id: null, channel_id: client },
    site_key: { teammate_id: null, channel_id: site },
    site_secret: { teammate_id: null, channel_id: site },
  }
  const given = kinds.flatMap((kind) => {
    const credential = args.credentials[kind]
    return credential ? [{ kind, ...credential }] : []
  })
  for (const { kind, publicId, hash } of given)
    await insertCredential(tx, org, {
      public_id: publicId,
      kind,
      name: 'Set up',
      secret_hash: hash,
      expires_at: null,
      created_at: now,
      ...belongsTo[kind],
    })

  const actor: Actor = { kind: 'teammate', id: teammateId, name: owner.name }
  return {
    result: { organisationId: org, slug, teammateId },
    org,
    events: [
      { type: 'organisation.created', conversationId: null, actor, data: { name: args.name } },
      {
        type: 'teammate.created',
        conversationId: null,
        actor,
        data: { id: teammateId, name: owner.name, role: 'owner' },
      },
    ],
    audit: [
      { actor, action: 'organisation.created', subject: org, data: { name: args.name, slug } },
      ...given.map(({ kind, publicId }) => ({
        actor,
        action: 'credential.created',
        subject: publicId,
        data: { kind },
      })),
    ],
  }
}
