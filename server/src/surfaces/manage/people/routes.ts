// The part of the manage API that is about the people who work here: the team, and each one's own account.
import { type Route, route } from '../../../http/surface.ts'
import { administrator, anybodySameOrigin, teammate } from '../auth.ts'
import { pageQuery } from '../paging.ts'
import { publicIdParams, ulidParams } from '../params.ts'
import * as wire from '../wire.ts'
import { createToken, deleteToken, listTokens, newTokenBody } from './access-tokens.ts'
import { listAuditTrail } from './audit.ts'
import {
  accept,
  acceptBody,
  createInvitation,
  deleteInvitation,
  listAllInvitations,
  newInvitationBody,
} from './invitations.ts'
import { changeOwnEmail, changeOwnPassword, emailBody, passwordBody } from './password.ts'
import {
  confirmBody,
  confirmSecondFactor,
  disableSecondFactor,
  provenBody,
  renewRecoveryCodes,
  resetSecondFactor,
  showSecondFactor,
  startBody,
  startSecondFactor,
} from './second-factor.ts'
import { deleteOtherSessions, deleteOwnSession, listOwnSessions, sessionParams } from './sessions.ts'
import { changeMember, listTeam, teammateChange } from './teammates.ts'

const auth = teammate
/** What proving oneself may run into. */
const second = {
  invalid: ['this is not your password', { field: 'password' }],
  conflict: 'there is a second factor already',
  rate_limited: 'too many tries, wait a little',
} as const

