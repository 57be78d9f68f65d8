import type { OrgId } from '../core/ids.ts'
import type { TakenJob } from '../core/jobs/verbs.ts'

/** Which attachment a job is about: `core/attachments/prepare-files.ts` wrote the payload. */
export function attachmentOf({ org, payload }: TakenJob): { org: OrgId; number: number } {
  const { number } = payload
  if (org === null || typeof number !== 'number') throw new Error('the job names no attachment')
  return { org, number }
}
