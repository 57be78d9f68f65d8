// The part of the manage API that is about conversations: the list, one of them, what is said in it.
import { z } from 'zod'
import type { Blobs } from '../../blobs/blobs.ts'
import { type Route, route } from '../../http/surface.ts'
import { teammate as auth } from './auth.ts'
import { bulkBody, changeMany } from './bulk.ts'
import {
  changeBody,
  changeConversation,
  discardDraft,
  draftBody,
  draftParams,
  handBack,
  markRead,
  readBody,
  saveDraft,
  showDrafts,
} from './conversation-state.ts'
import { listAll, listTranscript, showOne, transcriptPage } from './conversations.ts'
import { showCounts } from './counts.ts'
import { listQuery } from './list-query.ts'
import { merge, mergeBody, undoMerge, undoParams } from './merges.ts'
import { ulidParams } from './params.ts'
import { addMessage, replyBody, replyReader, replySends } from './replies.ts'
import { retryDelivery } from './retry-delivery.ts'
import { exportTranscript, transcriptQuery } from './transcript.ts'
import * as wire from './wire.ts'

const params = ulidParams
const refuses = { not_found: 'conversation not found' }

export const conversations = (blobs: Blobs): readonly Route[] => [
  route('GET', '/conversations', {
    auth,
    scope: 'conversations:read',
    query: listQuery,
    doc: {
      summary: 'Lists or searches conversations',
      about:
        'Newest first by last message, unless `sort` says otherwise; with `mentioned` by the newest mention. With `q` by ' +
        'the newest message that fits, which ' +
        'comes along as `match`. A page may be short and still have a `next_cursor`.',
      answers: { 200: wire.listOf(wire.conversationBody) },
    },
    handle: listAll,
  }),
  route('PATCH', '/conversations', {
    auth,
    scope: 'conversations:write',
    body: bulkBody,
    doc: {
      summary: 'Changes up to 100 conversations alike',
      about: 'Each is changed by itself: what fails of one leaves the others as they were asked to be.',
      answers: { 200: wire.bulkAnswer },
    },
    handle: changeMany,
  }),
  route('GET', '/conversation-counts', {
    auth,
    scope: 'conversations:read',
    doc: {
      summary: 'Says how many conversations there are, by status and assignee',
      answers: { 200: wire.countsBody },
    },
    handle: showCounts,
  }),
  route('GET', '/conversations/:id', {
    auth,
    scope: 'conversations:read',
    params,
    doc: { summary: 'Shows a conversation', answers: { 200: wire.conversationBody }, refuses },
    handle: showOne,
  }),
  route('PATCH', '/conversations/:id', {
    auth,
    scope: 'conversations:write',
    params,
    body: changeBody,
    doc: {
      summary: 'Changes status, assignee, priority or tags',
      about: 'What changed stands in the transcript as an entry of kind `event`.',
      answers: { 200: wire.conversationBody },
      refuses,
    },
    handle: changeConversation,
  }),
  route('POST', '/conversations/:id/hand-back', {
    auth,
    scope: 'conversations:write',
    params,
    doc: {
      summary: 'Gives it back to the bot or assistant that people took it from',
      answers: { 200: wire.conversationBody },
      refuses: { ...refuses, conflict: 'people did not take this conversation from a bot or assistant' },
      idempotent: true,
    },
    handle: handBack,
  }),
  route('PUT', '/conversations/:id/read', {
    auth,
    scope: 'conversations:write',
    params,
    body: readBody,
    doc: {
      summary: 'Marks everything up to a message as seen',
      about: 'A lower `seq` makes messages unread again.',
      answers: { 200: wire.readMarkBody },
      refuses,
    },
    handle: markRead,
  }),
  route('GET', '/conversations/:id/drafts', {
    auth,
    scope: 'conversations:read',
    params,
    doc: { summary: 'Lists your own drafts', answers: { 200: wire.listOf(wire.draftBody) }, refuses },
    handle: showDrafts,
  }),
  route('PUT', '/conversations/:id/drafts/:kind', {
    auth,
    scope: 'conversations:write',
    params: draftParams,
    body: draftBody,
    doc: {
      summary: 'Keeps an unsent text',
      about: 'An empty `body` gives it up.',
      answers: { 204: null },
      refuses,
    },
    handle: saveDraft,
  }),
  route('DELETE', '/conversations/:id/drafts/:kind', {
    auth,
    scope: 'conversations:write',
    params: draftParams,
    doc: {
      summary: 'Gives a draft up',
      answers: { 204: null },
      refuses: { ...refuses, invalid: ['a draft is a reply or a note', { field: 'kind' }] },
    },
    handle: discardDraft,
  }),
  route('GET', '/conversations/:id/messages', {
    auth,
    scope: 'conversations:read',
    params,
    query: transcriptPage,
    doc: {
      summary: 'Lists what was said, oldest first unless `sort` says otherwise',
      answers: { 200: wire.listOf(wire.messageBody) },
      refuses,
    },
    handle: listTranscript,
  }),
  route('POST', '/conversations/:id/messages', {
    auth,
    scope: 'conversations:write',
    params,
    read: replyReader(blobs),
    body: replyBody,
    doc: {
      summary: 'Adds a reply or a note',
      about:
        'A reply takes the conversation over from a bot or assistant; a note stays in the house. With `seen_seq` ' +
        'nothing is sent when somebody wrote since: the answer is 409 with what they wrote.',
      answers: { 201: wire.messageBody, 409: wire.sendConflictBody },
      refuses: { ...refuses, conflict: 'somebody wrote meanwhile' },
      idempotent: true,
      sends: replySends,
    },
    handle: addMessage(blobs),
  }),
  route('POST', '/messages/:id/retry', {
    auth,
    scope: 'conversations:write',
    params,
    doc: {
      summary: 'Tries at once to deliver what could not be delivered',
      answers: { 200: wire.messageBody },
      refuses: { not_found: 'message not found', conflict: 'no delivery of this message has failed' },
      idempotent: true,
    },
    handle: retryDelivery,
  }),
  route('GET', '/conversations/:id/transcript', {
    auth,
    scope: 'conversations:read',
    params,
    query: transcriptQuery,
    doc: {
      summary: 'Downloads the conversation as a file to keep',
      about: 'As Markdown, or as JSON with `format=json`; with `notes=true` also what stays in the house.',
      answers: { 200: ['text/markdown', z.object({}).loose()] },
      refuses,
      headers: { 'Content-Disposition': 'The name to keep it under.' },
    },
    handle: exportTranscript,
  }),
  route('POST', '/conversations/:id/merge', {
    auth,
    scope: 'conversations:write',
    params,
    body: mergeBody,
    doc: {
      summary: 'Makes one conversation of two',
      about: 'All messages stand in the one that stays, in the order of their times; both ids lead to it.',
      answers: { 200: wire.mergedBody },
      refuses: { ...refuses, conflict: 'these are conversations of two contacts: merge the contacts first' },
    },
    handle: merge,
  }),
  route('POST', '/conversations/:id/merges/:merge/undo', {
    auth,
    scope: 'conversations:write',
    params: undoParams,
    doc: {
      summary: 'Takes a merged conversation out again, as it was',
      about: 'By the id of the merge, or the old one of the conversation. What was said since stays.',
      answers: { 200: wire.unmergedBody },
      refuses: { not_found: 'merge not found' },
    },
    handle: undoMerge,
  }),
]