/** `baseUrl` is what links to this server begin with, if it was configured. */
export const people = (baseUrl: string | undefined): readonly Route[] => [
  route('GET', '/teammates', {
    auth,
    scope: 'team:read',
    query: pageQuery,
    doc: {
      summary: 'Lists who works here, oldest first',
      about: 'The disabled are in it too.',
      answers: { 200: wire.listOf(wire.memberBody) },
    },
    handle: listTeam,
  }),
  route('PATCH', '/teammates/:id', {
    auth,
    scope: 'team:write',
    params: ulidParams,
    body: teammateChange,
    doc: {
      summary: 'Renames, promotes, disables or enables a teammate',
      about:
        'Owners and admins may; an admin neither changes an owner nor makes one. Disabling signs them out.',
      answers: { 200: wire.memberBody },
      refuses: {
        not_found: 'teammate not found',
        forbidden: 'of yourself you may change the name only',
      },
    },
    handle: changeMember,
  }),
  route('GET', '/invitations', {
    auth: administrator,
    scope: 'team:read',
    query: pageQuery,
    doc: {
      summary: 'Lists invitations that nobody accepted yet',
      answers: { 200: wire.listOf(wire.invitationBody) },
    },
    handle: listAllInvitations,
  }),
  route('POST', '/invitations', {
    auth: administrator,
    scope: 'team:write',
    body: newInvitationBody,
    doc: {
      summary: 'Invites a teammate by a link, which only this answer shows',
      about: 'It works once, for seven days. A second invitation of the same address takes its place.',
      answers: { 201: wire.createdInvitationBody },
      refuses: { conflict: ['a teammate with this e-mail address exists', { field: 'email' }] },
    },
    handle: createInvitation(baseUrl),
  }),
  route('POST', '/invitations/accept', {
    auth: anybodySameOrigin,
    scope: 'none',
    body: acceptBody,
    doc: {
      summary: 'Accepts an invitation and signs in',
      answers: { 201: wire.sessionBody },
      refuses: {
        not_found: 'invitation not found',
        conflict: ['a teammate with this e-mail address exists', { field: 'email' }],
        rate_limited: 'too many tries, wait a little',
      },
      headers: { 'Set-Cookie': 'The session, for seven days.' },
    },
    handle: accept,
  }),
  route('DELETE', '/invitations/:id', {
    auth: administrator,
    scope: 'team:write',
    params: publicIdParams,
    doc: {
      summary: 'Withdraws an invitation',
      answers: { 204: null },
      refuses: { not_found: 'invitation not found' },
    },
    handle: deleteInvitation,
  }),
  route('GET', '/sessions', {
    auth,
    scope: 'all',
    doc: {
      summary: 'Lists where you are signed in, the last used first',
      answers: { 200: wire.listOf(wire.ownSessionBody) },
    },
    handle: listOwnSessions,
  }),
  route('DELETE', '/sessions', {
    auth,
    scope: 'all',
    doc: {
      summary: 'Ends all your sessions but the one that asks',
      answers: { 200: wire.endedSessionsBody },
    },
    handle: deleteOtherSessions,
  }),
  route('DELETE', '/sessions/:id', {
    auth,
    scope: 'all',
    params: sessionParams,
    doc: {
      summary: 'Ends one of your sessions',
      answers: { 204: null },
      refuses: { not_found: 'session not found' },
    },
    handle: deleteOwnSession,
  }),
  route('GET', '/access-tokens', {
    auth,
    scope: 'keys:read',
    query: pageQuery,
    doc: {
      summary: 'Lists your own access tokens, newest first',
      answers: { 200: wire.listOf(wire.accessTokenBody) },
    },
    handle: listTokens,
  }),
  route('POST', '/access-tokens', {
    auth,
    scope: 'keys:write',
    body: newTokenBody,
    doc: {
      summary: 'Creates an access token, which only this answer shows',
      answers: { 201: wire.createdAccessTokenBody },
      refuses: { conflict: ['an access token with this name exists', { field: 'name' }] },
      idempotent: true,
    },
    handle: createToken,
  }),
  route('DELETE', '/access-tokens/:id', {
    auth,
    scope: 'keys:write',
    params: publicIdParams,
    doc: {
      summary: 'Deletes one of your access tokens',
      answers: { 204: null },
      refuses: { not_found: 'access token not found' },
    },
    handle: deleteToken,
  }),
  route('PUT', '/password', {
    auth,
    scope: 'all',
    body: passwordBody,
    doc: {
      summary: 'Changes your password',
      about:
        'All your other sessions end, and the one that asks goes on under a new cookie. Access tokens stay.',
      answers: { 204: null },
      refuses: {
        invalid: ['this is not your password', { field: 'current' }],
        conflict: 'the password was changed a moment ago',
        rate_limited: 'too many tries, wait a little',
      },
      headers: { 'Set-Cookie': 'The session under its new name, if one asked.' },
    },
    handle: changeOwnPassword,
  }),
  route('PUT', '/email', {
    auth,
    scope: 'all',
    body: emailBody,
    doc: {
      summary: 'Changes the e-mail address you sign in with',
      answers: { 204: null },
      refuses: {
        invalid: ['this is not your password', { field: 'password' }],
        conflict: ['a teammate with this e-mail address exists', { field: 'email' }],
        rate_limited: 'too many tries, wait a little',
      },
    },
    handle: changeOwnEmail,
  }),
  route('GET', '/second-factor', {
    auth,
    scope: 'all',
    doc: { summary: 'Says whether you have a second factor', answers: { 200: wire.secondFactorBody } },
    handle: showSecondFactor,
  }),
  route('POST', '/second-factor', {
    auth,
    scope: 'all',
    body: startBody,
    doc: {
      summary: 'Begins to set up your second factor',
      about: 'Shows its secret this once. It counts from when a code of it was confirmed.',
      answers: { 201: wire.startedSecondFactorBody },
      refuses: second,
      idempotent: true,
    },
    handle: startSecondFactor,
  }),
  route('POST', '/second-factor/confirm', {
    auth,
    scope: 'all',
    body: confirmBody,
    doc: {
      summary: 'Switches your second factor on',
      about: 'Shows ten recovery codes this once. All your other sessions end.',
      answers: { 201: wire.recoveryCodesBody },
      refuses: second,
      headers: { 'Set-Cookie': 'The session under its new name, if one asked.' },
      idempotent: true,
    },
    handle: confirmSecondFactor,
  }),
  route('POST', '/second-factor/recovery-codes', {
    auth,
    scope: 'all',
    body: provenBody,
    doc: {
      summary: 'Makes ten new recovery codes in place of the old',
      answers: { 201: wire.recoveryCodesBody },
      refuses: second,
      idempotent: true,
    },
    handle: renewRecoveryCodes,
  }),
  route('POST', '/second-factor/disable', {
    auth,
    scope: 'all',
    body: provenBody,
    doc: { summary: 'Switches your second factor off', answers: { 204: null }, refuses: second },
    handle: disableSecondFactor,
  }),
  route('DELETE', '/teammates/:id/second-factor', {
    auth: administrator,
    scope: 'team:write',
    params: ulidParams,
    doc: {
      summary: 'Takes the second factor off somebody who lost it',
      answers: { 204: null },
      refuses: { not_found: 'teammate not found' },
    },
    handle: resetSecondFactor,
  }),
  route('GET', '/audit', {
    auth: administrator,
    scope: 'audit:read',
    query: pageQuery,
    doc: {
      summary: 'Lists who did what, newest first',
      answers: { 200: wire.listOf(wire.auditBody) },
    },
    handle: listAuditTrail,
  }),
]
