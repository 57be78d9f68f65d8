/** By the clock on the wall there, `09:00` to `17:00`; `24:00` is the end of the day. */
export type OfficeSpan = { from: string; to: string }

export type OfficeHours = {
  /** An IANA name, such as `Europe/Berlin`. */
  time_zone: string
  /** A day that is missing is closed. */
  week: {
    mon?: OfficeSpan[]
    tue?: OfficeSpan[]
    wed?: OfficeSpan[]
    thu?: OfficeSpan[]
    fri?: OfficeSpan[]
    sat?: OfficeSpan[]
    sun?: OfficeSpan[]
  }
  /** Closed all day. */
  holidays: { date: string; name: string }[]
}

export type SiteTexts = {
  title?: string
  intro?: string
  launcher?: string
  placeholder?: string
  offline?: string
  name_label?: string
  email_label?: string
  message_label?: string
  start?: string
}

export type SiteAppearance = {
  /** `#rrggbb` */
  colour: string
  position: 'right' | 'left'
  /** Pixels from the corner. */
  offset: { x: number; y: number }
  launcher: { icon: 'chat' | 'question' | 'hand' | 'mail'; hidden: boolean }
  /** By locale. */
  texts: Record<string, SiteTexts>
}

/** Where visitors write from. */
export type Site = {
  id: string
  name: string
  /** For the page that visitors write from; it is no secret. */
  site_key: string
  greeting: string
  /** Null: none is sent. */
  auto_reply: string | null
  /** In place of it outside office hours; null: the same one. */
  closed_reply: string | null
  /** Empty: any. */
  allowed_origins: string[]
  enabled: boolean
  /** Whether visitors see what teammates are called. */
  show_names: boolean
  appearance: SiteAppearance
  /** Null: always open. */
  office_hours: OfficeHours | null
  secret_keys: {
    begins_with: string
    created_at: string
    expires_at: string | null
    last_used_at: string | null
  }[]
  has_identity_secret: boolean
  created_at: string
}

/** Its secrets are shown this once; null when the answer is repeated under an idempotency key. */
export type CreatedSite = Site & { secret_key: string | null; identity_secret: string | null }

/** So long the one before stays good: `old_until`. */
export type RenewedSecretKey = { secret_key: string | null; old_until: string }
export type RenewedIdentitySecret = { identity_secret: string | null; old_until: string }
