import type { z } from 'zod'
import { hashSecret, randomBase62 } from '../../core/accounts/secrets.ts'
import { DomainError } from '../../core/errors.ts'
import { timeOf } from '../../core/ids.ts'
import { opennessAt } from '../../core/office-hours/office-hours.ts'
import { isProven } from '../../core/sites/identity.ts'
import { replayedHeader } from '../../http/idempotency.ts'
import type { Answer, Call } from '../../http/surface.ts'
import type { Site } from './auth.ts'
import { messageHeaders, onceKeyOf } from './once.ts'
import type { conversationForm, SignedIdentity } from './wire.ts'

type Config = Call<Site, undefined, undefined, undefined>
type Open = Call<Site, z.output<typeof conversationForm>, undefined, undefined>

const PURPOSE = 'chat conversation token'

/** `GET /chat/config`: the greeting and nothing else (docs/contracts.md 4c#17). */
export async function config({ caller }: Config): Promise<Answer> {
  return { status: 200, body: { greeting: caller.greeting } }
}

/** `POST /chat/conversations`: the conversation with its first message, durable before the 201. */
export async function openConversation({ core, caller: site, body, request }: Open): Promise<Answer> {
  const { org } = site
  const { name, email, message, visitorToken, clientMessageId, identity } = body
  const proven = identity && proofOf(core, site, identity)
  const tokenHash = hashSecret(visitorToken)
  // The token is part of the name: one visitor's key must not bring up another one's answer.
  const key = onceKeyOf(request, org, `POST chat ${tokenHash}`, clientMessageId, {
    name,
    email,
    message,
    identity,
  })
  const token = randomBase62(43)
  const { result, replayed } = await core.runOnce(
    'openChat',
    {
      org,
      channelId: site.id,
      tokenHash,
      conversationToken: { hash: hashSecret(token), sealed: core.seals.seal(PURPOSE, token) },
      name,
      email,
      proven,
      body: message,
      clientMessageId,
      autoReply: autoReplyOf(site, core.now()),
    },
    key,
  )
  const conversation_token = core.seals.open(PURPOSE, result.sealedToken)
  if (conversation_token === undefined) throw new Error('the secret key is not the one of a moment ago')
  return {
    status: 201,
    body: { conversation_token, auto_reply: result.autoReply },
    headers: { ...messageHeaders(result), ...replayedHeader(replayed) },
  }
}

function autoReplyOf({ autoReply, closedReply, officeHours }: Site, now: number): string | null {
  const closed = officeHours !== null && !opennessAt(officeHours, now).open
  return closed ? (closedReply ?? autoReply) : autoReply
}

/** @throws {DomainError} `unauthenticated` for a wrong hash: a page that means to prove somebody must not go on without. */
export function proofOf(core: Open['core'], site: Site, { id, email, hash }: SignedIdentity) {
  if (!isProven(core.seals, site.identitySecret, { id, email, hash }, timeOf(core.now())))
    throw new DomainError('unauthenticated', 'Identity could not be verified')
  return { id, email }
}
