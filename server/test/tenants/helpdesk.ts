// What one organisation may try on the helpdesk of another with its own keys and tokens; part of
// `surfaces/tenants.test.ts`.
import type { TestOrganisation } from '../app.ts'
import type { Probe, Sent } from './probe.ts'

export function helpdeskProbes(mine: () => TestOrganisation): Record<string, Probe> {
  const as = (slug = '') => ({ authorization: `Bearer ${mine().accessToken}`, 'x-account-slug': slug })
  const own = (path: string): Probe => ({
    sends: ({ ownSlug }) => [{ url: `/api/v1${path}`, headers: as(ownSlug) }],
    answers: 200,
  })
  // Their second ticket and their chat: we have one ticket and no chat.
  const theirIds = ['2', '1000000001']
  let their: string | undefined
  const inTheirAccount = ({ headers }: Sent) => headers?.['x-account-slug'] === their
  return {
    // About somebody they know.
    'POST /api/v1/helpdesk/tickets': {
      sends: () => [
        {
          url: '/api/v1/helpdesk/tickets',
          payload: { subject: 'x', message: 'x', email: 'them@their.example' },
          headers: { 'x-api-key': mine().site.secret },
        },
      ],
      answers: 201,
    },
    'GET /api/v1/tickets': own('/tickets?state=all'),
    'GET /api/v1/tickets/:id': {
      sends: ({ ownSlug, theirSlug }) => {
        their = theirSlug
        return [ownSlug, theirSlug].flatMap((slug) =>
          theirIds.map((id) => ({ url: `/api/v1/tickets/${id}`, headers: as(slug) })),
        )
      },
      answers: (sent) =>
        inTheirAccount(sent)
          ? [403, { error: 'Account not accessible' }]
          : [404, { error: 'Ticket not found' }],
    },
    'GET /api/v1/me': own('/me'),
    'GET /api/v1/members': own('/members'),
  }
}
