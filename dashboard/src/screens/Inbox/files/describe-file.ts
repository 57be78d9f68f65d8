import type { AttachmentBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { figure } from '../../../i18n/local.ts'
import type { IconName } from '../../../ui/icon-paths.ts'

/** A picture that has a place: the server has opened and measured it. */
export type PictureFile = AttachmentBody & { width: number; height: number }
/** One that can be shown: its message is there. */
export type OpenablePicture = PictureFile & { url: string }

export function isPicture(file: AttachmentBody): file is PictureFile {
  return file.state === 'stored' && file.width !== null && file.height !== null
}

export function isOpenable(file: PictureFile): file is OpenablePicture {
  return file.url !== null
}

/** What it is called: `files.kind` in the words for everywhere. */
type Look = { icon: IconName; kind: 'pdf' | 'archive' | 'text' | 'image' | 'audio' | 'video' | 'file' }

const known: Readonly<Record<string, Look>> = {
  'application/pdf': { icon: 'file-text', kind: 'pdf' },
  'application/zip': { icon: 'archive', kind: 'archive' },
  'text/plain': { icon: 'file-text', kind: 'text' },
}

/** By what the server found in the bytes; names claim anything. */
export function lookOf(contentType: string): Look {
  const look = known[contentType]
  if (look) return look
  if (contentType.startsWith('image/')) return { icon: 'image', kind: 'image' }
  if (contentType.startsWith('audio/')) return { icon: 'music', kind: 'audio' }
  if (contentType.startsWith('video/')) return { icon: 'film', kind: 'video' }
  return { icon: 'file', kind: 'file' }
}

const ONE_PLACE = { minimumFractionDigits: 1, maximumFractionDigits: 1 }

/** Decimal, as every file manager but one counts: `812 B`, `14 kB`, `1.2 MB`. */
export function sizeOf(bytes: number): string {
  if (bytes < 1_000) return `${figure(bytes)} B`
  if (bytes < 999_500) return `${figure(Math.round(bytes / 1_000))} kB`
  return `${figure(bytes / 1_000_000, ONE_PLACE)} MB`
}

export function pictureFacts({ byte_size, width, height }: PictureFile): string {
  return `${sizeOf(byte_size)} · ${figure(width)} × ${figure(height)}`
}

/** Where a link leads: the host as it will be asked, in ASCII, nobody's password along; null when it is nothing to open. */
export function addressOf(text: string | null): { host: string; href: string } | null {
  const url = text === null ? null : URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol)) return null
  url.username = ''
  url.password = ''
  return { host: url.host, href: url.href }
}
