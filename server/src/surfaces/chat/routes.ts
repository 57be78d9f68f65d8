// The chat API of a site, in the order docs/api/chat.md documents it.
import type { Blobs } from '../../blobs/blobs.ts'
import { acceptForms, formReader, jsonReader } from '../../http/form.ts'
import { perMinute } from '../../http/limits.ts'
import type { RouteDoc } from '../../http/route-doc.ts'
import { type Limit, route, type Surface } from '../../http/surface.ts'
import { noteRead, noteTyping, prove, readBody, typingBody } from './acts.ts'
import { type Site, siteKey, siteKeyOrSignature } from './auth.ts'
import { config, openConversation } from './conversations.ts'
import { chatErrors } from './errors.ts'
import { downloadFile } from './files.ts'
import { chatEvents, eventsQuery, type LiveParts } from './live/events.ts'
import { listMessages, messageReader, sendMessage } from './messages.ts'
import { sentConversation, sentMessage } from './sent.ts'
import { widget } from './widget.ts'
import * as wire from './wire.ts'

export type ChatParts = LiveParts & { blobs: Blobs }

/** Per place and site, and route by route, as published. */
const perPlace = (name: string, most: number): Limit<Site> => ({
  name: `chat ${name}`,
  rule: () => perMinute(most),
})

const readForm = formReader({ lists: [], longestItem: 0, objects: ['identity'] })
const params = wire.tokenParams
/** Bodies are streams here, for forms: these routes take JSON alone. */
const readJson = jsonReader()
const not_found = 'Conversation not found'
const messageHeaders = {
  'X-Message-Id': "The message's ULID.",
  'X-Message-Seq': 'Its place in the conversation.',
  'X-Message-Timestamp': 'When it was stored.',
}
const file: Pick<RouteDoc, 'answers' | 'headers'> = {
  answers: { 200: 'application/octet-stream', 206: 'application/octet-stream', 416: null },
  headers: { 'Content-Disposition': 'How to keep it, and under which name.' },
}

export function chat({ blobs, ...live }: ChatParts): Surface {
  return {
    name: 'chat',
    base: '/api/v1/chat',
    title: 'Chat API',
    about:
      'What visitors of a site write and read, with the public key of the site. Who they are is what they say, unless ' +
      'the site proves it.',
    bodies: {
      chatErrorBody: chatErrors.schema,
      chatConfigBody: wire.configBody,
      createdConversationBody: wire.createdConversationBody,
      chatMessageBody: wire.messageBody,
      chatFileBody: wire.fileBody,
      sentBody: wire.sentBody,
      liveMessage: wire.liveMessage,
      widgetBody: wire.widgetBody,
      provenBody: wire.provenBody,
    },
    errors: chatErrors,
    cors: 'echo',
    strangers: perMinute(60),
    prepare: acceptForms,
    routes: [
      route('GET', '/config', {
        auth: siteKey,
        limit: perPlace('config', 60),
        doc: { summary: 'Shows what the chat says before anybody writes', answers: { 200: wire.configBody } },
        handle: config,
      }),
      route('POST', '/conversations', {
        auth: siteKey,
        limit: perPlace('conversations', 5),
        read: readForm,
        body: wire.conversationForm,
        doc: {
          summary: 'Begins a conversation with its first message',
          about: 'One per visitor token and organisation, open or closed.',
          sends: sentConversation,
          answers: { 201: wire.createdConversationBody },
          refuses: {
            invalid: wire.REQUIRED,
            conflict: 'A conversation with this visitor token already exists',
          },
          headers: messageHeaders,
          idempotent: true,
        },
        handle: openConversation,
      }),
      route('GET', '/conversations/:visitor_token/messages', {
        auth: siteKey,
        limit: perPlace('messages', 60),
        params,
        query: wire.messagesQuery,
        doc: {
          summary: 'Lists what was said, or what was said since',
          answers: { 200: wire.messageBody.array() },
          refuses: { not_found },
        },
        handle: listMessages,
      }),
      route('POST', '/conversations/:visitor_token/messages', {
        auth: siteKey,
        limit: perPlace('send', 20),
        params,
        read: messageReader(blobs),
        body: wire.messageForm,
        doc: {
          summary: 'Sends a message; a closed conversation opens again',
          sends: sentMessage,
          answers: { 201: wire.sentBody },
          refuses: {
            not_found,
            invalid: 'Message is required',
            conflict: 'This client_message_id was used for a different message',
            too_large: 'File size exceeds 32MB',
          },
          headers: messageHeaders,
          idempotent: true,
        },
        handle: sendMessage(blobs, live.presence),
      }),
      route('GET', '/conversations/:visitor_token/files/:activity_id/:id', {
        auth: siteKeyOrSignature,
        limit: perPlace('files', 60),
        params: wire.fileParams,
        query: wire.fileQuery,
        doc: { summary: 'Downloads a file of a message', ...file, refuses: { not_found: 'File not found' } },
        handle: downloadFile(blobs),
      }),
      route('GET', '/widget', {
        auth: siteKey,
        limit: perPlace('widget', 60),
        doc: { summary: 'Shows how the widget of the site looks', answers: { 200: wire.widgetBody } },
        handle: widget,
      }),
      route('GET', '/conversations/:visitor_token/events', {
        auth: siteKey,
        limit: perPlace('events', 60),
        params,
        query: eventsQuery,
        doc: {
          summary: 'Streams what was said and done, and what is, as it happens',
          about:
            '`id:` is the seq of a message, `data:` of `event: message` a LiveMessage; `status`, `read` and `typing` ' +
            'have no id. `Last-Event-ID` wins over `after`.',
          answers: { 200: 'text/event-stream' },
          refuses: { not_found },
        },
        handle: chatEvents(live),
      }),
      route('POST', '/conversations/:visitor_token/typing', {
        auth: siteKey,
        limit: perPlace('typing', 60),
        params,
        read: readJson,
        body: typingBody,
        doc: {
          summary: 'Says that the visitor types, or stopped',
          answers: { 204: null },
          refuses: { not_found },
        },
        handle: noteTyping(live.presence),
      }),
      route('POST', '/conversations/:visitor_token/read', {
        auth: siteKey,
        limit: perPlace('read', 60),
        params,
        read: readJson,
        body: readBody,
        doc: { summary: 'Says how far the visitor has read', answers: { 204: null }, refuses: { not_found } },
        handle: noteRead,
      }),
      route('PUT', '/conversations/:visitor_token/identity', {
        auth: siteKey,
        limit: perPlace('identity', 20),
        params,
        read: readJson,
        body: wire.identityBody,
        doc: {
          summary: 'Proves who the visitor is',
          answers: { 200: wire.provenBody },
          refuses: { not_found, conflict: 'This conversation belongs to somebody else' },
        },
        handle: prove,
      }),
    ],
  }
}
