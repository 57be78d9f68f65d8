export type Role = 'owner' | 'admin' | 'agent'

export type Teammate = {
  id: string
  name: string
  email: string
  role: Role
}

/** As the list of the team shows them. */
export type Member = Teammate & {
  disabled_at: string | null
  created_at: string
  /** In one of their present sessions, true to the minute; null when they have none. */
  last_seen_at: string | null
  /** Whether they have a second factor; null for agents who ask, but of themselves. */
  second_factor: boolean | null
}

export type Invitation = {
  id: string
  email: string
  role: Role
  /** A teammate's id. */
  invited_by: string
  created_at: string
  expires_at: string
}

/** `link` is shown this once. */
export type CreatedInvitation = Pick<Invitation, 'id' | 'email' | 'role' | 'expires_at'> & { link: string }
