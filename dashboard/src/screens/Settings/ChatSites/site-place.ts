import { settingsHref } from '../../../routing/route.ts'
import { PARTS, type Part } from './draft.ts'

export type SitePlace = { site: string; part: Part } | null

export const CHAT_SITES = 'chat-sites'

/** Of the query of the address; null for the list. */
export function sitePlace(address: string): SitePlace {
  const query = new URLSearchParams(address.split('?')[1] ?? '')
  const site = query.get('site')
  if (site === null || site === '') return null
  return { site, part: PARTS.find((part) => part === query.get('part')) ?? 'general' }
}

export function siteHref(site: string, part: Part = 'general'): string {
  const query = new URLSearchParams({ site, ...(part !== 'general' && { part }) })
  return `${settingsHref(CHAT_SITES)}?${query}`
}
