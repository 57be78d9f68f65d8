import { z } from 'zod'
import { teammateBody } from './teammate.ts'
import { time } from './values.ts'

/** One entry of `GET /api/manage/invitations`. */
export const invitationBody = z.object({
  id: z.string(),
  email: z.string(),
  role: teammateBody.shape.role,
  invited_by: z.string().describe("A teammate's id."),
  created_at: time,
  expires_at: time,
})
export type InvitationBody = z.output<typeof invitationBody>

/** Answer of `POST /api/manage/invitations`. */
export const createdInvitationBody = invitationBody
  .pick({ id: true, email: true, role: true, expires_at: true })
  .extend({ link: z.string().describe('Shown this once.') })
export type CreatedInvitationBody = z.output<typeof createdInvitationBody>
