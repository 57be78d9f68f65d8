// What an administrator may give of a chat site.
import { z } from 'zod'
import { shownName } from '../../../core/accounts/shown-name.ts'
import { fits } from '../../../core/code-points.ts'
import { isTimeZone, minutesOf, type Span } from '../../../core/office-hours/office-hours.ts'
import { icons, newSite, positions } from '../../../core/sites/site.ts'
import { storable } from '../../../core/storable.ts'

const LONGEST_TEXT = 1_000
const MOST_ORIGINS = 50
const MOST_LOCALES = 50
const MOST_SPANS = 10
const MOST_HOLIDAYS = 400
const FARTHEST = 400
const MOST_HOURS = 168

const text = (name: string, longest: number) =>
  z
    .string(`${name} must be a text`)
    .transform(storable)
    .refine((given) => fits(given, longest), `${name} is too long (maximum ${longest} characters)`)
    .describe(`Up to ${longest} characters.`)

/** Blank is none. */
const reply = (name: string) =>
  text(name, LONGEST_TEXT)
    .nullable()
    .transform((given) => (given?.trim() ? given : null))

const flag = (name: string) => z.boolean(`${name} must be true or false`)

const AN_ORIGIN = 'allowed_origins are addresses such as https://shop.example, without a path'
/** As browsers will send it: lower case, and without the port that goes without saying. */
const origin = z.string(AN_ORIGIN).transform((given, context) => {
  const url = URL.canParse(given) ? new URL(given) : undefined
  const plain = url && /^https?:$/.test(url.protocol) && given.length <= 300
  if (plain && /^https?:\/\/[^/?#@\\\s]+\/?$/i.test(given)) return url.origin
  context.addIssue({ code: 'custom', message: AN_ORIGIN })
  return z.NEVER
})

const SPANS = 'a day is a list of {from, to} such as 09:00 and 17:00, in order and apart from each other'
const clock = z.string(SPANS).refine((given) => minutesOf(given) !== undefined, SPANS)
const day = z
  .array(z.object({ from: clock, to: clock }, SPANS), SPANS)
  .max(MOST_SPANS, SPANS)
  .refine(inOrder, SPANS)
  .exactOptional()

function inOrder(spans: readonly Span[]): boolean {
  const times = spans.flatMap(({ from, to }) => [minutesOf(from) ?? 0, minutesOf(to) ?? 0])
  return times.every((time, at) => at === 0 || time > (times[at - 1] ?? 0))
}

const officeHours = z
  .object(
    {
      time_zone: z
        .string('time_zone must be a name such as Europe/Berlin')
        .max(64, 'time_zone must be a name such as Europe/Berlin')
        .refine(isTimeZone, 'time_zone must be a name such as Europe/Berlin'),
      week: z.object(
        { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day },
        'week must be an object',
      ),
      holidays: z
        .array(
          z.object(
            {
              date: z.iso.date('a holiday has a date such as 2026-12-25').meta({ examples: ['2026-12-25'] }),
              name: text('name', 100).default(''),
            },
            'a holiday is {date, name}',
          ),
          'holidays must be a list',
        )
        .max(MOST_HOLIDAYS, `at most ${MOST_HOLIDAYS} holidays`)
        .default([]),
    },
    'office_hours must be an object, or null',
  )
  .nullable()

const OFFSET = `offset is {x, y} in whole pixels from 0 to ${FARTHEST}`
const pixels = z.number(OFFSET).int(OFFSET).min(0, OFFSET).max(FARTHEST, OFFSET)
const shortText = (name: string) => text(name, 300).exactOptional()
const LOCALE = 'texts are named by locales such as en or pt-BR'
const texts = z
  .record(
    z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, LOCALE),
    z.object(
      {
        title: shortText('title'),
        intro: shortText('intro'),
        launcher: shortText('launcher'),
        placeholder: shortText('placeholder'),
        offline: shortText('offline'),
        name_label: shortText('name_label'),
        email_label: shortText('email_label'),
        message_label: shortText('message_label'),
        start: shortText('start'),
      },
      LOCALE,
    ),
    LOCALE,
  )
  .refine((given) => Object.keys(given).length <= MOST_LOCALES, `at most ${MOST_LOCALES} locales`)

/** Each part that is not given stays as it is. */
const appearance = z
  .object(
    {
      colour: z
        .string('colour must be like #1f6feb')
        .regex(/^#[0-9a-f]{6}$/i, 'colour must be like #1f6feb')
        .toLowerCase(),
      position: z.enum(positions, `position must be one of: ${positions.join(', ')}`),
      offset: z.object({ x: pixels, y: pixels }, OFFSET),
      launcher: z.object(
        {
          icon: z.enum(icons, `icon must be one of: ${icons.join(', ')}`),
          hidden: flag('hidden').default(false),
        },
        'launcher is {icon, hidden}',
      ),
      texts,
    },
    'appearance must be an object',
  )
  .partial()

const fields = {
  name: shownName,
  greeting: text('greeting', LONGEST_TEXT),
  auto_reply: reply('auto_reply').describe('What visitors are told at once; null for nothing.'),
  closed_reply: reply('closed_reply').describe('In place of it outside office hours.'),
  allowed_origins: z
    .array(origin, 'allowed_origins must be a list')
    .max(MOST_ORIGINS, `at most ${MOST_ORIGINS} origins`)
    .transform((list) => [...new Set(list)])
    .describe('Pages that may ask; empty for any.'),
  enabled: flag('enabled'),
  show_names: flag('show_names'),
  appearance,
  office_hours: officeHours,
}

const siteFields = z.object(fields).partial()

export const newSiteBody = siteFields.extend({ name: shownName }).transform((given) => {
  const { name, ...rest } = fieldsOf(given)
  return { ...newSite, ...rest, name: name ?? '', appearance: { ...newSite.appearance, ...rest.appearance } }
})

export const siteChange = siteFields.transform(fieldsOf)

/** Only what was given: what is undefined stays. */
function fieldsOf(given: z.output<typeof siteFields>) {
  const named = {
    name: given.name,
    greeting: given.greeting,
    autoReply: given.auto_reply,
    closedReply: given.closed_reply,
    allowedOrigins: given.allowed_origins,
    enabled: given.enabled,
    showNames: given.show_names,
    appearance: given.appearance && present(given.appearance),
    officeHours: given.office_hours,
  }
  return present(named)
}

type Present<T> = { [Name in keyof T]?: Exclude<T[Name], undefined> }

function present<T extends object>(given: T): Present<T> {
  const entries = Object.entries(given).filter(([, value]) => value !== undefined)
  // Of the very object, without what is undefined.
  return Object.fromEntries(entries) as Present<T>
}

const HOURS = `overlap_hours must be a whole number from 0 to ${MOST_HOURS}`
export const renewal = z.object({
  overlap_hours: z
    .number(HOURS)
    .int(HOURS)
    .min(0, HOURS)
    .max(MOST_HOURS, HOURS)
    .default(24)
    .describe('For so long the old one stays good.'),
})
