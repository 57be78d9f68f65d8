// What one organisation may try on macros of another; part of `surfaces/tenants.test.ts`.
import { NOT_FOUND, type Probe } from './probe.ts'

const one = (payload?: object): Probe => ({
  sends: ({ macro }) => [{ url: `/api/manage/macros/${macro}`, payload }],
  answers: NOT_FOUND('macro'),
})

export const macroProbes = (mark: string): Record<string, Probe> => ({
  'GET /api/manage/macros': {
    sends: () =>
      ['limit=200', `q=${mark}`, 'q=their'].map((query) => ({ url: `/api/manage/macros?${query}` })),
    answers: () => [200, { data: [], next_cursor: null }],
  },
  // Under their shortcut.
  'POST /api/manage/macros': {
    sends: () => [
      { url: '/api/manage/macros', payload: { name: 'x', body: 'x', shortcut: 'their-own', shared: true } },
    ],
    answers: 201,
  },
  'GET /api/manage/macros/:id': one(),
  'PATCH /api/manage/macros/:id': one({ name: 'stolen' }),
  'DELETE /api/manage/macros/:id': one(),
  'POST /api/manage/conversations/:id/macros/:macro': {
    sends: ({ own, macro }) => [{ url: `/api/manage/conversations/${own}/macros/${macro}` }],
    answers: NOT_FOUND('macro'),
  },
})
