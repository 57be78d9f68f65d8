// What one organisation may try on conversations of another; part of `surfaces/tenants.test.ts`.
import type { TestApp, TestOrganisation } from '../app.ts'
import { file, postForm } from '../forms.ts'
import { NOT_FOUND, type Probe } from './probe.ts'

export const nothingNamed = (url: string, payload?: object): Probe => ({
  sends: () => [{ url, payload }],
  answers: 200,
})

/** Of several conversations at once: merging, counting, changing many. */
export const conversationProbes: Record<string, Probe> = {
  'POST /api/manage/conversations/:id/hand-back': {
    sends: ({ conversation }) => [{ url: `/api/manage/conversations/${conversation}/hand-back` }],
    answers: NOT_FOUND('conversation'),
  },
  'PATCH /api/manage/conversations': {
    sends: ({ conversation }) => [
      { url: '/api/manage/conversations', payload: { ids: [conversation], status: 'closed' } },
    ],
    answers: ({ payload }) => [
      200,
      {
        updated: [],
        failed: [{ id: Object(payload).ids[0], code: 'not_found', detail: 'conversation not found' }],
      },
    ],
  },
  'GET /api/manage/conversation-counts': nothingNamed('/api/manage/conversation-counts'),
  'GET /api/manage/tags': nothingNamed('/api/manage/tags'),
  'GET /api/manage/channels': nothingNamed('/api/manage/channels'),
  'GET /api/manage/conversations/:id/transcript': {
    sends: ({ conversation }) => [
      { url: `/api/manage/conversations/${conversation}/transcript?format=json&notes=true` },
    ],
    answers: NOT_FOUND('conversation'),
  },
  'POST /api/manage/conversations/:id/merge': {
    sends: ({ conversation, own }) => [
      { url: `/api/manage/conversations/${conversation}/merge`, payload: { from: own } },
      { url: `/api/manage/conversations/${own}/merge`, payload: { from: conversation } },
      { url: `/api/manage/conversations/${conversation}/merge`, payload: { from: conversation } },
    ],
    answers: NOT_FOUND('conversation'),
  },
  'POST /api/manage/conversations/:id/merges/:merge/undo': {
    sends: ({ conversation, merged, merge }) => [
      { url: `/api/manage/conversations/${conversation}/merges/${merge}/undo` },
      { url: `/api/manage/conversations/${merged}/merges/${merged}/undo` },
    ],
    answers: NOT_FOUND('conversation'),
  },
}

/** A file they sent ahead of a message. */
export async function sentAhead(app: TestApp, theirs: TestOrganisation, name: string): Promise<string> {
  const fields = { file: file('x', `${name}.txt`) }
  const sent = await postForm(app, '/api/manage/files', `Bearer ${theirs.accessToken}`, fields)
  return (sent.json() as { file: { id: string } }).file.id
}

const form = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nx\r\n--x--\r\n'

export const deliveryProbes: Record<string, Probe> = {
  'POST /api/manage/messages/:id/retry': {
    sends: ({ message }) => [{ url: `/api/manage/messages/${message}/retry` }],
    answers: NOT_FOUND('message'),
  },
}

export const fileProbes: Record<string, Probe> = {
  // The very bytes they have.
  'POST /api/manage/files': {
    sends: () => [
      {
        url: '/api/manage/files',
        payload: Buffer.from(form),
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
      },
    ],
    answers: 201,
  },
  'DELETE /api/manage/files/:id': {
    sends: ({ file: id }) => [{ url: `/api/manage/files/${id}` }],
    answers: NOT_FOUND('file'),
  },
}
