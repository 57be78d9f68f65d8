// What one organisation may try on the settings and first days of another; part of `surfaces/tenants.test.ts`.
import { nothingNamed } from './conversations.ts'
import { NOT_FOUND, type Probe } from './probe.ts'

export const organisationProbes: Record<string, Probe> = {
  'GET /api/manage/organisation': nothingNamed('/api/manage/organisation'),
  'PATCH /api/manage/organisation': nothingNamed('/api/manage/organisation', {
    id: 'x',
    limits: { replies_per_minute: 5 },
  }),
  'GET /api/manage/getting-started': nothingNamed('/api/manage/getting-started'),
  'PUT /api/manage/getting-started': nothingNamed('/api/manage/getting-started', { hidden: true }),
  'POST /api/manage/sample-data': {
    sends: () => [{ url: '/api/manage/sample-data' }],
    answers: 409,
  },
  'DELETE /api/manage/sample-data': {
    sends: () => [{ url: '/api/manage/sample-data' }],
    answers: NOT_FOUND('sample data'),
  },
}
