// `parley doctor`: everything we know to look at, one line each. Reads only, so it may run beside a server.
import { type Config, configFrom } from '../config.ts'
import { type Look, lookAt } from '../db/look.ts'
import { databaseChecks } from './doctor-database.ts'
import { placeChecks } from './doctor-place.ts'
import { type Check, type Finding, fail, ok } from './finding.ts'

/** Leaves with 1 when anything failed; a warning is no failure. */
export async function doctor({ json }: { json?: boolean }): Promise<void> {
  const config = configFrom()
  const findings = await examine(config)
  const failed = findings.some(({ status }) => status === 'fail')
  const text = json
    ? JSON.stringify({ ok: !failed, checks: findings })
    : findings
        .map(({ name, status, detail }) => `${status.padEnd(4)}  ${name.padEnd(16)} ${detail}`)
        .join('\n')
  process.stdout.write(`${text}\n`)
  if (failed) process.exitCode = 1
}

async function examine(config: Config): Promise<({ name: string } & Finding)[]> {
  const findings: ({ name: string } & Finding)[] = []
  const run = async (checks: readonly Check[]) => {
    for (const { name, look } of checks) findings.push({ name, ...(await finding(async () => await look())) })
  }
  await run(placeChecks(config))
  let found: Look | undefined
  await run([
    {
      name: 'database',
      async look() {
        found = await lookAt(config.database)
        // Opening a file reads nothing of it yet.
        const schema = (await found.applied()).at(-1)
        return ok(`${config.database.kind}, schema ${schema}`)
      },
    },
  ])
  if (!found) return findings
  try {
    await run(databaseChecks(config, found))
  } finally {
    await found.close()
  }
  return findings
}

async function finding(look: () => Promise<Finding>): Promise<Finding> {
  try {
    return await look()
  } catch (error) {
    // That it could not be looked at is what the operator has to know.
    return fail(error instanceof Error ? error.message : String(error))
  }
}
