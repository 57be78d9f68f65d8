import type { Scope } from '../../../../../server/src/surfaces/manage/wire.ts'

/** Every scope, in the order it is offered: a new one does not compile until it stands here. */
const offered = {
  'conversations:read': true,
  'conversations:write': true,
  'contacts:read': true,
  'contacts:write': true,
  'team:read': true,
  'team:write': true,
  'keys:read': true,
  'keys:write': true,
  'organisation:read': true,
  'organisation:write': true,
  'audit:read': true,
  'events:read': true,
} as const satisfies Record<Scope, true>

// The keys of a const object are its type’s.
export const scopes = Object.keys(offered) as readonly Scope[]
