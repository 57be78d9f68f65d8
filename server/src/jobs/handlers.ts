// Which job is done by what, and what runs by the clock.
import type { Core } from '../core/core.ts'
import type { JobHandler, Schedule } from './runner.ts'

export const schedules: readonly Schedule[] = [{ name: 'sweep', kind: 'sweep', cron: '17 * * * *' }]

export function jobHandlers(core: Core): Readonly<Record<string, JobHandler>> {
  return {
    async sweep() {
      await core.run('sweepSpine', {})
      await core.run('sweepSessions', {})
    },
  }
}
