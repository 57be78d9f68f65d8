import type { MacroBody, SessionBody } from '../../../../../server/src/surfaces/manage/wire.ts'

type Who = Pick<SessionBody['teammate'], 'id' | 'role'>

const isAdministrator = ({ role }: Who): boolean => role !== 'agent'

/** Shared ones are for owners and admins to change and delete; one's own for oneself. */
export function mayChange(me: Who, { shared }: Pick<MacroBody, 'shared'>): boolean {
  return !shared || isAdministrator(me)
}

/** A shared one becomes somebody's own again only for whoever made it. */
export function mayShare(me: Who, macro: Pick<MacroBody, 'shared' | 'owner_id'> | null): boolean {
  return isAdministrator(me) && (macro === null || !macro.shared || macro.owner_id === me.id)
}
