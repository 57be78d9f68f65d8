// What a chat site is: where visitors write, what they are told at once, and how its widget looks.
import type { OfficeHours } from '../office-hours/office-hours.ts'

export const positions = ['right', 'left'] as const
export const icons = ['chat', 'question', 'hand', 'mail'] as const
/** Texts of the widget that people may word themselves. */
type TextName =
  | 'title'
  | 'intro'
  | 'launcher'
  | 'placeholder'
  | 'offline'
  | 'name_label'
  | 'email_label'
  | 'message_label'
  | 'start'

export type Appearance = {
  /** `#rrggbb`: of launcher, header and own messages. */
  colour: string
  position: (typeof positions)[number]
  /** Pixels from the corner. */
  offset: { x: number; y: number }
  launcher: { icon: (typeof icons)[number]; hidden: boolean }
  /** By locale; what is missing is the widget's own. */
  texts: Record<string, Partial<Record<TextName, string>>>
}

export type SiteFields = {
  name: string
  greeting: string
  /** Null: none is sent. */
  autoReply: string | null
  /** In place of the auto reply outside office hours; null: the same one. */
  closedReply: string | null
  /** As browsers write them, `https://shop.example`; empty: any. */
  allowedOrigins: readonly string[]
  enabled: boolean
  /** Whether visitors see what teammates are called. */
  showNames: boolean
  appearance: Appearance
  /** Null: always open. */
  officeHours: OfficeHours | null
}

const defaultAppearance: Appearance = {
  colour: '#1f6feb',
  position: 'right',
  offset: { x: 20, y: 20 },
  launcher: { icon: 'chat', hidden: false },
  texts: {},
}

/** Of a fresh install, and of every site that says nothing else. */
export const newSite: Omit<SiteFields, 'name'> = {
  greeting: 'Hello! How can we help?',
  autoReply: 'Thank you for your message. We will answer here as soon as we can.',
  closedReply: null,
  allowedOrigins: [],
  enabled: true,
  showNames: false,
  appearance: defaultAppearance,
  officeHours: null,
}

/** Of the appearance, too, what is not named stays. */
export type SiteChanges = Partial<Omit<SiteFields, 'appearance'>> & { appearance?: Partial<Appearance> }

type Columns = {
  name: string
  greeting: string
  auto_reply: string | null
  closed_reply: string | null
  allowed_origins: string
  enabled: 0 | 1
  show_names: 0 | 1
  appearance: string
  office_hours: string | null
}

/** From its columns; parts of the appearance that came after a site have their defaults there. */
export function siteFrom(row: Columns): SiteFields {
  return {
    name: row.name,
    greeting: row.greeting,
    autoReply: row.auto_reply,
    closedReply: row.closed_reply,
    allowedOrigins: JSON.parse(row.allowed_origins),
    enabled: row.enabled === 1,
    showNames: row.show_names === 1,
    appearance: { ...defaultAppearance, ...JSON.parse(row.appearance) },
    officeHours: row.office_hours === null ? null : JSON.parse(row.office_hours),
  }
}

export function columnsOf(site: SiteFields): Columns {
  return {
    name: site.name,
    greeting: site.greeting,
    auto_reply: site.autoReply,
    closed_reply: site.closedReply,
    allowed_origins: JSON.stringify(site.allowedOrigins),
    enabled: site.enabled ? 1 : 0,
    show_names: site.showNames ? 1 : 0,
    appearance: JSON.stringify(site.appearance),
    office_hours: site.officeHours && JSON.stringify(site.officeHours),
  }
}

/** The one of black and white that reads better on a colour `#rrggbb` (WCAG 2.2: at least 4.58 to 1, whatever it is). */
export function textColourOn(colour: string): '#000000' | '#ffffff' {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
  return 1.05 / (luminance + 0.05) > (luminance + 0.05) / 0.05 ? '#ffffff' : '#000000'
}
