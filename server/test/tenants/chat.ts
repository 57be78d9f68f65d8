// What one organisation may try on chats of another with its own site key; part of `surfaces/tenants.test.ts`.
import type { TestOrganisation } from '../app.ts'
import type { Probe } from './probe.ts'

export function chatProbes(mine: () => TestOrganisation): Record<string, Probe> {
  const headers = () => ({ 'x-api-key': mine().site.key })
  const none = () => [404, { error: 'Conversation not found' }] as [number, unknown]
  const theirs = (path: string, payload?: object): Probe => ({
    sends: ({ visitor }) => [
      { url: `/api/v1/chat/conversations/${visitor}${path}`, payload, headers: headers() },
    ],
    answers: none,
  })
  const own = (path: string): Probe => ({
    sends: () => [{ url: `/api/v1/chat${path}`, headers: headers() }],
    answers: 200,
  })
  return {
    'GET /api/v1/chat/config': own('/config'),
    'GET /api/v1/chat/widget': own('/widget'),
    // Under their token, as somebody they know.
    'POST /api/v1/chat/conversations': {
      sends: ({ visitor }) => [
        {
          url: '/api/v1/chat/conversations',
          payload: { name: 'Me', email: 'them@their.example', message: 'x', visitor_token: visitor },
          headers: headers(),
        },
      ],
      answers: 201,
    },
    'GET /api/v1/chat/conversations/:visitor_token/messages': theirs('/messages'),
    'POST /api/v1/chat/conversations/:visitor_token/messages': theirs('/messages', { message: 'x' }),
    'GET /api/v1/chat/conversations/:visitor_token/files/:activity_id/:id': theirs('/files/1/1'),
    'GET /api/v1/chat/conversations/:visitor_token/events': theirs('/events'),
    'POST /api/v1/chat/conversations/:visitor_token/typing': theirs('/typing', { typing: true }),
    'POST /api/v1/chat/conversations/:visitor_token/read': theirs('/read', { seq: 1 }),
    'PUT /api/v1/chat/conversations/:visitor_token/identity': {
      ...theirs('/identity', { id: 'x', hash: 'x' }),
    },
  }
}
