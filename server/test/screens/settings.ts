// Every page of settings: its list, empty, its dialogs, and what is shown once.
import type { Page } from 'playwright-core'
import type {
  CreatedAccessTokenBody,
  CreatedApiKeyBody,
  CreatedInvitationBody,
  RecoveryCodesBody,
  SecondFactorBody,
  StartedSecondFactorBody,
} from '../../src/surfaces/manage/wire.ts'
import { type Answer, both, press, type Screen, steps, usual } from './screen.ts'

const inPage = (page: Page) => page.locator('.set-page').waitFor()
const create = steps(inPage, press('.set-head .button-filled'), (page) =>
  page.locator('[role=dialog]').waitFor(),
)
const submit = press('[role=dialog] [type=submit]')
const fill = (name: string, text: string) => (page: Page) =>
  page.fill(`[role=dialog] input[name=${name}]`, text)
const once = (page: Page) => page.locator('.set-once').waitFor()

const AT = '2026-11-21T09:12:00.000Z'
const NEXT_YEAR = '2027-11-21T09:12:00.000Z'
const SECRET = 'Kx81mQ2z_7Gw2LqXbT3nR8vKdc0mPl3t3lyM4d3UpF0r'

const key = {
  id: 'Kx81mQ2z',
  name: 'Warehouse scanner',
  expires_at: NEXT_YEAR,
  created_at: AT,
  key: `prl_live_${SECRET}`,
}
const token = {
  id: 'Tz93nL4w',
  name: 'Weekly report',
  expires_at: NEXT_YEAR,
  created_at: AT,
  scopes: ['conversations:read'],
}
const invitation = {
  id: 'Inv0Qm2z',
  email: 'jo@pottle.example',
  role: 'agent',
  expires_at: '2026-11-28T09:12:00.000Z',
  link: 'https://support.pottle.example/#join=inv_7Gw2LqXbT3nR8vKdc0mPl3t3lyM4d3Up',
} as const
const started = {
  secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  otpauth_uri:
    'otpauth://totp/Parley:noor@parley-demo.example?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Parley',
}
const codes = { recovery_codes: Array.from({ length: 10 }, (_, at) => `k${at}mq-7tw${at}-xb3n`) }

const says = (to: Answer['to'], body: object, status = 200): Answer => ({ to, body, status })
const makesKey = says('POST /api/manage/api-keys', key satisfies CreatedApiKeyBody, 201)
const makesToken = says(
  'POST /api/manage/access-tokens',
  { ...token, token: `pat_${SECRET}` } satisfies CreatedAccessTokenBody,
  201,
)
const invites = says('POST /api/manage/invitations', invitation satisfies CreatedInvitationBody, 201)
const enrols = [
  says('POST /api/manage/second-factor/confirm', codes satisfies RecoveryCodesBody),
  says('POST /api/manage/second-factor', started satisfies StartedSecondFactorBody),
]
const hasFactor = (left: number) =>
  says('GET /api/manage/second-factor', {
    enabled: true,
    enabled_at: AT,
    recovery_codes_left: left,
  } satisfies SecondFactorBody)
const taken = (detail: string, field: string) => ({
  type: 'about:blank',
  title: 'Conflict',
  status: 409,
  detail,
  code: 'conflict',
  field,
})
const none = (path: string): Answer => says(`GET ${path}`, { data: [], next_cursor: null })

const scan = steps(
  inPage,
  press('.set-factor .button-filled'),
  fill('password', 'violet kettle harbour'),
  submit,
  (page) => page.locator('.set-scan').waitFor(),
)

const page = (name: string) => ({ in: 'full', at: `/settings/${name}` }) as const

