// The two ways to an organisation's API keys: the database, opened by this process, or a server that has it open.
import { existsSync } from 'node:fs'
import { z } from 'zod'
import { type App, buildApp } from '../app.ts'
import { type Config, ConfigError, configFrom } from '../config.ts'
import type { By } from '../core/accounts/api-keys.ts'
import { apiKeyBeginning, apiKeyExpiry, issueApiKey } from '../core/accounts/issue-api-key.ts'
import { listCredentials, organisationsBySlug } from '../core/accounts/queries.ts'
import { shownName } from '../core/accounts/shown-name.ts'
import { DomainError } from '../core/errors.ts'
import type { OrgId } from '../core/ids.ts'
import { DataFolderLocked } from '../db/sqlite.ts'
import { createLog } from '../log.ts'
import { type ManageClient, manageClient } from './manage-client.ts'

export type Where = { url?: string; token?: string; organisation?: string }

const key = z.object({
  id: z.string(),
  name: z.string(),
  begins_with: z.string(),
  created_at: z.string(),
  expires_at: z.string().nullable(),
  last_used_at: z.string().nullable(),
})
const page = z.object({ data: z.array(key), next_cursor: z.string().nullable() })
const createdKey = z.object({
  id: z.string(),
  name: z.string(),
  key: z.string().nullable(),
  expires_at: z.string().nullable(),
  created_at: z.string(),
})

/** The fields are those of the manage API, whichever way they came. */
export type Key = z.output<typeof key>

type Keys = {
  /** All of them, newest first. */
  list(): Promise<Key[]>
  create(asked: { name: string; expires_at: string | null }): Promise<z.output<typeof createdKey>>
  delete(id: string): Promise<void>
}

const PAGE = 200

/** @throws {ConfigError} for options that contradict each other; {@link DataFolderLocked} while a server runs. */
export async function withKeys<T>(where: Where, work: (keys: Keys) => Promise<T>): Promise<T> {
  const config = configFrom()
  const url = where.url ?? config.remote.url
  if (url === undefined) {
    if (where.token !== undefined) throw new ConfigError('--token is for a server: say which with --url')
    return await onDatabase(config, where.organisation, work)
  }
  const token = where.token ?? config.remote.token
  if (token === undefined)
    throw new ConfigError('--url needs an access token (pat_…) in --token or PARLEY_TOKEN')
  if (where.organisation !== undefined)
    throw new ConfigError('with --url the access token decides the organisation: leave --organisation out')
  return await work(keysAt(manageClient(url, token)))
}

async function onDatabase<T>(
  config: Config,
  slug: string | undefined,
  work: (keys: Keys) => Promise<T>,
): Promise<T> {
  // Opening would make an empty one, which helps nobody who looks for keys.
  if (config.database.kind === 'sqlite' && !existsSync(config.database.path))
    throw new ConfigError(`there is no database in ${config.dataDir}: set DATA_DIR, or use --url`)
  const app = await open(config)
  try {
    return await work(keysIn(app, await organisation(app, slug)))
  } finally {
    await app.close()
  }
}

async function open(config: Config): Promise<App> {
  try {
    return await buildApp(config, { log: createLog('silent') })
  } catch (error) {
    if (!(error instanceof DataFolderLocked)) throw error
    const instead = 'Or ask that server: --url http://localhost:3000 --token pat_…'
    throw new DataFolderLocked(`${error.message} ${instead}`, { cause: error })
  }
}

async function organisation({ core }: App, slug: string | undefined): Promise<OrgId> {
  const [first, ...more] = await organisationsBySlug(core.read, slug)
  if (!first)
    throw new ConfigError(
      slug === undefined
        ? 'there is no organisation yet: make one with parley setup'
        : `there is no organisation ${slug}`,
    )
  if (more.length > 0) {
    const slugs = [first, ...more].map((one) => one.slug).join(', ')
    throw new ConfigError(`there are several organisations: say which with --organisation (${slugs})`)
  }
  return first.id
}

/** Whoever can open the database needs no credential of ours. */
const BY: By = { actor: { kind: 'system', id: null, name: 'parley keys' }, ip: null }

function keysIn({ core }: App, org: OrgId): Keys {
  return {
    async list() {
      const keys: Key[] = []
      for (let after: { createdAt: string; publicId: string } | undefined; ; ) {
        const rows = await listCredentials(core.read, org, 'api_key', {
          limit: PAGE,
          ...(after && { after }),
        })
        for (const { public_id: id, name, ...times } of rows)
          keys.push({ id, name, begins_with: apiKeyBeginning(id), ...times })
        const last = rows.at(-1)
        if (!last || rows.length < PAGE) return keys
        after = { createdAt: last.created_at, publicId: last.public_id }
      }
    },
    async create(asked) {
      const { name, expires_at: expiresAt } = checked(asked)
      const { created, text } = await issueApiKey(core, org, { name, expiresAt }, BY)
      return { id: created.id, name, key: text, expires_at: expiresAt, created_at: created.createdAt }
    },
    async delete(id) {
      await core.run('deleteApiKey', { org, publicId: id, ...BY })
    },
  }
}

const newKey = z.object({ name: shownName, expires_at: apiKeyExpiry })

function checked(asked: z.input<typeof newKey>): z.output<typeof newKey> {
  const parsed = newKey.safeParse(asked)
  if (parsed.success) return parsed.data
  throw new DomainError('invalid', parsed.error.issues[0]?.message ?? 'invalid input')
}

function keysAt(client: ManageClient): Keys {
  return {
    async list() {
      const keys: Key[] = []
      for (let query = `limit=${PAGE}`; ; ) {
        const { data, next_cursor } = await client.call('GET', `/api-keys?${query}`, page)
        keys.push(...data)
        if (next_cursor === null) return keys
        query = `limit=${PAGE}&after=${encodeURIComponent(next_cursor)}`
      }
    },
    create: (asked) => client.call('POST', '/api-keys', createdKey, asked),
    async delete(id) {
      await client.call('DELETE', `/api-keys/${encodeURIComponent(id)}`, z.undefined())
    },
  }
}
