/** Pictures that are opened, measured and shown in place. */
export const IMAGE_TYPES: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
])

/** Bytes to save, of which nothing is claimed. */
export const UNKNOWN_TYPE = 'application/octet-stream'

/** Types that a browser may be told; everything else is {@link UNKNOWN_TYPE}. */
export const KNOWN_TYPES: ReadonlySet<string> = new Set([
  ...IMAGE_TYPES,
  'application/pdf',
  'application/zip',
  'audio/mpeg',
  'audio/mp4',
  'audio/ogg',
  'audio/wav',
  'video/mp4',
  'video/webm',
  'video/quicktime',
])

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/gif': '.gif',
  'image/webp': '.webp',
  'application/pdf': '.pdf',
  'text/plain': '.txt',
}

/** What a nameless file of this type is called after its dot; nothing when there is no usual one. */
export function extensionOf(contentType: string): string {
  return EXTENSIONS[contentType] ?? ''
}
