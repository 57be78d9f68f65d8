// Somebody asked for the checklist: it stands in the address, so that a reload and the back button come out right.

const PARAMETER = 'getting-started'
export const CHECKLIST = `/?${PARAMETER}`

export function isAskedFor(search: string): boolean {
  return new URLSearchParams(search).has(PARAMETER)
}

/** Whoever listens for the back button reads the address anew. */
export function askFor(): void {
  history.pushState(null, '', CHECKLIST)
  dispatchEvent(new PopStateEvent('popstate'))
}
