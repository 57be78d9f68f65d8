import i18next from 'i18next'
import { expect, it } from 'vitest'
import type { AuditBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import '../../../i18n/i18n.ts'
import { sentenceOf } from './sentence.ts'

const names = new Map([['ADA', 'Ada Adler']])
const say = (action: string, data: AuditBody['data'] = {}, subject: string | null = 'ADA') =>
  sentenceOf(
    i18next.getFixedT('en', 'settings'),
    { id: '1', at: '', actor: { kind: 'teammate', id: null, name: null }, action, subject, data, ip: null },
    names,
  )

it.each([
  ['session.started', {}, 'signed in'],
  ['session.ended', {}, 'ended a session'],
  ['session.ended', { sessions_ended: 2 }, 'ended 2 other sessions'],
  ['credential.created', { kind: 'api_key', name: 'Website' }, 'created the API key “Website”'],
  ['credential.created', { kind: 'site_key' }, 'created the first site key'],
  ['credential.deleted', { kind: 'access_token', name: 'Report' }, 'deleted the access token “Report”'],
  ['invitation.created', { email: 'jo@x.example', role: 'admin' }, 'invited jo@x.example as Admin'],
  [
    'teammate.updated',
    { changes: { role: { from: 'agent', to: 'admin' } } },
    'made Ada Adler Admin, who was Agent',
  ],
  [
    'teammate.updated',
    { changes: { name: { from: 'Ada', to: 'Ada A' }, disabled: { from: false, to: true } } },
    'renamed Ada to Ada A and disabled Ada Adler',
  ],
  ['teammate.updated', { changes: { shoe_size: { from: 1, to: 2 } } }, 'changed Ada Adler'],
  ['second_factor.reset', {}, 'took off the second factor of Ada Adler'],
  ['organisation.renamed', { from: 'A', to: 'B' }, 'renamed the organisation from A to B'],
  ['something.new', { name: 1 }, 'something.new'],
] as const)('says of %s %j: %s', (action, data, sentence) => {
  expect(say(action, data)).toBe(sentence)
})

it('names whom it does not know by their id', () => {
  expect(say('second_factor.reset', {}, 'BO')).toBe('took off the second factor of BO')
})

it('leaves nothing unfilled in what people wrote', () => {
  expect(say('credential.created', { kind: 'api_key', name: '{{kind}} $t(title)' })).toContain(
    '“{{kind}} $t(title)”',
  )
})
