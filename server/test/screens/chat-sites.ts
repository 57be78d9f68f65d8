// Settings → Chat sites: the list, each part of one site, its preview, and what is shown once.
import type { Page } from 'playwright-core'
import type { CreatedSiteBody, SiteBody } from '../../src/surfaces/manage/wire.ts'
import { type Answer, both, press, type Screen, steps, usual } from './screen.ts'

const AT = '2026-11-21T09:12:00.000Z'
const SECRET = 'Kx81mQ2z_7Gw2LqXbT3nR8vKdc0mPl3t3lyM4d3UpF0rQw'

const shop: SiteBody = {
  id: '01KSHOP00000000000000000AA',
  name: 'Pottle & Pan shop',
  site_key: 'site_7Gw2LqXbT3nR8vKdc0mPl3',
  greeting: 'Hello! How can we help?',
  auto_reply: 'Thank you for your message. We will answer here as soon as we can.',
  closed_reply: 'We are back on Monday at nine.',
  allowed_origins: ['https://pottle.example', 'https://www.pottle.example', 'http://localhost:8080'],
  enabled: true,
  show_names: true,
  appearance: {
    colour: '#1f5a4c',
    position: 'right',
    offset: { x: 20, y: 20 },
    launcher: { icon: 'chat', hidden: false },
    texts: { en: { intro: 'We know every kettle by name.' } },
  },
  office_hours: {
    time_zone: 'Europe/Brussels',
    week: {
      mon: [
        { from: '09:00', to: '12:30' },
        { from: '13:30', to: '18:00' },
      ],
      tue: [{ from: '09:00', to: '18:00' }],
      wed: [{ from: '09:00', to: '18:00' }],
      thu: [{ from: '09:00', to: '20:00' }],
      fri: [{ from: '09:00', to: '17:00' }],
    },
    holidays: [{ date: '2026-12-25', name: 'Christmas Day' }],
  },
  secret_keys: [
    { begins_with: 'prl_site_Kx81mQ2z_', created_at: AT, expires_at: null, last_used_at: AT },
    {
      begins_with: 'prl_site_Aa09xY7q_',
      created_at: '2026-03-02T09:12:00.000Z',
      expires_at: '2026-11-23T09:12:00.000Z',
      last_used_at: AT,
    },
  ],
  has_identity_secret: true,
  created_at: '2026-03-02T09:12:00.000Z',
}
const looks = (colour: string, more: Partial<SiteBody> = {}): SiteBody => ({
  ...shop,
  appearance: { ...shop.appearance, colour },
  ...more,
})
const LONG =
  'The shop for kettles, grinders, scales and everything else that has ever stood beside a cup of coffee'
const many = [
  shop,
  looks('#ffd166', { id: '2', name: LONG, allowed_origins: [], office_hours: null }),
  looks('#834481', {
    id: '3',
    name: 'Repairs',
    enabled: false,
    allowed_origins: ['https://repairs.pottle.example'],
  }),
]
const sites = (data: SiteBody[]): Answer => ({
  to: 'GET /api/manage/sites',
  body: { data, next_cursor: null },
})
const created: CreatedSiteBody = {
  ...shop,
  secret_key: `prl_site_${SECRET}`,
  identity_secret: `prl_ident_${SECRET}`,
}
const made: Answer = { to: 'POST /api/manage/sites', body: created, status: 201 }
const renewed: Answer = {
  to: 'POST /secret-key',
  body: { secret_key: created.secret_key, old_until: '2026-11-23T09:12:00.000Z' },
  status: 201,
}
const refused: Answer = {
  to: 'PATCH /api/manage/sites/',
  status: 422,
  body: {
    type: 'about:blank',
    title: 'Unprocessable Entity',
    status: 422,
    detail: 'allowed_origins are addresses such as https://shop.example, without a path',
    code: 'invalid',
    field: 'allowed_origins.1',
  },
}

