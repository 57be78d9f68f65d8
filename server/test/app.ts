// A whole server in the test's own process: real database, real routes, a clock one can move.

import { type App, buildApp } from '../src/app.ts'
import { configFrom } from '../src/config.ts'
import { hashPassword } from '../src/core/accounts/passwords.ts'
import { hashSecret, issueSecret, randomBase62 } from '../src/core/accounts/secrets.ts'
import type { GivenPerson } from '../src/core/contacts/find-or-create.ts'
import type { OpenTicketArgs } from '../src/core/conversations/open-ticket.ts'
import type { OrgId } from '../src/core/ids.ts'
import { nothingEnclosed } from '../src/core/messages/add-message.ts'
import { createLog } from '../src/log.ts'
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
  env?: Record<string, string>
}

/** Close it with `close()` in `afterAll`; its database goes with it. */
export async function createTestApp({
  clock,
  writer = 'inline',
  rateLimits = false,
  env = {},
}: Options = {}): Promise<TestApp> {
  const place = await freshPlace()
  const config = configFrom({
    ...env,
    DATA_DIR: place.dataDir,
    RATE_LIMITS: rateLimits ? 'on' : 'off',
    ...(place.database.kind === 'postgres' && { DATABASE_URL: place.database.url }),
  })
  const app = await buildApp(config, { log: createLog('silent'), writer, ...(clock && { now: clock.now }) })
  return {
    ...app,
    place,
    organisation: (options) => createOrganisation(app, options),
    async close(graceMs) {
      await app.close(graceMs)
      await place.remove()
    },
  }
}

async function createOrganisation(app: App, { prefix = 'ASM' } = {}): Promise<TestOrganisation> {
  passwordHash ??= hashPassword(PASSWORD)
  const apiKey = issueSecret('api_key')
  const accessToken = issueSecret('access_token')
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
      site_key: other(),
      site_secret: other(),
    },
    onlyFirst: false,
  })
  const channel = await app.core.read
    .selectFrom('channel')
    .select('id')
    .where('org_id', '=', org)
    .where('kind', '=', 'tickets')
    .executeTakeFirstOrThrow()
  return {
    org,
    apiKey: apiKey.text,
    accessToken: accessToken.text,
    ownerId: teammateId,
    ticketsChannel: channel.id,
    email,
  }
}
