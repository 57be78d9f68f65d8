import type { Blobs } from '../blobs/blobs.ts'
import { isBlobInUse } from '../core/attachments/queries.ts'
import { erasedFilesAfter, findErasure } from '../core/contacts/erase/queries.ts'
import type { SignReceipt } from '../core/contacts/erase/receipt.ts'
import type { Core } from '../core/core.ts'
import { type OrgId, timeOf } from '../core/ids.ts'
import type { JobHandler } from './runner.ts'

/** Longer than any request takes from keeping a file to naming it: a twin that is just arriving is left alone. */
const GRACE = 5 * 60_000
const PAGE = 100

/** Rows in bounded steps, then the files nobody else has, then the signed receipt. Goes on where it was cut off. */
export function eraseContact(core: Core, blobs: Blobs, sign: SignReceipt): JobHandler {
  return async ({ org, payload }, signal) => {
    const { erasureId } = payload
    if (org === null || typeof erasureId !== 'string') throw new Error('the job names no erasure')
    while (!(await core.run('eraseStep', { org, erasureId }))) signal.throwIfAborted()
    if (await anyFileTooYoung(core, blobs, org, erasureId, signal)) {
      await core.run('eraseLater', { org, erasureId, at: timeOf(core.now() + GRACE) })
      return
    }
    const row = await findErasure(core.read, org, erasureId)
    if (!row || row.finished_at !== null) return
    const finishedAt = timeOf(core.now())
    const signature = sign({ ...row, finished_at: finishedAt })
    await core.run('finishErasure', { org, erasureId, finishedAt, signature })
  }
}

async function anyFileTooYoung(
  core: Core,
  blobs: Blobs,
  org: OrgId,
  erasureId: string,
  signal: AbortSignal,
): Promise<boolean> {
  const before = core.now() - GRACE
  let young = false
  let after = ''
  for (;;) {
    const files = await erasedFilesAfter(core.read, org, erasureId, after, PAGE)
    for (const { sha256 } of files) {
      signal.throwIfAborted()
      const inUse = await isBlobInUse(core.read, sha256)
      // One that is gone was removed before a crash could note it.
      const removed =
        !inUse && ((await blobs.removeIfPutBefore(sha256, before)) || !(await blobs.has(sha256)))
      if (inUse || removed) await core.run('noteErasedFile', { org, erasureId, sha256, removed })
      else young = true
      after = sha256
    }
    if (files.length < PAGE) return young
  }
}
