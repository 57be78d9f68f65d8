// What one organisation may try on chat sites of another; part of `surfaces/tenants.test.ts`.
import { nothingNamed } from './conversations.ts'
import { NOT_FOUND, type Probe } from './probe.ts'

const one = (path = '', payload?: object): Probe => ({
  sends: ({ site }) => [{ url: `/api/manage/sites/${site}${path}`, payload }],
  answers: NOT_FOUND('site'),
})

export const siteProbes = (mark: string): Record<string, Probe> => ({
  'GET /api/manage/sites': nothingNamed('/api/manage/sites?limit=200'),
  'POST /api/manage/sites': {
    sends: () => [{ url: '/api/manage/sites', payload: { name: mark, allowed_origins: [] } }],
    answers: 201,
  },
  'GET /api/manage/sites/:id': one(),
  'PATCH /api/manage/sites/:id': one('', { name: 'stolen' }),
  'DELETE /api/manage/sites/:id': one(),
  'POST /api/manage/sites/:id/secret-key': one('/secret-key', {}),
  'POST /api/manage/sites/:id/identity-secret': one('/identity-secret', {}),
})
