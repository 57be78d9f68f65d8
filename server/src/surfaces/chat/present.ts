// Messages as a visitor sees them.

import { hashSecret } from '../../core/accounts/secrets.ts'
import { type AttachmentRow, listAttachments } from '../../core/attachments/queries.ts'
import type { SaidRow } from '../../core/chat/said/queries.ts'
import type { Core } from '../../core/core.ts'
import type { Site } from './auth.ts'
import { signatureOf } from './signature.ts'
import type { FileBody, MessageBody } from './wire.ts'

/** Whom answers are from, unless the site shows names (docs/contracts.md 4c#12). */
export const SUPPORT = 'Support'

/** Who looks: the site, and the token as it stands in addresses. */
export type Viewer = { core: Core; site: Site; token: string }

export async function filesOf({ core, site }: Viewer, rows: readonly SaidRow[]): Promise<AttachmentRow[]> {
  const files = await listAttachments(
    core.read,
    site.org,
    rows.map(({ id }) => id),
  )
  return files.filter(({ sha256 }) => sha256 !== null)
}

/** `id` and `files` stand with messages that have files alone: the others have the published shape (4c#13). */
export function messageBodyOf(viewer: Viewer, row: SaidRow, files: readonly AttachmentRow[]): MessageBody {
  const own = files.filter((file) => file.message_id === row.id)
  return {
    direction: row.direction,
    body: row.body,
    timestamp: row.created_at,
    author: authorOf(viewer.site, row),
    ...(own.length > 0 && { id: row.seq, files: own.map((file) => fileBodyOf(viewer, row, file)) }),
  }
}

export function authorOf({ showNames }: Site, row: SaidRow): string {
  if (row.direction === 'inbound') return row.author_name ?? ''
  return (showNames ? row.author_name : null) ?? SUPPORT
}

export function fileBodyOf({ core, site, token }: Viewer, row: SaidRow, file: AttachmentRow): FileBody {
  const signature = signatureOf(core, {
    site: site.key,
    token: hashSecret(token),
    activity: row.seq,
    file: file.number,
  })
  const path = `/api/v1/chat/conversations/${encodeURIComponent(token)}/files/${row.seq}/${file.number}`
  return {
    id: file.number,
    filename: file.filename,
    content_type: file.content_type,
    byte_size: file.byte_size,
    url: `${path}?signature=${signature}`,
  }
}
