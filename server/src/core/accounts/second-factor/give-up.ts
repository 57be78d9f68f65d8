// Ways out of a second factor, and new recovery codes: whoever asks proves that it is theirs, or outranks the teammate.
import type { Tx } from '../../../db/schema.ts'
import { DomainError, missing } from '../../errors.ts'
import type { OrgId } from '../../ids.ts'
import type { Verb } from '../../verb.ts'
import type { By } from '../api-keys.ts'
import { deleteSessionsOf } from '../own/queries.ts'
import { findTeammate, holdSettings } from '../queries.ts'
import { findMember, holdTeammate } from '../team/queries.ts'
import { type Proof, type Spent, spendProof } from './proof.ts'
import { deleteRecoveryCodes, deleteSecondFactor, insertRecoveryCodes } from './queries.ts'

export type ProvenArgs = By & {
  org: OrgId
  teammateId: string
  /** What was proven: a password that changed meanwhile proves nothing. */
  passwordHash: string
  proof: Proof | undefined
}

/** @throws {DomainError} `invalid` for a wrong code, `conflict` when there is no second factor. */
export const disableSecondFactor: Verb<ProvenArgs, null> = async (tx, args) => {
  const { org, teammateId, actor, ip } = args
  const data = await spend(tx, args)
  await deleteSecondFactor(tx, org, teammateId)
  return {
    result: null,
    org,
    audit: [{ actor, action: 'second_factor.disabled', subject: teammateId, data, ip }],
  }
}

/**
 * The old codes end.
 * @throws {DomainError} as {@link disableSecondFactor}
 */
export const renewRecoveryCodes: Verb<ProvenArgs & { hashes: string[] }, null> = async (tx, args) => {
  const { org, teammateId, hashes, actor, ip } = args
  const { second_factor } = await spend(tx, args)
  await deleteRecoveryCodes(tx, org, teammateId)
  await insertRecoveryCodes(tx, org, teammateId, hashes)
  const data = { second_factor }
  return {
    result: null,
    org,
    audit: [{ actor, action: 'recovery_codes.renewed', subject: teammateId, data, ip }],
  }
}

async function spend(tx: Tx, { org, teammateId, passwordHash, proof }: ProvenArgs): Promise<Spent> {
  const teammate = await holdTeammate(tx, org, teammateId)
  if (teammate?.password_hash !== passwordHash) throw new DomainError('unauthenticated', 'sign in first')
  const spent = await spendProof(tx, org, teammateId, proof).catch((error: unknown) => {
    // Signed in already: what is wrong is a field, not who they are.
    if (!(error instanceof DomainError) || error.code !== 'unauthenticated') throw error
    throw new DomainError('invalid', error.message, {
      field: proof?.kind === 'recovery_code' ? 'recovery_code' : 'code',
    })
  })
  if (!spent) throw new DomainError('conflict', 'you have no second factor')
  return spent
}

export type ResetArgs = By & { org: OrgId; byId: string; teammateId: string }

/**
 * For a teammate who lost phone and recovery codes. Their sessions end; with the password alone they sign in anew.
 * @throws {DomainError} `forbidden` of oneself, and to an admin of an owner; `not_found` when there is nothing to reset.
 */
export const resetSecondFactor: Verb<ResetArgs, null> = async (tx, args) => {
  const { org, byId, teammateId, actor, ip } = args
  // Whoever is being demoted meanwhile resets nobody.
  await holdSettings(tx, org)
  const by = await findTeammate(tx, org, byId)
  if (!by || by.role === 'agent') throw new DomainError('forbidden', 'only an owner or admin may do this')
  const whom = await findMember(tx, org, teammateId)
  if (!whom) throw missing('teammate')
  // A session that somebody left open must not be a way around the code.
  if (by.id === whom.id) throw new DomainError('forbidden', 'your own you disable with a code')
  if (whom.role === 'owner' && by.role !== 'owner')
    throw new DomainError('forbidden', 'only an owner may change an owner')
  const gone = await deleteSecondFactor(tx, org, teammateId)
  if (!gone || gone.confirmed_at === null) throw missing('second factor')
  const data = { sessions_ended: await deleteSessionsOf(tx, org, teammateId) }
  return {
    result: null,
    org,
    audit: [{ actor, action: 'second_factor.reset', subject: teammateId, data, ip }],
  }
}

/** Keeps that a code was refused: after a right password that is worth a look. */
export const noteCodeRefused: Verb<By & { org: OrgId; teammateId: string }, null> = async (_, args) => {
  const { org, teammateId, actor, ip } = args
  return {
    result: null,
    org,
    audit: [{ actor, action: 'second_factor.refused', subject: teammateId, ip }],
  }
}
