// Fills an organisation with a sample: through the verbs everything else goes through, each of which may be repeated.
import type { App } from '../../app.ts'
import { hashPassword } from '../../core/accounts/passwords.ts'
import { hashSecret, randomBase62 } from '../../core/accounts/secrets.ts'
import { listMembers } from '../../core/accounts/team/queries.ts'
import { findChannelOf } from '../../core/channels/queries.ts'
import { findNumberBySource } from '../../core/conversations/queries.ts'
import type { Core } from '../../core/core.ts'
import type { Actor } from '../../core/events.ts'
import { type OrgId, timeOf } from '../../core/ids.ts'
import { DAY } from '../../core/sample/calendar.ts'
import { KINDS, sampleConversations } from '../../core/sample/conversations.ts'
import { fileMaker } from '../../core/sample/files.ts'
import { companiesFrom, contactsFrom, type DemoContact, TEAM } from '../../core/sample/people.ts'
import { companyOf, contactOf } from '../../core/sample/profiles.ts'
import { type Random, randomFrom } from '../../core/sample/random.ts'
import type { Teammate } from '../../core/sample/timeline.ts'

export const CONVERSATIONS = 300
const DAYS = 90
const SYSTEM: Actor = { kind: 'system', id: null, name: 'parley demo' }
const BY = { actor: SYSTEM, ip: null }

const sourceOf = (n: number) => `parley-demo-${String(n).padStart(3, '0')}`

/** Whether everything that {@link fillDemo} brings is there. */
export async function isFilled({ read }: Core, org: OrgId): Promise<boolean> {
  for (let n = CONVERSATIONS; n > 0; n--)
    if (!(await findNumberBySource(read, org, sourceOf(n)))) return false
  return true
}

export type Filled = {
  /** Those of the sample's teammates who were new: all have the password given. */
  joined: { name: string; email: string; role: string }[]
  companies: number
  contacts: number
  conversations: number
}

/** What an earlier, interrupted run brought stays; the same seed on the same day brings the same. */
export async function fillDemo(
  { core, blobs }: Pick<App, 'core' | 'blobs'>,
  org: OrgId,
  { seed, password }: { seed: number; password: string },
): Promise<Filled> {
  const random = randomFrom(seed)
  const { joined, owner, team } = await addTeam(core, org, password)
  const companies = companiesFrom(random)
  const contacts = contactsFrom(random, companies)
  const companyIds = new Map<string, string>()
  for (const company of companies) {
    const saved = await core.run('saveCompany', { org, actor: SYSTEM, ...companyOf(company) })
    companyIds.set(company.domain, saved.id)
  }
  for (const contact of contacts) {
    const company = companyIds.get(contact.company.domain) ?? null
    await core.run('saveContact', { org, actor: SYSTEM, ...contactOf(contact, company) })
  }
  const conversations = await addConversations({ core, blobs }, org, { random, contacts, owner, team })
  return { joined, companies: companies.length, contacts: contacts.length, conversations }
}

/** The owner, and the sample's teammates beside them. */
async function addTeam(core: Core, org: OrgId, password: string) {
  const before = await listMembers(core.read, org, { limit: 200 })
  const owner = before.find((member) => member.role === 'owner' && member.disabled_at === null)
  if (!owner) throw new Error('an organisation without an owner')
  const missing = TEAM.filter(({ email }) => !before.some((member) => member.email === email))
  const passwordHash = missing.length > 0 ? await hashPassword(password) : ''
  for (const { name, email, role } of missing) {
    // Nobody is sent this link: the verb that uses it follows.
    const publicId = randomBase62(8)
    const invitation = { email, role, publicId, hash: hashSecret(randomBase62(43)) }
    const expiresAt = timeOf(core.now() + DAY)
    await core.run('invite', { org, byId: owner.id, ...BY, ...invitation, expiresAt })
    await core.run('acceptInvitation', { org, publicId, name, passwordHash, ip: null })
  }
  const members = await listMembers(core.read, org, { limit: 200 })
  const team = members.filter(({ email }) => TEAM.some((mate) => mate.email === email))
  return { joined: [...missing], owner, team }
}

type Team = { owner: Teammate; team: Teammate[] }

async function addConversations(
  { core, blobs }: Pick<App, 'core' | 'blobs'>,
  org: OrgId,
  { random, contacts, owner, team }: Team & { random: Random; contacts: DemoContact[] },
): Promise<number> {
  const channels = await channelsOf(core, org)
  const kinds = KINDS.map(({ kind }) => kind)
  const makeFile = fileMaker(blobs, random)
  const cast = { random, contacts, owner, team, kinds, now: core.now(), days: DAYS, makeFile }
  let brought = 0
  for await (const { place, kind, person: _, ...conversation } of sampleConversations(cast, CONVERSATIONS)) {
    const where = { org, channelId: channels[kind], actor: SYSTEM, sourceSpecificId: sourceOf(place) }
    const { imported } = await core.run('importConversation', { ...where, ...conversation })
    if (imported) brought++
  }
  return brought
}

async function channelsOf(core: Core, org: OrgId) {
  const channels = { tickets: '', chat: '', medium: '', assistants: '' }
  for (const { kind, name } of KINDS)
    channels[kind] =
      (await findChannelOf(core.read, org, kind)) ??
      (await core.run('addChannel', { org, actor: SYSTEM, kind, name })).channelId
  return channels
}
