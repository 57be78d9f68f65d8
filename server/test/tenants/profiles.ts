// Probes of the routes of contacts and companies.
import { ulidFrom } from '../../src/core/ids.ts'
import type { TestApp, TestOrganisation } from '../app.ts'
import { manageCalls } from '../manage-calls.ts'
import { NOT_FOUND, type Probe } from './probe.ts'

export const makeProfile = (
  app: TestApp,
  of: TestOrganisation,
  path: string,
  name: string,
): Promise<string> => manageCalls(app, of).make(path, { name })

/** What the other organisation has besides the accounts that `known` names: merges and an erasure. */
export async function theirProfiles(
  app: TestApp,
  theirs: TestOrganisation,
  known: Record<string, string>,
  name: string,
): Promise<Record<string, string>> {
  const { must, make } = manageCalls(app, theirs)
  const merged = async (path: string) => {
    const [into, from] = [await make(path, { name }), await make(path, { name })]
    return String((await must('POST', `${path}/${into}/merge`, { from })).merge_id)
  }
  return {
    contactId: ulidFrom(known.customer ?? '') ?? '',
    companyId: ulidFrom(known.company ?? '') ?? '',
    contactMerge: await merged('/contacts'),
    companyMerge: await merged('/companies'),
    erasure: await make(`/contacts/${await make('/contacts', { name })}/erase`, {}),
  }
}

const contactRoute = (path: string, payload?: object): Probe => ({
  sends: ({ contactId }) => [{ url: `/api/manage/contacts/${contactId}${path}`, payload }],
  answers: NOT_FOUND('contact'),
})
const companyRoute = (path: string, payload?: object): Probe => ({
  sends: ({ companyId }) => [{ url: `/api/manage/companies/${companyId}${path}`, payload }],
  answers: NOT_FOUND('company'),
})

export const profileProbes = (mark: string): Record<string, Probe> => ({
  'GET /api/manage/contacts': {
    sends: ({ companyId }) =>
      [`company=${companyId}`, `q=${mark}`, 'q=them', 'q=their-user', `tag=${mark}`, 'limit=200'].map(
        (query) => ({
          url: `/api/manage/contacts?${query}`,
        }),
      ),
    answers: () => [200, { data: [], next_cursor: null }],
  },
  'POST /api/manage/contacts': {
    sends: () => [
      {
        url: '/api/manage/contacts',
        payload: { email: 'them@their.example', source_specific_ids: ['their-user'] },
      },
    ],
    answers: 201,
  },
  'GET /api/manage/contacts/:id': contactRoute(''),
  'PATCH /api/manage/contacts/:id': contactRoute('', { name: 'stolen' }),
  'GET /api/manage/contacts/:id/conversations': contactRoute('/conversations'),
  'GET /api/manage/contacts/:id/timeline': contactRoute('/timeline'),
  'POST /api/manage/contacts/:id/merge': {
    sends: ({ contactId, own }) => [
      { url: `/api/manage/contacts/${contactId}/merge`, payload: { from: own } },
      { url: `/api/manage/contacts/${own}/merge`, payload: { from: contactId } },
    ],
    answers: NOT_FOUND('contact'),
  },
  'POST /api/manage/contacts/merges/:id/undo': {
    sends: ({ contactMerge }) => [{ url: `/api/manage/contacts/merges/${contactMerge}/undo` }],
    answers: NOT_FOUND('merge'),
  },
  'POST /api/manage/contacts/:id/erase': contactRoute('/erase'),
  'GET /api/manage/erasures/:id': {
    sends: ({ erasure }) => [{ url: `/api/manage/erasures/${erasure}` }],
    answers: NOT_FOUND('erasure'),
  },
  'GET /api/manage/companies': {
    sends: () =>
      [`q=${mark}`, 'q=their', 'limit=200'].map((query) => ({ url: `/api/manage/companies?${query}` })),
    answers: () => [200, { data: [], next_cursor: null }],
  },
  'POST /api/manage/companies': {
    sends: () => [
      {
        url: '/api/manage/companies',
        payload: { name: 'Own', domain: 'their.example', source_specific_ids: ['their-company'] },
      },
    ],
    answers: 201,
  },
  'GET /api/manage/companies/:id': companyRoute(''),
  'PATCH /api/manage/companies/:id': companyRoute('', { name: 'stolen' }),
  'GET /api/manage/companies/:id/contacts': companyRoute('/contacts'),
  'GET /api/manage/companies/:id/conversations': companyRoute('/conversations'),
  'POST /api/manage/companies/:id/merge': companyRoute('/merge', { from: '01ARZ3NDEKTSV4RRFFQ69G5FAV' }),
  'POST /api/manage/companies/merges/:id/undo': {
    sends: ({ companyMerge }) => [{ url: `/api/manage/companies/merges/${companyMerge}/undo` }],
    answers: NOT_FOUND('merge'),
  },
})
