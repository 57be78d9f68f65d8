// Invitations: the one moment a link can be read, and the one moment it is used.
import { z } from 'zod'
import { issueInvitation, join } from '../../../core/accounts/team/join.ts'
import { listInvitations } from '../../../core/accounts/team/queries.ts'
import { setSessionCookie } from '../../../http/session-cookie.ts'
import type { Answer, Call } from '../../../http/surface.ts'
import { byOf, type Caller } from '../auth.ts'
import { cursorOf, type pageQuery, readCursor } from '../paging.ts'
import { sessionBody } from '../session.ts'
import type { CreatedInvitationBody, InvitationBody, ListBody } from '../wire.ts'
import { personName, role } from './teammates.ts'

const NO_ADDRESS = 'this is not an e-mail address'

export const newInvitationBody = z.object({
  email: z
    .string('email is required')
    .trim()
    .toLowerCase()
    .min(1, 'email is required')
    .max(254, NO_ADDRESS)
    .email(NO_ADDRESS),
  role,
})

export const invitationParams = z.object({
  id: z.string().transform((id) => (/^[0-9A-Za-z]{8}$/.test(id) ? id : 'unknown')),
})

export const acceptBody = z.object({
  // What cannot be a token is as unknown as one that nobody issued.
  token: z.string('token is required'),
  name: personName,
  password: z.string('password is required').max(1_000, 'the password is too long'),
})

type List = Call<Caller, undefined, z.output<typeof pageQuery>, undefined>
type Create = Call<Caller, z.output<typeof newInvitationBody>, undefined, undefined>
type Delete = Call<Caller, undefined, undefined, z.output<typeof invitationParams>>
type Accept = Call<null, z.output<typeof acceptBody>, undefined, undefined>

/** `GET /api/manage/invitations`, newest first: those nobody accepted yet, also the expired. */
export async function listAllInvitations({ core, caller, query }: List): Promise<Answer> {
  const { limit, after } = query
  const place = after === undefined ? undefined : readCursor(after, 2)
  const rows = await listInvitations(core.read, caller.org, {
    limit: limit + 1,
    ...(place && { after: { createdAt: place[0] ?? '', id: place[1] ?? '' } }),
  })
  const page: InvitationBody[] = rows.slice(0, limit)
  const last = page.at(-1)
  const body: ListBody<InvitationBody> = {
    data: page,
    next_cursor: last && rows.length > limit ? cursorOf(last.created_at, last.id) : null,
  }
  return { status: 200, body }
}

/** `POST /api/manage/invitations`: the only answer that carries the link. */
export async function createInvitation({ core, caller, body, request }: Create): Promise<Answer> {
  const by = { byId: caller.teammate.id, ...byOf(caller, request) }
  const { id, expiresAt, token } = await issueInvitation(core, caller.org, body, by)
  // Behind the #, so that no server between us and the browser logs it. It reaches nobody but who asked, so their
  // own word on the address of this server is good enough.
  const link = `${request.protocol}://${request.host}/#join=${token}`
  const created: CreatedInvitationBody = { id, ...body, expires_at: expiresAt, link }
  return { status: 201, body: created }
}

/** `DELETE /api/manage/invitations/{id}` */
export async function deleteInvitation({ core, caller, params, request }: Delete): Promise<Answer> {
  await core.run('withdrawInvitation', { org: caller.org, publicId: params.id, ...byOf(caller, request) })
  return { status: 204 }
}

/** `POST /api/manage/invitations/accept`: a new teammate, signed in as by `POST /api/manage/session`. */
export async function accept({ core, body, request, reply }: Accept): Promise<Answer> {
  const from = { ip: request.ip, userAgent: request.headers['user-agent'] ?? null }
  const { token, ...signedIn } = await join(core, body, from)
  setSessionCookie(request, reply, token)
  return { status: 201, body: await sessionBody(core, signedIn) }
}
