// A site while somebody changes it: only what they touched, laid over the site as it is, so that what others change
// meanwhile stays theirs.
import type { SiteChange, SiteFields } from '../../../api/sites.ts'
import { safeText } from '../../../ui/safe-text.ts'
import { clockComplaint } from './clock.ts'
import { originComplaint } from './origins.ts'

export type Edits = Partial<SiteFields>

export const FIELDS = [
  'name',
  'enabled',
  'greeting',
  'auto_reply',
  'closed_reply',
  'allowed_origins',
  'show_names',
  'appearance',
  'office_hours',
] as const satisfies readonly (keyof SiteFields)[]

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

export function withEdits<Site extends SiteFields>(site: Site, edits: Edits): Site {
  return { ...site, ...edits }
}

/** What is as it was is no edit. */
export function edited(site: SiteFields, edits: Edits, more: Edits): Edits {
  const all = { ...edits, ...more }
  return Object.fromEntries(
    FIELDS.filter((name) => name in all && !same(all[name], site[name])).map((name) => [name, all[name]]),
  )
}

/** Of the appearance, too, only what differs; a text that was emptied is the widget's own again. */
export function changeOf(site: SiteFields, edits: Edits): SiteChange {
  const { appearance, ...rest } = edits
  if (!appearance) return rest
  const wanted = { ...appearance, texts: withoutBlanks(appearance.texts) }
  const changed = Object.entries(wanted).filter(
    ([name, value]) => !same(value, site.appearance[name as keyof typeof wanted]),
  )
  return { ...rest, ...(changed.length > 0 && { appearance: Object.fromEntries(changed) }) }
}

type Texts = SiteFields['appearance']['texts']

function withoutBlanks(texts: Texts): Texts {
  const kept = Object.entries(texts).map(
    ([locale, own]) =>
      [locale, Object.fromEntries(Object.entries(own).filter(([, words]) => words.trim() !== ''))] as const,
  )
  return Object.fromEntries(kept.filter(([, own]) => Object.keys(own).length > 0))
}

/** Fields with the key of the word that says what is wrong; the server says no to the same. */
export function complaintsOf(site: SiteFields): Record<string, string> {
  const { name, appearance, allowed_origins, office_hours } = site
  const found: Record<string, string> = {}
  if (safeText(name).trim() === '') found.name = 'name'
  if (!/^#[0-9a-f]{6}$/i.test(appearance.colour)) found['appearance.colour'] = 'colour'
  for (const axis of ['x', 'y'] as const) {
    const value = appearance.offset[axis]
    if (!Number.isInteger(value) || value < 0 || value > 400) found[`appearance.offset.${axis}`] = 'offset'
  }
  for (const [place, origin] of allowed_origins.entries()) {
    const word = originComplaint(origin)
    if (word) found[`allowed_origins.${place}`] = word
  }
  for (const [day, spans] of Object.entries(office_hours?.week ?? {})) {
    const word = clockComplaint(spans)
    if (word) found[`office_hours.week.${day}`] = word
  }
  for (const [place, { date }] of (office_hours?.holidays ?? []).entries())
    if (date === '') found[`office_hours.holidays.${place}`] = 'holiday'
  return found
}

export const PARTS = ['general', 'install', 'origins', 'hours', 'looks', 'keys'] as const
export type Part = (typeof PARTS)[number]

/** Where a field stands, so that what is wrong with it is shown there. */
export function partOf(field: string): Part {
  if (field.startsWith('appearance')) return 'looks'
  if (field.startsWith('allowed_origins')) return 'origins'
  if (field.startsWith('office_hours') || field === 'closed_reply') return 'hours'
  return 'general'
}
