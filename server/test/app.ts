// A whole server in the test's own process: real database, real routes, a clock one can move.

import { type App, buildApp } from '../src/app.ts'
import { configFrom } from '../src/config.ts'
import { hashPassword } from '../src/core/accounts/passwords.ts'
import { hashSecret, issueSecret, randomBase62 } from '../src/core/accounts/secrets.ts'
import { issueSiteKey } from '../src/core/accounts/set-up.ts'
import type { GivenPerson } from '../src/core/contacts/find-or-create.ts'
import type { OpenTicketArgs } from '../src/core/conversations/open-ticket.ts'
import type { OrgId } from '../src/core/ids.ts'
import { nothingEnclosed } from '../src/core/messages/add-message.ts'
import { createLog } from '../src/log.ts'
import { holdToDescription } from './as-described.ts'
import { freshPlace, type TestPlace } from './engines.ts'

export type TestClock = { now(): number; advance(ms: number): void }

/** Stands still unless moved; starts at the real time, because limits and leases are compared with it. */
export function testClock(start = Date.now()): TestClock {
  let at = start
  return {
    now: () => at,
    advance: (ms) => {
      at += ms
    },
  }
}

export type TestOrganisation = {
  org: OrgId
  apiKey: string
  accessToken: string
  ownerId: string
  ticketsChannel: string
  /** Of the chat site that set-up makes; its id is also its channel's. */
  site: { id: string; key: string; secret: string }
  email: string
}

export type TestApp = App & {
  place: TestPlace
  organisation(options?: { prefix?: string }): Promise<TestOrganisation>
}

export const NOBODY: GivenPerson = {
  id: null,
  source_specific_id: null,
  email: null,
  name: null,
  username: null,
  image_url: null,
}

/** Arguments of a plain ticket, but for what a test is about. */
export function ticketArgs(
  to: TestOrganisation,
  { user, ...given }: Partial<Omit<OpenTicketArgs, 'user'>> & { user?: Partial<GivenPerson> } = {},
): OpenTicketArgs {
  return {
    org: to.org,
    channelId: to.ticketsChannel,
    apiKey: { publicId: 'k', name: 'key' },
    title: null,
    body: 'The lid does not close',
    user: { ...NOBODY, ...user },
    company: { id: null, source_specific_id: null },
    additional_properties: '{}',
    enclosed: nothingEnclosed,
    ...given,
  }
}

export const PASSWORD = 'correct horse battery'
let passwordHash: Promise<string> | undefined

type Options = {
  clock?: { now(): number }
  writer?: 'thread' | 'inline'
  rateLimits?: boolean
  refuseWhenLate?: boolean
  env?: Record<string, string>
  /** Where the server finds PostgreSQL, given where it is: for tests that stand in between. */
  reach?(database: URL): Promise<URL>
}

/** Close it with `close()` in `afterAll`; its database goes with it. */
export async function createTestApp({
  clock,
  writer = 'inline',
  rateLimits = false,
  refuseWhenLate = false,
  env = {},
  reach = async (url) => url,
}: Options = {}): Promise<TestApp> {
  const place = await freshPlace()
  const { database } = place
  const config = configFrom({
    // The disk of the machine that runs the tests is not what they are about, nor is it theirs to fill.
    MIN_FREE_MB: '0',
    ...env,
    DATA_DIR: place.dataDir,
    RATE_LIMITS: rateLimits ? 'on' : 'off',
    ...(database.kind === 'postgres' && { DATABASE_URL: (await reach(new URL(database.url))).href }),
  })
  const app = await buildApp(config, {
    log: createLog('silent'),
    writer,
    refuseWhenLate,
    ...(clock && { now: clock.now }),
  })
  const notAsDescribed = holdToDescription(app.http)
  return {
    ...app,
    place,
    organisation: (options) => createOrganisation(app, options),
    async close(graceMs) {
      await app.close(graceMs)
      await place.remove()
      const complaints = await notAsDescribed()
      if (complaints.length > 0) throw new Error(complaints.join('\n\n'))
    },
  }
}

async function createOrganisation(app: App, { prefix = 'ASM' } = {}): Promise<TestOrganisation> {
  passwordHash ??= hashPassword(PASSWORD)
  const apiKey = issueSecret('api_key')
  const accessToken = issueSecret('access_token')
  const siteSecret = issueSecret('site_secret')
  const siteKey = issueSiteKey()
  const other = () => ({ publicId: randomBase62(22), hash: hashSecret(randomBase62(43)) })
  const email = `owner-${randomBase62(8).toLowerCase()}@example.com`
  const { organisationId: org, teammateId } = await app.core.run('setUpOrganisation', {
    name: 'Pottle & Pan',
    slug: 'pottle',
    prefix,
    owner: { email, name: 'Noor Valdis', passwordHash: await passwordHash },
    credentials: {
      access_token: { publicId: accessToken.publicId, hash: accessToken.hash },
      api_key: { publicId: apiKey.publicId, hash: apiKey.hash },
      client: other(),
      site_key: siteKey,
      site_secret: { publicId: siteSecret.publicId, hash: siteSecret.hash },
    },
    onlyFirst: false,
  })
  const channels = await app.core.read
    .selectFrom('channel')
    .select(['id', 'kind'])
    .where('org_id', '=', org)
    .execute()
  const channel = (wanted: string) => channels.find(({ kind }) => kind === wanted)?.id ?? ''
  return {
    org,
    apiKey: apiKey.text,
    accessToken: accessToken.text,
    ownerId: teammateId,
    ticketsChannel: channel('tickets'),
    site: { id: channel('chat'), key: siteKey.publicId, secret: siteSecret.text },
    email,
  }
}
