import type { AttachmentBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import type { IconName } from '../../../ui/icon-paths.ts'

/** A picture that can be shown: the server has opened and measured it. */
export type PictureFile = AttachmentBody & { width: number; height: number; url: string }

export function isPicture(file: AttachmentBody): file is PictureFile {
  return file.state === 'stored' && file.url !== null && file.width !== null && file.height !== null
}

type Look = { icon: IconName; word: string }

const known: Readonly<Record<string, Look>> = {
  'application/pdf': { icon: 'file-text', word: 'PDF' },
  'application/zip': { icon: 'archive', word: 'Archive' },
  'text/plain': { icon: 'file-text', word: 'Text' },
}

/** By what the server found in the bytes; names claim anything. */
export function lookOf(contentType: string): Look {
  const look = known[contentType]
  if (look) return look
  if (contentType.startsWith('image/')) return { icon: 'image', word: 'Image' }
  if (contentType.startsWith('audio/')) return { icon: 'music', word: 'Audio' }
  if (contentType.startsWith('video/')) return { icon: 'film', word: 'Video' }
  return { icon: 'file', word: 'File' }
}

/** Decimal, as every file manager but one counts: `812 B`, `14 kB`, `1.2 MB`. */
export function sizeOf(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`
  if (bytes < 999_500) return `${Math.round(bytes / 1_000)} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}

export function pictureFacts({ byte_size, width, height }: PictureFile): string {
  return `${sizeOf(byte_size)} · ${width} × ${height}`
}

/** Where a link leads: the host as it will be asked, in ASCII, nobody's password along; null when it is nothing to open. */
export function addressOf(text: string | null): { host: string; href: string } | null {
  const url = text === null ? null : URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol)) return null
  url.username = ''
  url.password = ''
  return { host: url.host, href: url.href }
}
