import type { Queryable } from '../../../db/schema.ts'
import { findActive } from '../../accounts/team/queries.ts'
import { DomainError } from '../../errors.ts'
import type { OrgId } from '../../ids.ts'

/** A teammate as a note names them. */
export type Mentioned = { id: string; name: string }

/** @throws {DomainError} `invalid` on field `mentions` for an id of nobody who works here now. */
export async function namedIn(db: Queryable, org: OrgId, ids: readonly string[]): Promise<Mentioned[]> {
  const named = await findActive(db, org, ids)
  if (named.length < ids.length)
    throw new DomainError('invalid', 'mentions names nobody who works here', { field: 'mentions' })
  return named
}
