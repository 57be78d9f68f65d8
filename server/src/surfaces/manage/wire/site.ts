import { z } from 'zod'
import { time, ulid } from './values.ts'

const text = z.string()
const span = z.object({
  from: text.meta({ examples: ['09:00'] }),
  to: text.describe('`24:00` is the end of the day.').meta({ examples: ['17:00'] }),
})
const day = z.array(span).exactOptional()

export const officeHoursBody = z.object({
  time_zone: text.describe('An IANA name.').meta({ examples: ['Europe/Berlin'] }),
  week: z
    .object({ mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day })
    .describe('By the clock on the wall there; a day that is missing is closed.'),
  holidays: z
    .array(z.object({ date: z.iso.date().meta({ examples: ['2026-12-25'] }), name: text }))
    .describe('Closed all day.'),
})

const ownText = text.exactOptional()
export const appearanceBody = z.object({
  colour: text.describe('Of launcher, header and own messages.').meta({ examples: ['#1f6feb'] }),
  position: z.enum(['right', 'left']),
  offset: z.object({ x: z.int(), y: z.int() }).describe('Pixels from the corner.'),
  launcher: z.object({ icon: z.enum(['chat', 'question', 'hand', 'mail']), hidden: z.boolean() }),
  texts: z
    .record(
      text,
      z.object({
        title: ownText,
        intro: ownText,
        launcher: ownText,
        placeholder: ownText,
        offline: ownText,
        name_label: ownText,
        email_label: ownText,
        message_label: ownText,
        start: ownText,
      }),
    )
    .describe("By locale; what is missing is the widget's own."),
})

/** One entry of `GET /api/manage/sites`. */
export const siteBody = z.object({
  id: ulid,
  name: text.meta({ examples: ['Shop'] }),
  site_key: text.describe('For the page that visitors write from; it is no secret.'),
  greeting: text,
  auto_reply: text.nullable().describe('Null: none is sent.'),
  closed_reply: text
    .nullable()
    .describe('In place of `auto_reply` outside office hours; null: the same one.'),
  allowed_origins: z.array(text).describe('Empty: any.'),
  enabled: z.boolean(),
  show_names: z.boolean().describe('Whether visitors see what teammates are called; else it is `Support`.'),
  appearance: appearanceBody,
  office_hours: officeHoursBody.nullable().describe('Null: always open.'),
  secret_keys: z.array(
    z.object({
      begins_with: text,
      created_at: time,
      expires_at: time.nullable(),
      last_used_at: time.nullable(),
    }),
  ),
  has_identity_secret: z.boolean(),
  created_at: time,
})
export type SiteBody = z.output<typeof siteBody>

const once = text.nullable().describe('Shown this once; null when the answer is repeated.')

/** Answer of `POST /api/manage/sites`. */
export const createdSiteBody = siteBody.extend({ secret_key: once, identity_secret: once })
export type CreatedSiteBody = z.output<typeof createdSiteBody>

const oldUntil = time.describe('So long the one before stays good.')

/** Answer of `POST /api/manage/sites/{id}/secret-key`. */
export const renewedSecretKeyBody = z.object({ secret_key: once, old_until: oldUntil })
export type RenewedSecretKeyBody = z.output<typeof renewedSecretKeyBody>

/** Answer of `POST /api/manage/sites/{id}/identity-secret`. */
export const renewedIdentitySecretBody = z.object({ identity_secret: once, old_until: oldUntil })
export type RenewedIdentitySecretBody = z.output<typeof renewedIdentitySecretBody>
