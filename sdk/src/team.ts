import { type ManageCalls, part } from './manage-calls.ts'
import type { CreatedInvitation, Invitation, Member, Role } from './wire.ts'

export type TeamApi = {
  /** Everybody who works here, also the disabled. */
  teammates(signal?: AbortSignal): AsyncGenerator<Member, void>
  /** For owners and admins; of yourself the name only. Answers the teammate as they are then. @throws {ParleyError} */
  changeTeammate(
    id: string,
    change: { name?: string; role?: Role; disabled?: boolean },
    signal?: AbortSignal,
  ): Promise<Member>
  /** Of a teammate who lost phone and recovery codes; their sessions end. @throws {ParleyError} */
  resetSecondFactor(teammateId: string, signal?: AbortSignal): Promise<void>
  /** Those nobody accepted yet, newest first. */
  invitations(signal?: AbortSignal): AsyncGenerator<Invitation, void>
  /** The answer is the only place that holds the link; a second one to the same address takes its place. */
  invite(invitation: { email: string; role: Role }, signal?: AbortSignal): Promise<CreatedInvitation>
  withdrawInvitation(id: string, signal?: AbortSignal): Promise<void>
}

export function teamApi({ list, send, tell, create }: ManageCalls): TeamApi {
  const teammate = (id: string): string => `/teammates/${part(id)}`
  return {
    teammates: (signal) => list('/teammates', signal),
    changeTeammate: (id, change, signal) => send('PATCH', teammate(id), { json: change, signal }),
    resetSecondFactor: (id, signal) => tell('DELETE', `${teammate(id)}/second-factor`, { signal }),
    invitations: (signal) => list('/invitations', signal),
    // Repeating does no harm even to a server that knows no key here: the last link is the one that works.
    invite: (invitation, signal) => create('/invitations', invitation, signal && { signal }),
    withdrawInvitation: (id, signal) => tell('DELETE', `/invitations/${part(id)}`, { signal }),
  }
}
