// What a file is, by its bytes alone: names and announced types are claims.
import type { Staged } from '../../blobs/blobs.ts'
import { IMAGE_TYPES, KNOWN_TYPES, UNKNOWN_TYPE } from './file-types.ts'
import { readImageSize } from './images.ts'

/** `width` and `height` stand for a picture that can be opened, and only for one. */
export type Inspected = { content_type: string; width: number | null; height: number | null }

/** A picture that cannot be opened is of unknown type: no browser should try either. */
export async function inspectFile({ path, head }: Pick<Staged, 'path' | 'head'>): Promise<Inspected> {
  const content_type = await sniff(head)
  if (!IMAGE_TYPES.has(content_type)) return { content_type, width: null, height: null }
  const size = await readImageSize(path)
  return size ? { content_type, ...size } : { content_type: UNKNOWN_TYPE, width: null, height: null }
}

async function sniff(head: Buffer): Promise<string> {
  // Loaded at the first file: most servers see their first ticket long before.
  const { fileTypeFromBuffer } = await import('file-type')
  const mime = (await fileTypeFromBuffer(head))?.mime
  if (mime !== undefined) return KNOWN_TYPES.has(mime) ? mime : UNKNOWN_TYPE
  return head.length > 0 && isText(head) ? 'text/plain' : UNKNOWN_TYPE
}

/** UTF-8 without control characters but for line ends, tabs and page breaks; its last character may be cut. */
function isText(head: Buffer): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return !/[^\P{Cc}\t\n\r\f]/u.test(text)
  } catch {
    // Not UTF-8, so not text as far as we can tell.
    return false
  }
}
