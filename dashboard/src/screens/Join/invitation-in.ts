/**
 * The token of the invitation this page was opened with, read once and taken out of the address: neither the history nor
 * somebody who looks over a shoulder should keep it.
 */
export function invitationIn(): string | null {
  const token = /^#join=(\w{10,200})$/.exec(location.hash)?.[1] ?? null
  if (token !== null) history.replaceState(null, '', location.pathname)
  return token
}
