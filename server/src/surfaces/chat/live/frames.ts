import type { SaidRow } from '../../../core/chat/said/queries.ts'
import { quickRepliesIn } from '../../../core/messages/quick-replies.ts'
import { sseFrame } from '../../../http/sse.ts'
import { authorOf, fileBodyOf, filesOf, type Viewer } from '../present.ts'
import type { LiveMessage } from '../wire.ts'

/** One for each message, with its seq as the place to go on from. */
export async function messageFrames(viewer: Viewer, rows: readonly SaidRow[]): Promise<string[]> {
  if (rows.length === 0) return []
  const files = await filesOf(viewer, rows)
  return rows.map((row) => {
    const message: LiveMessage = {
      id: row.id,
      seq: row.seq,
      direction: row.direction,
      body: row.body,
      timestamp: row.created_at,
      author: authorOf(viewer.site, row),
      client_message_id: row.direction === 'inbound' ? row.source_specific_id : null,
      files: files
        .filter(({ message_id }) => message_id === row.id)
        .map((file) => fileBodyOf(viewer, row, file)),
      quick_replies: quickRepliesIn(row.metadata),
    }
    return sseFrame(row.seq, 'message', JSON.stringify(message))
  })
}
