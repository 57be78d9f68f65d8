import type { Attachment } from './message.ts'

/** A file that no message has yet. */
export type UnsentFile = Pick<Attachment, 'filename' | 'content_type' | 'byte_size' | 'width' | 'height'> & {
  id: string
}

export type SentAhead = { file: UnsentFile }
