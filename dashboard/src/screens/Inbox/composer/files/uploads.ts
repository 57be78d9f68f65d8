// Files on their way to the server, each by itself: with XMLHttpRequest, because fetch does not tell how far it is.
import { asProblem, Problem, readProblem } from '../../../../api/problem.ts'
import { type KeptFile, newId } from '../outbox/outgoing.ts'

const MOST_FILES = 10
const LARGEST_FILE = 32 * 1024 * 1024

export type Upload = { key: string; filename: string; byte_size: number } & (
  | { state: 'uploading'; progress: number }
  | { state: 'failed'; problem: Problem; again: boolean }
  | { state: 'done'; file: KeptFile }
)

export type UploadsParts = {
  /** What became of it, or a {@link Problem}. */
  send(file: File, onProgress: (part: number) => void, signal: AbortSignal): Promise<KeptFile>
  discard(id: string): Promise<void>
  onChange(uploads: readonly Upload[]): void
}

export type Uploads = ReturnType<typeof keepUploads>

export function keepUploads({ send, discard, onChange }: UploadsParts) {
  let list: Upload[] = []
  const sources = new Map<string, { file: File; stop: AbortController }>()

  function set(next: Upload[]): void {
    list = next
    onChange(list)
  }

  function update(key: string, change: (upload: Upload) => Upload): void {
    if (list.some((upload) => upload.key === key))
      set(list.map((upload) => (upload.key === key ? change(upload) : upload)))
  }

  async function start(key: string): Promise<void> {
    const source = sources.get(key)
    if (!source) return
    source.stop = new AbortController()
    const { signal } = source.stop
    if (source.file.size > LARGEST_FILE) {
      // The server would say the same, after all of it went there.
      const problem = new Problem(413, 'too_large', 'File size exceeds 32MB')
      return update(key, ({ filename, byte_size }) => {
        return { key, filename, byte_size, state: 'failed', problem, again: false }
      })
    }
    update(key, ({ filename, byte_size }) => ({ key, filename, byte_size, state: 'uploading', progress: 0 }))
    try {
      const file = await send(
        source.file,
        (progress) => {
          if (!signal.aborted)
            update(key, (upload) => (upload.state === 'uploading' ? { ...upload, progress } : upload))
        },
        signal,
      )
      if (signal.aborted) return void discard(file.id).catch(unneeded)
      sources.delete(key)
      update(key, ({ filename, byte_size }) => ({ key, filename, byte_size, state: 'done', file }))
    } catch (error) {
      if (signal.aborted) return
      const problem = asProblem(error)
      // The same bytes would be refused again.
      const again = problem.status === 0 || problem.status === 429 || problem.status >= 500
      update(key, ({ filename, byte_size }) => ({
        key,
        filename,
        byte_size,
        state: 'failed',
        problem,
        again,
      }))
    }
  }

  return {
    /** @returns how many did not fit any more. */
    add(files: readonly File[]): number {
      const room = Math.max(0, MOST_FILES - list.length)
      const fitting = files.slice(0, room)
      const added = fitting.map((file): Upload => {
        const key = newId()
        sources.set(key, { file, stop: new AbortController() })
        return { key, filename: file.name, byte_size: file.size, state: 'uploading', progress: 0 }
      })
      set([...list, ...added])
      for (const { key } of added) void start(key)
      return files.length - fitting.length
    },

    retry: (key: string): void => void start(key),

    remove(key: string): void {
      const upload = list.find((each) => each.key === key)
      sources.get(key)?.stop.abort()
      sources.delete(key)
      set(list.filter((each) => each.key !== key))
      if (upload?.state === 'done') discard(upload.file.id).catch(unneeded)
    },

    /** They went with a message: nothing is discarded. */
    clear(): void {
      for (const { stop } of sources.values()) stop.abort()
      sources.clear()
      set([])
    },

    /** Files the server has already, of a draft or a message that came back. */
    restore(files: readonly KeptFile[]): void {
      const kept = files.map((file): Upload => {
        const { id, filename, byte_size } = file
        return { key: id, filename, byte_size, state: 'done', file }
      })
      set([...kept, ...list])
    },
  }
}

/** A file that no message took is removed by the server in time. */
const unneeded = (): void => {}

const PATH = '/api/manage/files'

export function sendFile(
  file: File,
  onProgress: (part: number) => void,
  signal: AbortSignal,
): Promise<KeptFile> {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest()
    call.open('POST', PATH)
    call.setRequestHeader('accept', 'application/json')
    call.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    call.onload = () => {
      // No header of it is needed but the one that says when to come again.
      const retryAfter = call.getResponseHeader('retry-after')
      const headers = retryAfter === null ? {} : { 'retry-after': retryAfter }
      const response = new Response(call.responseText, { status: call.status || 500, headers })
      if (response.ok) response.json().then(({ file }) => resolve(file), reject)
      else readProblem(response).then(reject, reject)
    }
    call.onerror = () => reject(asProblem(null))
    call.ontimeout = call.onerror
    signal.addEventListener('abort', () => call.abort())
    call.onabort = () => reject(asProblem(null))
    const form = new FormData()
    form.append('file', file)
    call.send(form)
  })
}

export async function discardFile(id: string): Promise<void> {
  await fetch(`${PATH}/${encodeURIComponent(id)}`, { method: 'DELETE' })
}
