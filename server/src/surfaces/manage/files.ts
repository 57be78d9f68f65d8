// Files of a message that is still being written: sent one by one, named by their ids when it is.
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Blobs } from '../../blobs/blobs.ts'
import { DomainError } from '../../core/errors.ts'
import { assertRoom } from '../../core/uploads/keep-upload.ts'
import { unsentOf } from '../../core/uploads/queries.ts'
import { ProtocolError } from '../../http/errors.ts'
import { type FilePart, formReader } from '../../http/form.ts'
import { idempotencyKeyOf, replayedHeader } from '../../http/idempotency.ts'
import { type Answer, type BodyReader, type Call, type Route, route } from '../../http/surface.ts'
import { type FileRules, REPLY_FILES, takeFiles } from '../../http/take-files.ts'
import { teammate as auth, type Caller } from './auth.ts'
import { ulidParams } from './params.ts'
import { createdFileBody, type FileBody } from './wire.ts'

const rules: FileRules = {
  ...REPLY_FILES,
  most: 1,
  tooLarge: () => new DomainError('too_large', 'File size exceeds 32MB'),
}

const fileForm = z
  .object({
    values: z.record(z.string(), z.string()).default({}),
    files: z.custom<FilePart[]>().default([]),
  })
  .refine(({ files }) => files.length === 1, { path: ['file'], message: 'file is required' })
  .refine(({ values }) => Object.keys(values).length === 0, { message: 'send one part, file, and no other' })

const sends = {
  'multipart/form-data': z.object({
    file: z
      .string()
      .meta({ format: 'binary', contentMediaType: 'application/octet-stream' })
      .describe('Of any type, up to 32 MB.'),
  }),
}

function reader(blobs: Blobs): BodyReader {
  const { maxBytes, most } = rules
  const files = { name: 'file', maxBytes, most, stage: blobs.stage }
  const read = formReader({ lists: [], longestItem: 0, objects: [], files })
  return async (request: FastifyRequest) => {
    if (!/^multipart\/form-data/i.test(request.headers['content-type'] ?? ''))
      throw new ProtocolError(415, 'send multipart/form-data')
    return await read(request)
  }
}

type Keep = Call<Caller, z.output<typeof fileForm>, undefined, undefined>
type Drop = Call<Caller, undefined, undefined, z.output<typeof ulidParams>>

/** `POST /api/manage/files`: kept for a day, until a message of the caller's names it. */
function keep(blobs: Blobs): (call: Keep) => Promise<Answer> {
  return async ({ core, caller, body, request }) => {
    const { org, teammate } = caller
    const lists = { files_base64: [], files_image_url: [] }
    const taken = await takeFiles(blobs, { files: body.files, lists }, rules)
    const [draft] = taken.drafts
    if (draft?.state !== 'stored') throw new Error('one file was sent and none was taken')
    const { state: _, ...file } = draft
    // Two teammates may think of the same key.
    const key = idempotencyKeyOf(request, org, `POST files ${teammate.id}`, file)
    // A look before the file is stored; the verb looks again. A repeat under its own key needs no room.
    if (!key) assertRoom(await unsentOf(core.read, org, teammate.id), file.byte_size)
    await taken.keep()
    const args = { org, teammateId: teammate.id, file }
    const { result, replayed } = await core.runOnce('keepUpload', args, key)
    const answer: { file: FileBody } = { file: result }
    return { status: 201, body: answer, headers: replayedHeader(replayed) }
  }
}

/** `DELETE /api/manage/files/{id}` */
async function drop({ core, caller, params }: Drop): Promise<Answer> {
  await core.run('dropUpload', { org: caller.org, teammateId: caller.teammate.id, id: params.id })
  return { status: 204 }
}

export const files = (blobs: Blobs): readonly Route[] => [
  route('POST', '/files', {
    auth,
    scope: 'conversations:write',
    read: reader(blobs),
    body: fileForm,
    doc: {
      summary: 'Sends a file ahead of the message it is for',
      about:
        'A reply or note of yours names it in `files`. What is not sent within a day is deleted. 512 MB and 200 ' +
        'files may wait at one time.',
      sends,
      answers: { 201: createdFileBody },
      refuses: {
        invalid: ['file is required', { field: 'file' }],
        too_large: 'File size exceeds 32MB',
      },
      idempotent: true,
    },
    handle: keep(blobs),
  }),
  route('DELETE', '/files/:id', {
    auth,
    scope: 'conversations:write',
    params: ulidParams,
    doc: {
      summary: 'Deletes a file of yours that was not sent',
      answers: { 204: null },
      refuses: { not_found: 'file not found' },
    },
    handle: drop,
  }),
]
