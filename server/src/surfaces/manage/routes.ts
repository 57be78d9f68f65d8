// The manage API: everything a person can do in the dashboard, a script can do here. Order of docs/api/manage.md.
import cookie from '@fastify/cookie'
import type { Blobs } from '../../blobs/blobs.ts'
import type { Feed } from '../../core/spine/feed.ts'
import { problems } from '../../http/problem.ts'
import { route, type Surface } from '../../http/surface.ts'
import { apiKeyParams, createKey, deleteKey, listKeys, newKeyBody } from './api-keys.ts'
import { attachmentParams, download, downloadQuery, thumbnail } from './attachments.ts'
import { administrator, anybodySameOrigin, teammate } from './auth.ts'
import {
  changeBody,
  changeConversation,
  discardDraft,
  draftBody,
  draftParams,
  markRead,
  readBody,
  saveDraft,
  showDrafts,
} from './conversation-state.ts'
import {
  addMessage,
  conversationParams,
  listAll,
  listQuery,
  listTranscript,
  replyBody,
  showOne,
} from './conversations.ts'
import { eventsFeed, eventsQuery } from './events.ts'
import { changeOrganisation, organisationChange, showOrganisation } from './organisation.ts'
import { pageQuery } from './paging.ts'
import { people } from './people/routes.ts'
import { endSession, showSession, signInBody, startSession } from './session.ts'

export type ManageParts = { feed: Feed; blobs: Blobs; stopping: AbortSignal }

const auth = teammate
const params = conversationParams

export function manage({ feed, blobs, stopping }: ManageParts): Surface {
  return {
    name: 'manage',
    base: '/api/manage',
    errors: problems,
    prepare: async (scope) => void (await scope.register(cookie)),
    routes: [
      route('POST', '/session', { auth: anybodySameOrigin, body: signInBody, handle: startSession }),
      route('GET', '/session', { auth, handle: showSession }),
      route('DELETE', '/session', { auth, handle: endSession }),
      route('GET', '/conversations', { auth, query: listQuery, handle: listAll }),
      route('GET', '/conversations/:id', { auth, params, handle: showOne }),
      route('PATCH', '/conversations/:id', { auth, params, body: changeBody, handle: changeConversation }),
      route('PUT', '/conversations/:id/read', { auth, params, body: readBody, handle: markRead }),
      route('GET', '/conversations/:id/drafts', { auth, params, handle: showDrafts }),
      route('PUT', '/conversations/:id/drafts/:kind', {
        auth,
        params: draftParams,
        body: draftBody,
        handle: saveDraft,
      }),
      route('DELETE', '/conversations/:id/drafts/:kind', {
        auth,
        params: draftParams,
        handle: discardDraft,
      }),
      route('GET', '/conversations/:id/messages', { auth, params, query: pageQuery, handle: listTranscript }),
      route('POST', '/conversations/:id/messages', { auth, params, body: replyBody, handle: addMessage }),
      route('GET', '/attachments/:number', {
        auth,
        params: attachmentParams,
        query: downloadQuery,
        handle: download(blobs),
      }),
      route('GET', '/attachments/:number/thumbnail', {
        auth,
        params: attachmentParams,
        handle: thumbnail(blobs),
      }),
      route('GET', '/events', { auth, query: eventsQuery, handle: eventsFeed(feed, stopping) }),
      route('GET', '/organisation', { auth: administrator, handle: showOrganisation }),
      route('PATCH', '/organisation', {
        auth: administrator,
        body: organisationChange,
        handle: changeOrganisation,
      }),
      route('GET', '/api-keys', { auth: administrator, query: pageQuery, handle: listKeys }),
      route('POST', '/api-keys', { auth: administrator, body: newKeyBody, handle: createKey }),
      route('DELETE', '/api-keys/:id', { auth: administrator, params: apiKeyParams, handle: deleteKey }),
      ...people,
    ],
  }
}
