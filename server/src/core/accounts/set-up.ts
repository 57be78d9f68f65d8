// What the first-run page and `parley setup` share: checks, hashing, and the one-time credentials.
import { z } from 'zod'
import type { Run } from '../core.ts'
import { DomainError } from '../errors.ts'
import { hashPassword } from './passwords.ts'
import { hashSecret, issueSecret, randomBase62 } from './secrets.ts'
import type { SetUpResult } from './set-up-organisation.ts'
import { typedEmail } from './typed-email.ts'

const TOO_LONG = 'the name is too long'

const input = z.object({
  organisation: z.string().trim().min(1, 'the organisation needs a name').max(120, TOO_LONG),
  email: typedEmail,
  password: z.string(),
  prefix: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z][A-Z0-9]{1,7}$/, 'the ticket prefix is 2 to 8 letters or digits, a letter first'),
  name: z.string().trim().max(120, TOO_LONG).optional(),
})

export type SetUpInput = z.input<typeof input>

/** Shown once; only hashes are stored. The field names are those of `parley setup --json`. */
export type NewOrganisation = {
  organisation_id: string
  slug: string
  access_token: string
  api_key: string
  client_id: string
  client_secret: string
  site_key: string
  secret_key: string
}

/**
 * Of the command line: with one credential of each kind, which the caller shows.
 * @throws {DomainError} `invalid` with a sentence for the person who filled in the form; `not_found` when
 * `onlyFirst` and an organisation exists already.
 */
export async function setUp(
  run: Run,
  raw: SetUpInput,
  { onlyFirst }: { onlyFirst: boolean },
): Promise<{ shown: NewOrganisation; teammateId: string }> {
  const access = issueSecret('access_token')
  const api = issueSecret('api_key')
  const clientSecret = issueSecret('client')
  const siteSecret = issueSecret('site_secret')
  const clientId = `cl_${randomBase62(22)}`
  const site = issueSiteKey()
  const result = await run('setUpOrganisation', {
    ...(await argsFrom(raw)),
    credentials: {
      access_token: { publicId: access.publicId, hash: access.hash },
      api_key: { publicId: api.publicId, hash: api.hash },
      client: { publicId: clientId, hash: clientSecret.hash },
      site_key: site,
      site_secret: { publicId: siteSecret.publicId, hash: siteSecret.hash },
    },
    onlyFirst,
  })
  return {
    teammateId: result.teammateId,
    shown: {
      organisation_id: result.organisationId,
      slug: result.slug,
      access_token: access.text,
      api_key: api.text,
      client_id: clientId,
      client_secret: clientSecret.text,
      site_key: site.publicId,
      secret_key: siteSecret.text,
    },
  }
}

/**
 * Of the first-run page: no secrets, for whoever is signed in makes each where it is needed, and sees it there.
 * @throws {DomainError} as {@link setUp}; `not_found` when an organisation exists already.
 */
export async function setUpFirst(run: Run, raw: SetUpInput): Promise<SetUpResult> {
  const credentials = { site_key: issueSiteKey() }
  return await run('setUpOrganisation', { ...(await argsFrom(raw)), credentials, onlyFirst: true })
}

async function argsFrom(raw: SetUpInput) {
  const parsed = input.safeParse(raw)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new DomainError('invalid', issue?.message ?? 'invalid input', {
      field: String(issue?.path[0] ?? ''),
    })
  }
  const { organisation, email, password, prefix, name } = parsed.data
  const passwordHash = await hashPassword(password, [email, organisation])
  return {
    name: organisation,
    slug: slugOf(organisation),
    prefix,
    owner: { email, name: name || nameFrom(email), passwordHash },
  }
}

/** A site key stands in every visitor's page: it is an id, and its own digest is no secret. */
export function issueSiteKey() {
  const publicId = `site_${randomBase62(22)}`
  return { publicId, hash: hashSecret(publicId) }
}

function slugOf(name: string): string {
  const folded = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return (
    folded
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 60)
      .replace(/^-|-$/g, '') || 'organisation'
  )
}

function nameFrom(email: string): string {
  const local = email.slice(0, email.indexOf('@')).replace(/[._-]+/g, ' ')
  return local.replace(/(^| )\p{L}/gu, (letter) => letter.toUpperCase())
}