const list = { in: 'full', at: '/settings/chat-sites' } as const
const part = (name: string, site = shop) =>
  ({
    in: 'full',
    at: `/settings/chat-sites?site=${site.id}&part=${name}`,
    answers: [sites([site])],
  }) as const
const inPage = (page: Page) => page.locator('.set-page').waitFor()
const inDialog = (page: Page) => page.locator('[role=dialog]').waitFor()
const create = steps(inPage, press('.set-head .button-filled'), inDialog)
const submit = press('[role=dialog] [type=submit]')
const once = (page: Page) => page.locator('.set-once').waitFor()
/** The chat itself, in its frame. */
const drawn = (page: Page) =>
  page.frameLocator('.site-preview-page').locator('.panel, .launcher').first().waitFor()
const type = (selector: string, text: string) => (page: Page) => page.fill(selector, text)
const showing = (at: number) => (page: Page) =>
  page.locator('.site-preview .segments').first().locator('input').nth(at).check()

export const chatSites: readonly Screen[] = [
  { name: 'settings-sites', ...list, variants: usual },
  { name: 'settings-sites-many', ...list, answers: [sites(many)], variants: [...usual, 'rtl', 'phone-dark'] },
  { name: 'settings-sites-empty', ...list, answers: [sites([])], variants: [...usual, 'phone-dark'] },
  { name: 'settings-sites-failed', ...list, fails: '/api/manage/sites', variants: both },
  { name: 'settings-sites-loading', ...list, hangs: '/api/manage/sites', variants: ['light', 'phone'] },
  { name: 'settings-sites-create', ...list, act: create },
  {
    name: 'settings-sites-once',
    ...list,
    answers: [made],
    act: steps(create, type('[role=dialog] input[name=name]', 'Shop'), submit, once),
    variants: both,
  },
  {
    name: 'settings-site-general',
    ...part('general'),
    act: drawn,
    variants: [...usual, 'narrow', 'rtl', 'phone-dark'],
  },
  {
    name: 'settings-site-unsaved',
    ...part('general'),
    act: steps(drawn, type('.site-area >> nth=0', 'Good morning!'), showing(2), drawn),
    variants: usual,
  },
  {
    name: 'settings-site-long',
    ...part('general', looks('#ffd166', { name: LONG })),
    act: drawn,
    variants: both,
  },
  { name: 'settings-site-install', ...part('install') },
  { name: 'settings-site-origins', ...part('origins') },
  {
    name: 'settings-site-origins-refused',
    ...part('origins'),
    answers: [sites([shop]), refused],
    act: steps(
      type('.site-add input', 'https://new.example'),
      press('.site-add .button'),
      press('.site-save .button-filled'),
      (page) => page.locator('.site-list .field-error').waitFor(),
    ),
    variants: both,
  },
  { name: 'settings-site-hours', ...part('hours'), act: drawn },
  {
    name: 'settings-site-hours-wrong',
    ...part('hours'),
    act: steps(drawn, type('.site-clock >> nth=0', '19:00'), press('.site-save .button-filled'), (page) =>
      page.locator('.site-day .field-error').waitFor(),
    ),
    variants: both,
  },
  { name: 'settings-site-looks', ...part('looks'), act: drawn, variants: [...usual, 'narrow', 'rtl'] },
  {
    name: 'settings-site-looks-launcher',
    ...part('looks', looks('#ffd166')),
    act: steps(drawn, showing(0), drawn),
    variants: ['light', 'dark'],
  },
  { name: 'settings-site-keys', ...part('keys') },
  {
    name: 'settings-site-renew',
    ...part('keys'),
    act: steps(inPage, press('.site-keys .set-head .button'), inDialog),
    variants: both,
  },
  {
    name: 'settings-site-renewed',
    ...part('keys'),
    answers: [sites([shop]), renewed],
    act: steps(inPage, press('.site-keys .set-head .button'), inDialog, submit, once),
    variants: both,
  },
  {
    name: 'settings-site-delete',
    ...part('general'),
    act: steps(drawn, press('.site-danger .button'), inDialog),
    variants: ['light', 'phone'],
  },
]