const pages: readonly Screen[] = [
  { name: 'settings', ...page(''), variants: [...usual, 'narrow', 'rtl'] },
  { name: 'settings-profile', ...page('profile'), variants: [...usual, 'rtl'] },
  {
    name: 'settings-profile-failed',
    ...page('profile'),
    fails: 'PATCH /api/manage/teammates',
    act: steps(inPage, press('.set-form [type=submit]')),
    variants: ['light', 'de'],
  },
  { name: 'settings-security', ...page('security') },
  { name: 'settings-security-on', ...page('security'), answers: [hasFactor(10)], variants: both },
  { name: 'settings-security-few', ...page('security'), answers: [hasFactor(1)], variants: ['light', 'de'] },
  {
    name: 'settings-password-refused',
    ...page('security'),
    answers: [
      says(
        'PUT /api/manage/password',
        { ...taken('this password is too easy to guess', 'new'), status: 422, code: 'invalid' },
        422,
      ),
    ],
    act: steps(inPage, async (on) => {
      await on.locator('input[name=current]').fill('violet kettle harbour')
      await on.locator('input[name=new]').fill('password1234')
      await on.locator('.set-form:has(input[name=new]) [type=submit]').click()
      await on.locator('.field-error').waitFor()
    }),
    variants: ['light', 'dark', 'de'],
  },
  {
    name: 'settings-factor-password',
    ...page('security'),
    act: steps(inPage, press('.set-factor .button-filled')),
    variants: both,
  },
  {
    name: 'settings-factor-scan',
    ...page('security'),
    answers: enrols,
    act: scan,
    variants: [...usual, 'rtl'],
  },
  {
    name: 'settings-factor-codes',
    ...page('security'),
    answers: enrols,
    act: steps(scan, fill('code', '123456'), once),
    variants: usual,
  },
  {
    name: 'settings-factor-off',
    ...page('security'),
    answers: [hasFactor(10)],
    act: steps(inPage, press('.set-factor-buttons .button:last-child')),
    variants: both,
  },
  { name: 'settings-sessions', ...page('sessions'), variants: usual },
  {
    name: 'settings-sessions-end',
    ...page('sessions'),
    act: steps(inPage, (on) => on.locator('tbody tr').nth(1).waitFor(), press('.set-head .button')),
    variants: both,
  },
  {
    name: 'settings-sessions-failed',
    ...page('sessions'),
    fails: '/api/manage/sessions',
    variants: ['light', 'phone', 'de'],
  },
  { name: 'settings-tokens', ...page('access-tokens') },
  { name: 'settings-tokens-empty', ...page('access-tokens'), answers: [none('/api/manage/access-tokens')] },
  { name: 'settings-tokens-create', ...page('access-tokens'), act: create },
  {
    name: 'settings-tokens-once',
    ...page('access-tokens'),
    answers: [makesToken],
    act: steps(create, fill('name', 'Weekly report'), press('.set-scopes-list input'), submit, once),
  },
  { name: 'settings-organisation', ...page('organisation'), variants: [...usual, 'rtl'] },
  {
    name: 'settings-organisation-loading',
    ...page('organisation'),
    hangs: '/api/manage/organisation',
    variants: ['light', 'dark'],
  },
  { name: 'settings-teammates', ...page('teammates'), variants: [...usual, 'narrow', 'rtl', 'phone-dark'] },
  {
    name: 'settings-teammates-loading',
    ...page('teammates'),
    hangs: '/api/manage/teammates',
    variants: ['light', 'phone'],
  },
  {
    name: 'settings-teammates-menu',
    ...page('teammates'),
    act: steps(inPage, press('tbody tr:nth-child(2) button[aria-haspopup=menu]')),
    variants: [...both, 'de', 'rtl'],
  },
  {
    name: 'settings-teammates-role',
    ...page('teammates'),
    act: steps(inPage, press('tbody tr:nth-child(2) button[aria-haspopup=menu]'), press('.set-menu-item')),
    variants: [...both, 'de'],
  },
  { name: 'settings-invite', ...page('teammates'), act: create, variants: [...both, 'de'] },
  {
    name: 'settings-invite-refused',
    ...page('teammates'),
    answers: [
      says('POST /api/manage/invitations', taken('a teammate with this e-mail address exists', 'email'), 409),
    ],
    act: steps(create, fill('email', 'aiko@parley-demo.example'), submit, (on) =>
      on.locator('.field-error').waitFor(),
    ),
    variants: ['light', 'de'],
  },
  {
    name: 'settings-invite-once',
    ...page('teammates'),
    answers: [invites],
    act: steps(create, fill('email', 'jo@pottle.example'), submit, once),
  },
  { name: 'settings-audit', ...page('audit-log'), variants: [...usual, 'rtl'] },
  {
    name: 'settings-audit-details',
    ...page('audit-log'),
    act: steps(inPage, press('tbody tr button')),
    variants: ['light', 'dark', 'de'],
  },
  {
    name: 'settings-audit-failed',
    ...page('audit-log'),
    fails: '/api/manage/audit',
    variants: ['light', 'de'],
  },
  { name: 'settings-macros', ...page('macros'), variants: [...usual, 'rtl'] },
  { name: 'settings-macros-empty', ...page('macros'), answers: [none('/api/manage/macros')] },
  { name: 'settings-macros-failed', ...page('macros'), fails: '/api/manage/macros', variants: both },
  { name: 'settings-macros-create', ...page('macros'), act: create },
  {
    name: 'settings-macros-edit',
    ...page('macros'),
    act: (on) => on.locator('.set-table tbody button, .macro-name').first().click(),
  },
  { name: 'settings-keys', ...page('api-keys'), variants: [...usual, 'narrow', 'rtl', 'phone-dark'] },
  { name: 'settings-keys-empty', ...page('api-keys'), answers: [none('/api/manage/api-keys')] },
  { name: 'settings-keys-failed', ...page('api-keys'), fails: '/api/manage/api-keys', variants: both },
  { name: 'settings-keys-create', ...page('api-keys'), act: create },
  {
    name: 'settings-keys-refused',
    ...page('api-keys'),
    answers: [says('POST /api/manage/api-keys', taken('an API key with this name exists', 'name'), 409)],
    act: steps(create, fill('name', 'Screens'), submit, (on) => on.locator('.field-error').waitFor()),
    variants: ['light', 'de'],
  },
  {
    name: 'settings-keys-once',
    ...page('api-keys'),
    answers: [makesKey],
    act: steps(create, fill('name', 'Warehouse scanner'), submit, once),
    variants: [...usual, 'rtl', 'phone-dark'],
  },
  {
    name: 'settings-keys-delete',
    ...page('api-keys'),
    act: steps(inPage, press('tbody tr:first-child button')),
    variants: [...both, 'de'],
  },
]

export const settings = pages
