import { buildApp } from '../app.ts'
import { ConfigError, configFrom } from '../config.ts'
import { organisationsBySlug } from '../core/accounts/queries.ts'
import { randomBase62 } from '../core/accounts/secrets.ts'
import { setUp } from '../core/accounts/set-up.ts'
import type { Core } from '../core/core.ts'
import type { OrgId } from '../core/ids.ts'
import { OWNER } from '../core/sample/people.ts'
import { createLog } from '../log.ts'
import { CONVERSATIONS, fillDemo, isFilled } from './demo/fill.ts'

type Options = { organisation?: string; seed: string; password?: string }

/** As `setUp` makes it of the name. */
const SLUG = 'parley-demo'

/** Fills a sample workspace and prints who can sign in. On SQLite the server must be stopped. */
export async function demo({ organisation: slug, seed: text, password: wanted }: Options): Promise<void> {
  if (!/^\d{1,9}$/.test(text)) throw new ConfigError('--seed is a whole number of at most nine digits')
  const app = await buildApp(configFrom(), { log: createLog('silent') })
  try {
    const [found] = await organisationsBySlug(app.core.read, slug ?? SLUG)
    if (!found && slug !== undefined) throw new ConfigError(`there is no organisation ${slug}`)
    if (found && (await isFilled(app.core, found.id))) {
      print(`the sample workspace is in ${found.slug} already: nothing was changed`)
      return
    }
    // A password that stands in the documentation would open every sample that somebody forgot.
    const password = wanted ?? randomBase62(16)
    const made = found ? undefined : await setUpSample(app.core, password)
    const org = made ?? (found?.id as OrgId)
    const done = await fillDemo(app, org, { seed: Number(text), password })
    const signIns = [...(made ? [{ ...OWNER, role: 'owner' }] : []), ...done.joined]
    print(
      `${done.conversations} of ${CONVERSATIONS} conversations, ${done.contacts} contacts and ` +
        `${done.companies} companies were added to ${found?.slug ?? SLUG}.`,
    )
    if (signIns.length > 0) {
      print(`\nThese can sign in, with the password ${password}`)
      for (const { name, email, role } of signIns) print(`  ${email.padEnd(28)} ${role.padEnd(6)} ${name}`)
    }
    if (!made) print('\nWhoever could sign in before still can.')
  } finally {
    await app.close()
  }
}

async function setUpSample(core: Core, password: string): Promise<OrgId> {
  const input = { organisation: 'Parley Demo', prefix: 'DEMO', password, ...OWNER }
  const { shown } = await setUp(core.run, input, { onlyFirst: false })
  return shown.organisation_id as OrgId
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
