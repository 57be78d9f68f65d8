// Invitations: how somebody comes to work here. What a link says is known to whoever was given it; we keep its hash.
import { DomainError, missing } from '../../errors.ts'
import type { Actor } from '../../events.ts'
import type { OrgId, Time } from '../../ids.ts'
import type { Verb } from '../../verb.ts'
import type { By } from '../api-keys.ts'
import { findTeammate, holdSettings } from '../queries.ts'
import { assertMayGive, type Role } from './change-teammate.ts'
import { addTeammate, deleteInvitation, putInvitation, worksHere } from './queries.ts'

export type InviteArgs = By & {
  org: OrgId
  byId: string
  email: string
  role: Role
  publicId: string
  /** Of the token in the link, which stays with the caller. */
  hash: string
  expiresAt: Time
}

/**
 * Asks somebody to join. An earlier invitation of the same address ends.
 * @throws {DomainError} `conflict` when they work here already, `forbidden` when an admin would make an owner.
 */
export const invite: Verb<InviteArgs, null> = async (tx, args, { now }) => {
  const { org, byId, email, role, publicId, hash, expiresAt, actor, ip } = args
  // So that whoever is being demoted cannot invite an owner meanwhile.
  await holdSettings(tx, org)
  const by = await findTeammate(tx, org, byId)
  if (!by || by.role === 'agent') throw new DomainError('forbidden', 'only an owner or admin may do this')
  assertMayGive(by.role, role)
  if (await worksHere(tx, org, email)) throw alreadyHere()
  await putInvitation(tx, org, {
    id: publicId,
    email,
    role,
    secret_hash: hash,
    invited_by: byId,
    expires_at: expiresAt,
    created_at: now,
  })
  const data = { email, role, expires_at: expiresAt }
  return {
    result: null,
    org,
    events: [{ type: 'invitation.created', conversationId: null, actor, data: { id: publicId, role } }],
    audit: [{ actor, action: 'invitation.created', subject: publicId, data, ip }],
  }
}

/** @throws {DomainError} `not_found` also for one of another organisation. */
export const withdrawInvitation: Verb<By & { org: OrgId; publicId: string }, null> = async (tx, args) => {
  const { org, publicId, actor, ip } = args
  const gone = await deleteInvitation(tx, org, publicId)
  if (!gone) throw missing('invitation')
  const data = { email: gone.email, role: gone.role }
  return { result: null, org, audit: [{ actor, action: 'invitation.deleted', subject: publicId, data, ip }] }
}

export type AcceptArgs = {
  org: OrgId
  publicId: string
  name: string
  passwordHash: string
  ip: string | null
}

/**
 * Makes the teammate, once.
 * @throws {DomainError} `not_found` for what was used, withdrawn or has expired, `conflict` when they work here already.
 */
export const acceptInvitation: Verb<AcceptArgs, { teammateId: string }> = async (tx, args, { now, id }) => {
  const { org, publicId, name, passwordHash, ip } = args
  // Nobody takes the address meanwhile: see `changeEmail`.
  await holdSettings(tx, org)
  const gone = await deleteInvitation(tx, org, publicId)
  if (!gone || gone.expires_at <= now) throw missing('invitation')
  const { email, role } = gone
  const teammateId = id()
  const added = await addTeammate(tx, org, {
    id: teammateId,
    email,
    name,
    role,
    password_hash: passwordHash,
    created_at: now,
  })
  if (!added) throw alreadyHere()
  const actor: Actor = { kind: 'teammate', id: teammateId, name }
  return {
    result: { teammateId },
    org,
    events: [{ type: 'teammate.created', conversationId: null, actor, data: { id: teammateId, name, role } }],
    audit: [
      {
        actor,
        action: 'invitation.accepted',
        subject: publicId,
        data: { email, role, invited_by: gone.invited_by },
        ip,
      },
      { actor, action: 'teammate.created', subject: teammateId, data: { email, name, role }, ip },
    ],
  }
}

function alreadyHere(): DomainError {
  return new DomainError('conflict', 'a teammate with this e-mail address exists', { field: 'email' })
}
