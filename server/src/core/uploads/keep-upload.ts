import type { Tx } from '../../db/schema.ts'
import type { AttachmentDraft } from '../attachments/queries.ts'
import { DomainError } from '../errors.ts'
import type { OrgId } from '../ids.ts'
import type { Verb } from '../verb.ts'
import { holdTeammate, insertUpload, takeUploads, type UploadRow, unsentOf } from './queries.ts'

const MIB = 1024 * 1024
/** Of one teammate: more than the largest message by far, and no second disk. */
const MOST_UNSENT = { bytes: 512 * MIB, files: 200 }

export type KeptUpload = Omit<UploadRow, 'sha256' | 'created_at'>
type StoredFile = Omit<AttachmentDraft & { state: 'stored' }, 'state'>

export type KeepUploadArgs = { org: OrgId; teammateId: string; file: StoredFile }

/**
 * A file of a teammate that a message may take up by its id, within a day. Its bytes are kept already.
 * @throws {DomainError} `too_large` when they have more unsent ones than they may.
 */
export const keepUpload: Verb<KeepUploadArgs, KeptUpload> = async (tx, args, { now, id: fresh }) => {
  const { org, teammateId } = args
  const { sha256, ...facts } = args.file
  await holdTeammate(tx, org, teammateId)
  assertRoom(await unsentOf(tx, org, teammateId), facts.byte_size)
  const upload = { id: fresh(), ...facts }
  await insertUpload(tx, org, teammateId, { ...upload, sha256, created_at: now })
  return { result: upload }
}

/** @throws {DomainError} `too_large` */
export function assertRoom(unsent: { files: number; bytes: number }, bytes: number): void {
  const most =
    unsent.files + 1 > MOST_UNSENT.files
      ? `${MOST_UNSENT.files} files`
      : unsent.bytes + bytes > MOST_UNSENT.bytes
        ? `${MOST_UNSENT.bytes / MIB} MB`
        : undefined
  if (most !== undefined)
    throw new DomainError(
      'too_large',
      `you may have ${most} that are not sent yet: send or delete some first`,
    )
}

/**
 * The files by their ids, in that order, for the message of this very transaction.
 * @throws {DomainError} `invalid` for one that is not, or no longer, theirs to send.
 */
export async function takeUp(
  tx: Tx,
  org: OrgId,
  teammate: string,
  ids: readonly string[],
): Promise<AttachmentDraft[]> {
  if (ids.length === 0) return []
  const taken = new Map((await takeUploads(tx, org, teammate, ids)).map((row) => [row.id, row]))
  return ids.map((id, place) => {
    const upload = taken.get(id)
    if (!upload)
      throw new DomainError('invalid', 'this is no unsent file of yours', { field: `files.${place}` })
    const { id: _, created_at: __, ...facts } = upload
    return { state: 'stored', ...facts }
  })
}
