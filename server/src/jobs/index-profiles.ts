import type { Core } from '../core/core.ts'
import type { JobHandler } from './runner.ts'

/** Migration 0008 wrote the payload. Cut off, it begins anew and writes the same words. */
export function indexProfiles(core: Core): JobHandler {
  return async ({ org, payload }, signal) => {
    const { noun } = payload
    if (org === null || (noun !== 'contact' && noun !== 'company')) throw new Error('the job names nobody')
    let after: string | null = ''
    while (after !== null) {
      signal.throwIfAborted()
      after = await core.run('indexProfiles', { org, noun, after })
    }
  }
}
