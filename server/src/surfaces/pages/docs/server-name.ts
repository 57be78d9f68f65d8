/** Stands for the server's address in the page that is kept; each answer has the one it was asked under. */
export const SERVER = '{{server}}'
