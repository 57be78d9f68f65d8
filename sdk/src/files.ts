import type { Once } from './idempotency.ts'
import { type ManageCalls, part } from './manage-calls.ts'
import type { SentAhead } from './wire.ts'

export type FilesApi = {
  /**
   * Sends a file ahead of the message it is for, whose `fileIds` name it: up to 32 MiB of any type, kept for a day.
   * @throws {ParleyError} `too_large`, also when the caller has too much that is not sent yet.
   */
  sendFile(file: File | Blob, once?: Once): Promise<SentAhead>
  /** Of the caller's own, before a message has it. @throws {ParleyError} `not_found` */
  deleteFile(id: string, signal?: AbortSignal): Promise<void>
}

export function filesApi({ create, tell }: ManageCalls): FilesApi {
  return {
    sendFile(file, once) {
      const form = new FormData()
      form.set('file', file)
      return create('/files', form, once)
    },
    deleteFile: (id, signal) => tell('DELETE', `/files/${part(id)}`, { signal }),
  }
}
