import type { ChannelKind } from '../../db/schema.ts'
import type { Actor } from '../events.ts'
import type { OrgId } from '../ids.ts'
import type { Verb } from '../verb.ts'
import { insertChannel } from './queries.ts'

export type AddChannelArgs = { org: OrgId; actor: Actor; kind: ChannelKind; name: string }

/** A channel that no credential opens yet: a place for what is imported. */
export const addChannel: Verb<AddChannelArgs, { channelId: string }> = async (tx, args, { now, id }) => {
  const { org, actor, kind, name } = args
  const channelId = await insertChannel(tx, org, { id: id(), kind, name, now })
  return {
    result: { channelId },
    org,
    audit: [{ actor, action: 'channel.created', subject: channelId, data: { kind, name } }],
  }
}
