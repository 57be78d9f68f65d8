import type { Schema } from '../../../db/schema.ts'

/** Who answers now, and whom people took it from. */
export type Ownership = Pick<
  Schema['conversation'],
  'owner_kind' | 'owner_id' | 'handed_from_kind' | 'handed_from_id'
>

export function ownerOf({ owner_kind, owner_id, handed_from_kind, handed_from_id }: Ownership): Ownership {
  return { owner_kind, owner_id, handed_from_kind, handed_from_id }
}

/** People have it, and it is known whom it can be given back to. */
export function takenOver(before: Ownership): Ownership {
  const { owner_kind, owner_id } = before
  const from =
    owner_kind === 'people'
      ? { handed_from_kind: before.handed_from_kind, handed_from_id: before.handed_from_id }
      : { handed_from_kind: owner_kind, handed_from_id: owner_id }
  return { owner_kind: 'people', owner_id: null, ...from }
}
