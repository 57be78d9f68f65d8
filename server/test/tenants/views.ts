// Probes of the routes of saved views; part of `surfaces/tenants.test.ts`.
import { NOT_FOUND, type Probe } from './probe.ts'

const viewRoute = (payload?: object): Probe => ({
  sends: ({ view, sharedView }) =>
    [view, sharedView].map((id) => ({ url: `/api/manage/views/${id}`, payload })),
  answers: NOT_FOUND('view'),
})

export const viewProbes = (mark: string): Record<string, Probe> => ({
  'GET /api/manage/views': {
    sends: () => [{ url: '/api/manage/views?limit=200' }],
    answers: () => [200, { data: [], next_cursor: null }],
  },
  // Their name is free here, and their ids filter nothing.
  'POST /api/manage/views': {
    sends: ({ contactId, companyId }) => [
      { url: '/api/manage/views', payload: { name: mark, shared: true, filters: {} } },
      {
        url: '/api/manage/views',
        payload: { name: mark, filters: { contact: contactId, company: companyId } },
      },
    ],
    answers: 201,
  },
  'GET /api/manage/views/:id': viewRoute(),
  'PATCH /api/manage/views/:id': viewRoute({ name: 'stolen' }),
  'DELETE /api/manage/views/:id': viewRoute(),
})
