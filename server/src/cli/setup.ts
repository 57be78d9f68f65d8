import { buildApp } from '../app.ts'
import { configFrom } from '../config.ts'
import { setUp } from '../core/accounts/set-up.ts'
import { createLog } from '../log.ts'

type Options = {
  organisation: string
  email: string
  password: string
  name?: string
  prefix: string
  json?: boolean
}

/** Prints each credential once: nothing but their hashes is kept. On SQLite the server must be stopped. */
export async function setup({ json, ...input }: Options): Promise<void> {
  const app = await buildApp(configFrom(), { log: createLog('silent') })
  try {
    const { shown } = await setUp(app.core.run, input, { onlyFirst: false })
    const text = json
      ? JSON.stringify(shown)
      : Object.entries(shown)
          .map(([name, value]) => `${name.padEnd(16)} ${value}`)
          .join('\n')
    process.stdout.write(`${text}\n`)
  } finally {
    await app.close()
  }
}
