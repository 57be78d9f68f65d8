import { DomainError, missing } from '../../errors.ts'
import type { EventData } from '../../events.ts'
import type { OrgId } from '../../ids.ts'
import type { Verb } from '../../verb.ts'
import type { By } from '../api-keys.ts'
import { deleteAccessTokens, deleteSessionsOf } from '../own/queries.ts'
import { findTeammate, holdSettings } from '../queries.ts'
import { scopesFrom } from '../scopes.ts'
import { deleteInvitationsBy, findMember, type MemberRow, saveTeammate } from './queries.ts'

export type Role = MemberRow['role']

export type ChangeTeammateArgs = By & {
  org: OrgId
  /** Who asks; their role is looked up anew. */
  byId: string
  teammateId: string
  /** What is not named stays. */
  wanted: { name?: string; role?: Role; disabled?: boolean }
}

type Changes = EventData['teammate.updated']['changes']

/**
 * Renames, promotes, demotes, disables or enables. Another role ends the teammate's sessions and the
 * invitations they made, or these would be a way back; being disabled deletes their access tokens too. Conversations stay theirs. Nothing happens when everything is as wanted already.
 *
 * An organisation cannot lose its last owner: only an owner changes owners, never themselves, so the one who asks stays.
 * @throws {DomainError} `forbidden`, or `not_found` for an unknown or foreign teammate.
 */
export const changeTeammate: Verb<ChangeTeammateArgs, null> = async (tx, args, { now }) => {
  const { org, byId, teammateId, wanted, actor, ip } = args
  // One change after the other: of two owners who demote each other, the second is no owner any more.
  await holdSettings(tx, org)
  const by = await findTeammate(tx, org, byId)
  if (!by) throw new DomainError('unauthenticated', 'sign in first')
  if (by.role === 'agent' && byId !== teammateId) throw mayNot('only an owner or admin may do this')
  const before = await findMember(tx, org, teammateId)
  if (!before) throw missing('teammate')
  assertMay(by, before, wanted)

  const changes = differences(before, wanted)
  if (Object.keys(changes).length === 0) return { result: null }
  await saveTeammate(tx, org, teammateId, {
    name: wanted.name ?? before.name,
    role: wanted.role ?? before.role,
    disabled_at: changes.disabled ? (changes.disabled.to ? now : null) : before.disabled_at,
  })
  const disabled = changes.disabled?.to === true
  const loses = disabled || changes.role !== undefined
  const sessions = loses ? await deleteSessionsOf(tx, org, teammateId) : 0
  const invitations = loses ? await deleteInvitationsBy(tx, org, teammateId) : []
  const tokens = disabled ? await deleteAccessTokens(tx, org, teammateId) : []
  return {
    result: null,
    org,
    events: [
      { type: 'teammate.updated', conversationId: null, actor, data: { id: teammateId, changes } },
      ...tokens.map(({ public_id, name }) => ({
        type: 'credential.deleted' as const,
        conversationId: null,
        actor,
        data: { id: public_id, kind: 'access_token', name },
      })),
    ],
    audit: [
      {
        actor,
        action: 'teammate.updated',
        subject: teammateId,
        data: { changes, sessions_ended: sessions },
        ip,
      },
      ...invitations.map(({ id, ...data }) => ({
        actor,
        action: 'invitation.deleted',
        subject: id,
        data,
        ip,
      })),
      ...tokens.map(({ public_id, scopes, ...token }) => ({
        actor,
        action: 'credential.deleted',
        subject: public_id,
        data: { kind: 'access_token', ...token, scopes: scopesFrom(scopes) },
        ip,
      })),
    ],
  }
}

/** Owners and admins invite and change others; admins reach no owner, and nobody their own rank. */
function assertMay(by: { id: string; role: Role }, whom: MemberRow, wanted: ChangeTeammateArgs['wanted']) {
  const rank = wanted.role !== undefined || wanted.disabled !== undefined
  if (by.id === whom.id) {
    if (rank) throw mayNot('of yourself you may change the name only')
    return
  }
  if (whom.role === 'owner' && by.role !== 'owner') throw mayNot('only an owner may change an owner')
  assertMayGive(by.role, wanted.role)
}

/** @throws {DomainError} `forbidden` when an admin would make an owner. */
export function assertMayGive(by: Role, role: Role | undefined): void {
  if (role === 'owner' && by !== 'owner') throw mayNot('only an owner may make an owner')
}

function differences(before: MemberRow, wanted: ChangeTeammateArgs['wanted']): Changes {
  const changes: Changes = {}
  const { name = before.name, role = before.role } = wanted
  const was = before.disabled_at !== null
  const { disabled = was } = wanted
  if (name !== before.name) changes.name = { from: before.name, to: name }
  if (role !== before.role) changes.role = { from: before.role, to: role }
  if (disabled !== was) changes.disabled = { from: was, to: disabled }
  return changes
}

function mayNot(sentence: string): DomainError {
  return new DomainError('forbidden', sentence)
}
