// Invitations: the one moment a link can be read, and the one moment it is used.
import { z } from 'zod'
import { shownName } from '../../../core/accounts/shown-name.ts'
import { issueInvitation, join } from '../../../core/accounts/team/join.ts'
import { listInvitations } from '../../../core/accounts/team/queries.ts'
import { typedEmail } from '../../../core/accounts/typed-email.ts'
import { ownAddress } from '../../../http/own-address.ts'
import { setDeviceCookie, setSessionCookie } from '../../../http/session-cookie.ts'
import type { Answer, Call } from '../../../http/surface.ts'
import { byOf, type Caller } from '../auth.ts'
import { pageOf, type pageQuery, placeFrom } from '../paging.ts'
import type { publicIdParams } from '../params.ts'
import { sessionBody } from '../session.ts'
import type { CreatedInvitationBody, InvitationBody, ListBody } from '../wire.ts'
import { role } from './teammates.ts'

export const newInvitationBody = z.object({
  email: z.string('email is required').trim().min(1, 'email is required').pipe(typedEmail),
  role,
})

export const acceptBody = z.object({
  // What cannot be a token is as unknown as one that nobody issued.
  token: z.string('token is required').describe('What stands behind `#join=` in the link.'),
  name: shownName,
  password: z
    .string('password is required')
    .max(1_000, 'the password is too long')
    .describe('At least 10 characters.'),
})

type List = Call<Caller, undefined, z.output<typeof pageQuery>, undefined>
type Create = Call<Caller, z.output<typeof newInvitationBody>, undefined, undefined>
type Delete = Call<Caller, undefined, undefined, z.output<typeof publicIdParams>>
type Accept = Call<null, z.output<typeof acceptBody>, undefined, undefined>

/** `GET /api/manage/invitations`, newest first: those nobody accepted yet, also the expired. */
export async function listAllInvitations({ core, caller, query }: List): Promise<Answer> {
  const { limit, after } = query
  const place = placeFrom(after, ['createdAt', 'id'])
  const rows = await listInvitations(core.read, caller.org, {
    limit: limit + 1,
    ...(place && { after: place }),
  })
  const body: ListBody<InvitationBody> = pageOf(
    rows,
    limit,
    (row) => row,
    (row) => [row.created_at, row.id],
  )
  return { status: 200, body }
}

/** `POST /api/manage/invitations`: the only answer that carries the link. */
export function createInvitation(baseUrl: string | undefined): (call: Create) => Promise<Answer> {
  return async ({ core, caller, body, request }) => {
    const by = { byId: caller.teammate.id, ...byOf(caller, request) }
    const { id, expiresAt, token } = await issueInvitation(core, caller.org, body, by)
    // Behind the #, so that no server between us and the browser logs it.
    const link = `${ownAddress(request, baseUrl)}/#join=${token}`
    const created: CreatedInvitationBody = { id, ...body, expires_at: expiresAt, link }
    return { status: 201, body: created }
  }
}

/** `DELETE /api/manage/invitations/{id}` */
export async function deleteInvitation({ core, caller, params, request }: Delete): Promise<Answer> {
  await core.run('withdrawInvitation', { org: caller.org, publicId: params.id, ...byOf(caller, request) })
  return { status: 204 }
}

/** `POST /api/manage/invitations/accept`: a new teammate, signed in as by `POST /api/manage/session`. */
export async function accept({ core, body, request, reply }: Accept): Promise<Answer> {
  const from = { ip: request.ip, userAgent: request.headers['user-agent'] ?? null }
  const { token, device, ...signedIn } = await join(core, body, from)
  setSessionCookie(request, reply, token)
  setDeviceCookie(request, reply, device)
  return { status: 201, body: await sessionBody(core, signedIn) }
}
