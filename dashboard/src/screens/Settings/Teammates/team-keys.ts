/** What the lists are kept under. */
export const TEAM = ['teammates']
export const INVITATIONS = ['invitations']
