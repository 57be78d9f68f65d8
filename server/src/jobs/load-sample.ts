import type { Blobs } from '../blobs/blobs.ts'
import { listMembers } from '../core/accounts/team/queries.ts'
import { findChannelOf } from '../core/channels/queries.ts'
import type { Core } from '../core/core.ts'
import type { OrgId } from '../core/ids.ts'
import { KINDS, sampleConversations } from '../core/sample/conversations.ts'
import { fileMaker } from '../core/sample/files.ts'
import { companiesFrom, contactsFrom } from '../core/sample/people.ts'
import { companyOf, contactOf } from '../core/sample/profiles.ts'
import { findSample } from '../core/sample/queries.ts'
import { randomFrom } from '../core/sample/random.ts'
import type { JobHandler } from './runner.ts'

const SEED = 1
const TEAM = 20
/** Of what is older nearly all is closed: few enough days leave something to answer. */
const DAYS = 21

/**
 * Brings the sample, a conversation in each transaction. Cut off, it tells the same stories again from the time it was
 * asked for, and those that are there already change nothing.
 */
export function loadSample(core: Core, blobs: Blobs): JobHandler {
  return async ({ org }, signal) => {
    if (org === null) throw new Error('the job names no organisation')
    const sample = await findSample(core.read, org)
    if (sample?.state !== 'loading') return
    const random = randomFrom(SEED)
    const contacts = contactsFrom(random, companiesFrom(random))
    const channels = await channelsOf(core, org)
    const cast = {
      random,
      contacts,
      ...(await teamOf(core, org, sample.started_by)),
      kinds: [...channels.keys()],
      now: Date.parse(sample.started_at),
      days: DAYS,
      makeFile: fileMaker(blobs, random),
    }
    for await (const told of sampleConversations(cast, sample.total)) {
      signal.throwIfAborted()
      const { kind, person, ...conversation } = told
      const wanted = await core.run('addSampleConversation', {
        ...conversation,
        org,
        channelId: channels.get(kind) ?? '',
        additional_properties: JSON.stringify({ sample: true, ...JSON.parse(told.additional_properties) }),
        company: companyOf(person.company),
        person: contactOf(person, null),
      })
      if (!wanted) return
    }
  }
}

/** Those that are there: the sample opens no channel of its own. */
async function channelsOf(core: Core, org: OrgId) {
  const channels = new Map<(typeof KINDS)[number]['kind'], string>()
  for (const { kind } of KINDS) {
    const id = await findChannelOf(core.read, org, kind)
    if (id !== undefined) channels.set(kind, id)
  }
  return channels
}

/** Nobody is made up who could sign in: those who work here have answered. */
async function teamOf(core: Core, org: OrgId, startedBy: string) {
  const members = await listMembers(core.read, org, { limit: TEAM })
  const team = members.filter((member) => member.disabled_at === null)
  const owner = team.find(({ id }) => id === startedBy) ?? team[0]
  if (!owner) throw new Error('an organisation where nobody works')
  return { owner, team }
}
