import type { z } from 'zod'
import { type ErasureRow, findErasure } from '../../../core/contacts/erase/queries.ts'
import { isGenuine, type SignReceipt } from '../../../core/contacts/erase/receipt.ts'
import { missing } from '../../../core/errors.ts'
import type { Answer, Call } from '../../../http/surface.ts'
import type { Caller } from '../auth.ts'
import type { ulidParams } from '../params.ts'
import type { ErasureBody } from '../wire.ts'

type Named = Call<Caller, undefined, undefined, z.output<typeof ulidParams>>

/** `POST /api/manage/contacts/{id}/erase`: the receipt as it begins; who asks again gets the same one. */
export function eraseContact(sign: SignReceipt): (call: Named) => Promise<Answer> {
  return async ({ core, caller, params, request }) => {
    const { org, teammate } = caller
    const actor = { kind: 'teammate' as const, id: teammate.id, name: teammate.name }
    const { erasureId } = await core.run('eraseContact', { org, actor, ip: request.ip, id: params.id })
    const row = await findErasure(core.read, org, erasureId)
    if (!row) throw missing('erasure')
    return { status: 202, body: erasureBody(row, sign) }
  }
}

/** `GET /api/manage/erasures/{id}` */
export function showErasure(sign: SignReceipt): (call: Named) => Promise<Answer> {
  return async ({ core, caller, params }) => {
    const row = await findErasure(core.read, caller.org, params.id)
    if (!row) throw missing('erasure')
    return { status: 200, body: erasureBody(row, sign) }
  }
}

function erasureBody(row: ErasureRow, sign: SignReceipt): ErasureBody {
  const { id, contact_id, started_at, finished_at, signature } = row
  return {
    id,
    contact_id,
    requested_by: JSON.parse(row.requested_by),
    started_at,
    finished_at,
    removed: JSON.parse(row.removed),
    signature,
    signature_valid: isGenuine(row, sign),
  }
}
