/** What it is kept under. */
export const ORGANISATION = ['organisation']
