// The three ways files come with a message, made one: parts of the form, base64 text, links to fetch later.
import { Readable } from 'node:stream'
import type { Blobs, Staged } from '../blobs/blobs.ts'
import { extensionOf, UNKNOWN_TYPE } from '../core/attachments/file-types.ts'
import { displayName } from '../core/attachments/filename.ts'
import { inspectFile } from '../core/attachments/inspect.ts'
import type { AttachmentDraft, LinkAccepts } from '../core/attachments/queries.ts'
import { DomainError } from '../core/errors.ts'
import type { FilePart } from './form.ts'

/** What a route takes (docs/contracts.md 1c#5). */
export type FileRules = {
  maxBytes: number
  /** Of all three kinds together. */
  most: number
  accepts: LinkAccepts
  tooLarge: () => Error
}

export type GivenFiles = {
  files: FilePart[]
  lists: { files_base64: string[]; files_image_url: string[] }
}

/** Of any type on a reply, whoever writes it (docs/contracts.md 1c#5, 1c#29). */
export const REPLY_FILES = { maxBytes: 32 * 1024 * 1024, most: 20, accepts: 'anything' } as const

const NO_FILES = { drafts: [], keep: async () => {} }
const JPEG_OR_PNG = new Set(['image/jpeg', 'image/png'])

/**
 * Checks everything and keeps nothing yet: `keep` does, once it is clear that the message will be stored.
 * Decoded base64 joins `files`, so that it is cleaned up with them.
 * @throws {DomainError} `invalid`, or the rules' own error for size.
 */
export async function takeFiles(
  blobs: Blobs,
  { files, lists }: GivenFiles,
  rules: FileRules,
): Promise<{ drafts: AttachmentDraft[]; keep(): Promise<void> }> {
  const { files_base64, files_image_url } = lists
  // Nearly every ticket.
  if (files.length === 0 && files_base64.length === 0 && files_image_url.length === 0) return NO_FILES
  if (files.length + files_base64.length + files_image_url.length > rules.most)
    throw new DomainError('invalid', `too many files (maximum ${rules.most})`)
  for (const text of files_base64) files.push(await stageBase64(blobs, text, rules))
  const drafts: AttachmentDraft[] = []
  for (const [place, { staged, filename }] of files.entries()) {
    if (!staged) throw rules.tooLarge()
    drafts.push(await draftOf(staged, filename, place + 1, rules))
  }
  for (const [place, url] of files_image_url.entries()) {
    const path = new URL(url).pathname
    const filename = displayName(decoded(path), `file-${files.length + place + 1}`)
    drafts.push({ state: 'link', url, filename, accepts: rules.accepts })
  }
  return {
    drafts,
    keep: async () => void (await Promise.all(files.map(({ staged }) => staged?.keep()))),
  }
}

async function draftOf(
  staged: Staged,
  filename: string,
  place: number,
  rules: FileRules,
): Promise<AttachmentDraft> {
  const inspected = await inspectFile(staged)
  const { content_type } = inspected
  if (rules.accepts === 'images') {
    if (content_type === UNKNOWN_TYPE) throw unopened()
    if (!JPEG_OR_PNG.has(content_type)) throw new DomainError('invalid', 'files must be JPG or PNG images')
  }
  return {
    state: 'stored',
    sha256: staged.sha256,
    byte_size: staged.size,
    filename: displayName(filename, `file-${place}${extensionOf(content_type)}`),
    ...inspected,
  }
}

/** Where it fails, it fails at once: with white space on both sides of the padding, megabytes of it would take hours. */
const BASE64 = /^[A-Za-z0-9+/_\-\s]*(?:=\s*){0,2}$/

/** Raw or as a `data:` URI, of either alphabet, white space included (docs/contracts.md 1c#6). */
async function stageBase64(blobs: Blobs, text: string, rules: FileRules): Promise<FilePart> {
  const comma = /^\s*data:[^,]{0,200};base64,/i.exec(text)?.[0].length ?? 0
  const encoded = comma === 0 ? text : text.slice(comma)
  if (!BASE64.test(encoded)) throw unopened()
  const bytes = Buffer.from(encoded, 'base64')
  if (bytes.length === 0) throw unopened()
  if (bytes.length > rules.maxBytes) return { staged: null, filename: '' }
  const source = Readable.from([bytes], { objectMode: false })
  return { staged: await blobs.stage(source, { maxBytes: rules.maxBytes }), filename: '' }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    // A stray percent sign: the address works, its name is shown as it stands.
    return path
  }
}

const unopened = () => new DomainError('invalid', 'file could not be opened')
