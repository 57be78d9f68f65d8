// The part of the manage API that is about the people who work here: the team, and each one's own account.
import { type Route, route } from '../../../http/surface.ts'
import { administrator, anybodySameOrigin, teammate } from '../auth.ts'
import { pageQuery } from '../paging.ts'
import { createToken, deleteToken, listTokens, newTokenBody, tokenParams } from './access-tokens.ts'
import { listAuditTrail } from './audit.ts'
import {
  accept,
  acceptBody,
  createInvitation,
  deleteInvitation,
  invitationParams,
  listAllInvitations,
  newInvitationBody,
} from './invitations.ts'
import { changeOwnPassword, passwordBody } from './password.ts'
import { deleteOwnSession, listOwnSessions, sessionParams } from './sessions.ts'
import { changeMember, listTeam, memberParams, teammateChange } from './teammates.ts'

const auth = teammate

export const people: readonly Route[] = [
  route('GET', '/teammates', { auth, query: pageQuery, handle: listTeam }),
  route('PATCH', '/teammates/:id', {
    auth,
    params: memberParams,
    body: teammateChange,
    handle: changeMember,
  }),
  route('GET', '/invitations', { auth: administrator, query: pageQuery, handle: listAllInvitations }),
  route('POST', '/invitations', { auth: administrator, body: newInvitationBody, handle: createInvitation }),
  route('POST', '/invitations/accept', { auth: anybodySameOrigin, body: acceptBody, handle: accept }),
  route('DELETE', '/invitations/:id', {
    auth: administrator,
    params: invitationParams,
    handle: deleteInvitation,
  }),
  route('GET', '/sessions', { auth, handle: listOwnSessions }),
  route('DELETE', '/sessions/:id', { auth, params: sessionParams, handle: deleteOwnSession }),
  route('GET', '/access-tokens', { auth, query: pageQuery, handle: listTokens }),
  route('POST', '/access-tokens', { auth, body: newTokenBody, handle: createToken }),
  route('DELETE', '/access-tokens/:id', { auth, params: tokenParams, handle: deleteToken }),
  route('PUT', '/password', { auth, body: passwordBody, handle: changeOwnPassword }),
  route('GET', '/audit', { auth: administrator, query: pageQuery, handle: listAuditTrail }),
]
