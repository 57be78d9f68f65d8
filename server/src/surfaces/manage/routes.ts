// The manage API: everything a person can do in the dashboard, a script can do here. Order of docs/api/manage.md.
import cookie from '@fastify/cookie'
import type { Blobs } from '../../blobs/blobs.ts'
import type { SignReceipt } from '../../core/contacts/erase/receipt.ts'
import type { Presence } from '../../core/presence/presence.ts'
import type { Feed } from '../../core/spine/feed.ts'
import { acceptFormsToo } from '../../http/form.ts'
import { perMinute } from '../../http/limits.ts'
import { problemBody, problems } from '../../http/problem.ts'
import type { RouteDoc } from '../../http/route-doc.ts'
import { route, type Surface } from '../../http/surface.ts'
import { createKey, deleteKey, listKeys, newKeyBody } from './api-keys.ts'
import { attachmentParams, download, downloadQuery, thumbnail } from './attachments.ts'
import { administrator, anybodySameOrigin, teammate } from './auth.ts'
import { conversations } from './conversation-routes.ts'
import { eventsFeed, eventsQuery } from './events.ts'
import { files } from './files.ts'
import { gettingStarted } from './getting-started.ts'
import { macros } from './macros/routes.ts'
import { changeOrganisation, organisationChange, showOrganisation } from './organisation.ts'
import { pageQuery } from './paging.ts'
import { publicIdParams } from './params.ts'
import { people } from './people/routes.ts'
import { beat, heartbeat, heartbeats, listPresent } from './presence.ts'
import { profiles } from './profiles/routes.ts'
import { endSession, showSession, signInBody, startSession } from './session.ts'
import { sites } from './sites/routes.ts'
import { suggestions } from './suggestions.ts'
import { views } from './views/routes.ts'
import * as wire from './wire.ts'

export type ManageParts = {
  feed: Feed
  presence: Presence
  blobs: Blobs
  sign: SignReceipt
  stopping: AbortSignal
  baseUrl?: string | undefined
}

const auth = teammate

export function manage({ feed, presence, blobs, sign, stopping, baseUrl }: ManageParts): Surface {
  return {
    name: 'manage',
    base: '/api/manage',
    title: 'Manage API',
    about:
      'What the dashboard uses, for your scripts: everything a person can do there, a script can do here. ' +
      'Lists answer `data` and `next_cursor`.',
    bodies: { ...wire, problemBody },
    errors: problems,
    strangers: perMinute(20),
    // A browser whose session ended asks without guessing anything.
    isGuess: (request) => request.headers.authorization !== undefined,
    async prepare(scope) {
      await scope.register(cookie)
      await acceptFormsToo(scope)
    },
    routes: [
      route('POST', '/session', {
        auth: anybodySameOrigin,
        scope: 'none',
        body: signInBody,
        doc: {
          summary: 'Signs in and sets the session cookie',
          answers: { 200: wire.sessionBody },
          refuses: {
            unauthenticated: 'wrong e-mail address or password',
            rate_limited: 'too many tries, wait a little',
          },
          headers: { 'Set-Cookie': 'The session, for seven days.' },
        },
        handle: startSession,
      }),
      route('GET', '/session', {
        auth,
        scope: 'any',
        doc: { summary: 'Tells who you are', answers: { 200: wire.sessionBody } },
        handle: showSession,
      }),
      route('DELETE', '/session', {
        auth,
        scope: 'any',
        doc: { summary: 'Signs out', answers: { 204: null } },
        handle: endSession,
      }),
      ...conversations(blobs),
      ...files(blobs),
      ...macros,
      ...views,
      ...suggestions,
      route('GET', '/attachments/:number', {
        auth,
        scope: 'conversations:read',
        params: attachmentParams,
        query: downloadQuery,
        doc: {
          summary: 'Downloads a file as it came',
          about: 'To save; with `inline=1` pictures, PDF and plain text may be looked at in place.',
          ...file('application/octet-stream'),
          refuses: { not_found: 'attachment not found' },
        },
        handle: download(blobs),
      }),
      route('GET', '/attachments/:number/thumbnail', {
        auth,
        scope: 'conversations:read',
        params: attachmentParams,
        doc: {
          summary: 'Downloads a small picture of a picture',
          ...file('image/webp'),
          refuses: { not_found: 'thumbnail not found' },
        },
        handle: thumbnail(blobs),
      }),
      route('GET', '/events', {
        auth,
        scope: 'events:read',
        query: eventsQuery,
        doc: {
          summary: 'Lists what happened, or streams it as it happens',
          about:
            'With `Accept: text/event-stream` the answer stays open: first what came after `after`, then what ' +
            'comes. `id:` is the seq, `event:` the type, `data:` an EventBody. `Last-Event-ID` wins over `after`.',
          answers: { 200: [wire.eventsBody, 'text/event-stream'] },
        },
        handle: eventsFeed({ feed, presence, stopping }),
      }),
      route('GET', '/presence', {
        auth,
        scope: 'conversations:read',
        doc: { summary: 'Says who is here, and at what', answers: { 200: wire.presenceListBody } },
        handle: listPresent(presence),
      }),
      route('PUT', '/presence', {
        auth,
        scope: 'conversations:write',
        limit: heartbeats,
        body: heartbeat,
        doc: {
          summary: 'Says that you are here, and at what',
          about: 'Every 20 seconds, and when something changed; after 45 you are gone.',
          answers: { 204: null },
          refuses: { not_found: 'conversation not found' },
        },
        handle: beat(presence),
      }),
      route('GET', '/organisation', {
        auth: administrator,
        scope: 'organisation:read',
        doc: { summary: 'Shows the organisation', answers: { 200: wire.organisationSettingsBody } },
        handle: showOrganisation,
      }),
      route('PATCH', '/organisation', {
        auth: administrator,
        scope: 'organisation:write',
        body: organisationChange,
        doc: {
          summary: "Changes the organisation's name, or its own limits",
          answers: { 200: wire.organisationSettingsBody },
        },
        handle: changeOrganisation,
      }),
      ...gettingStarted(baseUrl),
      route('GET', '/api-keys', {
        auth: administrator,
        scope: 'keys:read',
        query: pageQuery,
        doc: { summary: 'Lists API keys, newest first', answers: { 200: wire.listOf(wire.apiKeyBody) } },
        handle: listKeys,
      }),
      route('POST', '/api-keys', {
        auth: administrator,
        scope: 'keys:write',
        body: newKeyBody,
        doc: {
          summary: 'Creates an API key, which only this answer shows',
          answers: { 201: wire.createdApiKeyBody },
          refuses: { conflict: ['an API key with this name exists', { field: 'name' }] },
          idempotent: true,
        },
        handle: createKey,
      }),
      route('DELETE', '/api-keys/:id', {
        auth: administrator,
        scope: 'keys:write',
        params: publicIdParams,
        doc: {
          summary: 'Deletes an API key',
          answers: { 204: null },
          refuses: { not_found: 'API key not found' },
        },
        handle: deleteKey,
      }),
      ...sites,
      ...people(baseUrl),
      ...profiles(sign),
    ],
  }
}

const file = (type: string): Pick<RouteDoc, 'answers' | 'headers'> => ({
  answers: { 200: type, 206: type, 416: null },
  headers: { 'Content-Disposition': 'How to keep it, and under which name.' },
})
