// What one may do to whom: the server decides the same, this is what gets offered.
import type { MemberBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import type { Role } from '../../../api/team.ts'

type Who = Pick<MemberBody, 'id' | 'role'>

export const roles: readonly Role[] = ['owner', 'admin', 'agent']

/** Roles that may be given to somebody who has none yet. */
export function rolesToGive(me: Pick<Who, 'role'>): readonly Role[] {
  if (me.role === 'agent') return []
  return roles.filter((role) => role !== 'owner' || me.role === 'owner')
}

export type Rights = { roles: readonly Role[]; disable: boolean; resetSecondFactor: boolean }

const NONE: Rights = { roles: [], disable: false, resetSecondFactor: false }

export function rightsOver(me: Who, whom: Pick<MemberBody, 'id' | 'role' | 'second_factor'>): Rights {
  if (me.role === 'agent' || me.id === whom.id) return NONE
  if (whom.role === 'owner' && me.role !== 'owner') return NONE
  return {
    roles: rolesToGive(me).filter((role) => role !== whom.role),
    disable: true,
    resetSecondFactor: whom.second_factor === true,
  }
}

export const any = ({ roles, disable, resetSecondFactor }: Rights): boolean =>
  roles.length > 0 || disable || resetSecondFactor
