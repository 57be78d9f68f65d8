import type { z } from 'zod'
import { listAudit } from '../../../core/accounts/team/queries.ts'
import type { Answer, Call } from '../../../http/surface.ts'
import type { Caller } from '../auth.ts'
import { cursorOf, type pageQuery, readCursor } from '../paging.ts'
import { auditBody } from '../present.ts'
import type { AuditBody, ListBody } from '../wire.ts'

type List = Call<Caller, undefined, z.output<typeof pageQuery>, undefined>

/** `GET /api/manage/audit`, newest first. */
export async function listAuditTrail({ core, caller, query }: List): Promise<Answer> {
  const { limit, after } = query
  const before = after === undefined ? undefined : readCursor(after, 1)[0]
  const rows = await listAudit(core.read, caller.org, {
    limit: limit + 1,
    ...(before !== undefined && { before }),
  })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const body: ListBody<AuditBody> = {
    data: page.map(auditBody),
    next_cursor: last && rows.length > limit ? cursorOf(last.id) : null,
  }
  return { status: 200, body }
}
