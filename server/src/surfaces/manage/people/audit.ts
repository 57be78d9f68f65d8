import type { z } from 'zod'
import { listAudit } from '../../../core/accounts/team/queries.ts'
import type { Answer, Call } from '../../../http/surface.ts'
import type { Caller } from '../auth.ts'
import { pageOf, type pageQuery, placeFrom } from '../paging.ts'
import { auditBody } from '../present.ts'
import type { AuditBody, ListBody } from '../wire.ts'

type List = Call<Caller, undefined, z.output<typeof pageQuery>, undefined>

/** `GET /api/manage/audit`, newest first. */
export async function listAuditTrail({ core, caller, query }: List): Promise<Answer> {
  const { limit, after } = query
  const place = placeFrom(after, ['id'])
  const rows = await listAudit(core.read, caller.org, {
    limit: limit + 1,
    ...(place && { before: place.id }),
  })
  const body: ListBody<AuditBody> = pageOf(rows, limit, auditBody, (row) => [row.id])
  return { status: 200, body }
}
