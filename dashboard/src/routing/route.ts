// What there is to go to. The query belongs to the screen; the server answers each of these paths with the dashboard.

export type Route =
  | { screen: 'inbox' }
  /** `page` as it stands in the address; null for the list of pages. */
  | { screen: 'settings'; page: string | null }

export function routeOf(address: string): Route {
  const [path = ''] = address.split('?')
  const [, first, ...rest] = path.split('/')
  if (first !== 'settings') return { screen: 'inbox' }
  const page = rest.filter((part) => part !== '').join('/')
  return { screen: 'settings', page: page === '' ? null : page }
}

export function settingsHref(page: string | null): string {
  return page === null ? '/settings' : `/settings/${page}`
}
