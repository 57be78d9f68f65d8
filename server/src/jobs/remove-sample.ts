import type { Core } from '../core/core.ts'
import type { JobHandler } from './runner.ts'

/** Goes on where it was cut off. */
export function removeSample(core: Core): JobHandler {
  return async ({ org }, signal) => {
    if (org === null) throw new Error('the job names no organisation')
    while (!(await core.run('removeSampleStep', { org }))) signal.throwIfAborted()
  }
}
