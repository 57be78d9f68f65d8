// What visitors do besides writing: they type, they read, they prove who they are.
import { z } from 'zod'
import { hashSecret } from '../../core/accounts/secrets.ts'
import { findConversationContact } from '../../core/chat/people/queries.ts'
import type { Presence } from '../../core/presence/presence.ts'
import type { Answer, Call } from '../../http/surface.ts'
import type { Site } from './auth.ts'
import { proofOf } from './conversations.ts'
import { visitorOf } from './guesses.ts'
import type { identityBody, tokenParams } from './wire.ts'

const LONGEST_DRAFT = 1_000_000
const LENGTH = `length must be a whole number from 0 to ${LONGEST_DRAFT}`
export const typingBody = z.object({
  typing: z.boolean('typing must be true or false'),
  length: z
    .number(LENGTH)
    .int(LENGTH)
    .min(0, LENGTH)
    .max(LONGEST_DRAFT, LENGTH)
    .nullish()
    .describe('How much they have written.'),
})

const SEQ = 'seq must be a whole number'
export const readBody = z.object({
  seq: z
    .number(SEQ)
    .int(SEQ)
    .min(0, SEQ)
    .max(Number.MAX_SAFE_INTEGER, SEQ)
    .describe('Of the last message they have seen.'),
})

type Params = z.output<typeof tokenParams>
type Typing = Call<Site, z.output<typeof typingBody>, undefined, Params>
type Read = Call<Site, z.output<typeof readBody>, undefined, Params>
type Prove = Call<Site, z.output<typeof identityBody>, undefined, Params>

/** `POST …/typing`: heard of for 45 s. */
export function noteTyping(presence: Presence): (call: Typing) => Promise<Answer> {
  return async ({ core, caller: site, params, body: { typing, length = null } }) => {
    const visitor = await visitorOf(core, site, params.visitor_token)
    const contact = await findConversationContact(core.read, site.org, visitor.living_id)
    // Whoever stops is nowhere: they are shown while they write alone.
    const doing = {
      conversationId: typing ? visitor.living_id : null,
      typing,
      note: false,
      draftLength: typing ? length : null,
    }
    const person = { kind: 'contact' as const, id: visitor.living_id, name: contact?.name ?? '' }
    presence.beat(site.org, person, { status: 'online', ...doing })
    return { status: 204 }
  }
}

/** `POST …/read` */
export async function noteRead({ core, caller: site, params, body }: Read): Promise<Answer> {
  const visitor = await visitorOf(core, site, params.visitor_token)
  // Most of what is said here is said twice.
  if (body.seq > visitor.seen_seq)
    await core.run('noteSeen', { org: site.org, tokenHash: visitor.token_hash, seq: body.seq })
  return { status: 204 }
}

/** `PUT …/identity` */
export async function prove({ core, caller: site, params, body }: Prove): Promise<Answer> {
  const { name, ...identity } = body
  await visitorOf(core, site, params.visitor_token)
  const proven = proofOf(core, site, identity)
  await core.run('proveVisitor', { org: site.org, tokenHash: hashSecret(params.visitor_token), proven, name })
  return { status: 200, body: { verified: true } }
}
