import type { z } from 'zod'
import type { Blobs } from '../../blobs/blobs.ts'
import { hashSecret } from '../../core/accounts/secrets.ts'
import { findSaidFile, listSaid } from '../../core/chat/said/queries.ts'
import { DomainError } from '../../core/errors.ts'
import { fileAnswer } from '../../http/file-response.ts'
import type { Answer, Call } from '../../http/surface.ts'
import type { Site } from './auth.ts'
import { visitorOf } from './guesses.ts'
import { signedFile } from './signature.ts'
import type { fileParams, fileQuery } from './wire.ts'

type Download = Call<Site, undefined, z.output<typeof fileQuery>, z.output<typeof fileParams>>

/** `GET …/files/{activity_id}/{id}`: every wrong combination is the same 404 (docs/contracts.md 4c#16). */
export function downloadFile(blobs: Blobs): (call: Download) => Promise<Answer> {
  return async ({ core, caller: site, params, query, request }) => {
    const { visitor_token: token, activity_id: activity, id } = params
    if (query.signature !== undefined)
      assertSigned(core, String(query.signature), { token, activity, file: id })
    const visitor = await visitorOf(core, site, token)
    const file = await findSaidFile(core.read, site.org, id)
    if (!file?.sha256 || file.conversation_id !== visitor.living_id || file.seq !== activity)
      throw fileMissing()
    // The very message, as the visitor sees it: not a note's, nor one of somebody else's part of a merged conversation.
    const seen = { after: activity - 1, upTo: activity, limit: 1 }
    if ((await listSaid(core.read, site.org, visitor, seen)).length === 0) throw fileMissing()
    const { sha256, byte_size, content_type, filename } = file
    const answer = await fileAnswer(request, {
      size: byte_size,
      contentType: content_type,
      filename,
      inline: query.disposition === 'inline',
      open: (range) => blobs.open(sha256, range),
    })
    if (!answer) throw fileMissing()
    // Pages of other sites show these pictures; who may is said by key or signature.
    return { ...answer, headers: { ...answer.headers, 'cross-origin-resource-policy': 'cross-origin' } }
  }
}

type Named = { token: string; activity: number; file: number }

/** A signature that came with a key is not looked at: it would be of no use. */
function assertSigned(core: Download['core'], signature: string, { token, activity, file }: Named): void {
  const signed = signedFile(core, signature)
  const fits =
    signed && signed.token === hashSecret(token) && signed.activity === activity && signed.file === file
  if (!fits) throw fileMissing()
}

function fileMissing(): DomainError {
  return new DomainError('not_found', 'File not found')
}
