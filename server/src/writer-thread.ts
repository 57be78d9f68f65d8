// The writer thread of SQLite: owns the only connection that writes, and runs the verbs.
import { parentPort, workerData } from 'node:worker_threads'
import { type Performed, performer, type Unit } from './core/perform.ts'
import { verbs } from './core/verbs.ts'
import { commitBatch } from './db/group-commit.ts'
import { checkpoint, foldLog, openWriter, type SqliteFile, walBytes } from './db/sqlite.ts'
import { BATCH_LIMIT } from './db/writer.ts'
import {
  encodeError,
  type FromWriter,
  type Numbered,
  type ToWriter,
  type WireOutcome,
} from './db/writer-client.ts'
import { follow } from './reactions.ts'

const CHECKPOINT_EVERY = 60_000

if (!parentPort) throw new Error('writer-thread.ts is started by the server, not by hand')
const port = parentPort
const { path }: { path: string } = workerData
const perform = performer(verbs, follow)

let file: SqliteFile | undefined = openWriter(path)
let waiting: Numbered<Unit>[] = []
let closing = false

const timer = setInterval(() => {
  if (file) checkpoint(file, walBytes(path))
}, CHECKPOINT_EVERY)

port.on('message', (message: ToWriter<Unit>) => {
  if (message.type === 'close') closing = true
  else waiting.push(...message.units)
  // After all messages that are here: together they are the next batch. One batch at a time, and no timer.
  setImmediate(drain)
})
send({ type: 'ready' })

async function drain(): Promise<void> {
  while (waiting.length > 0) {
    const batch = waiting.slice(0, BATCH_LIMIT)
    waiting = waiting.slice(BATCH_LIMIT)
    send({ type: 'outcomes', outcomes: await commit(batch) })
    if (file) foldLog(file)
  }
  if (closing) close()
}

async function commit(batch: Numbered<Unit>[]): Promise<WireOutcome<Performed>[]> {
  try {
    file ??= openWriter(path)
    const outcomes = await commitBatch(
      file,
      batch.map(({ unit }) => unit),
      perform,
    )
    return outcomes.map((outcome, index) => {
      const id = batch[index]?.id ?? 0
      return outcome.ok
        ? { id, ok: true, value: outcome.value }
        : { id, ok: false, error: encodeError(outcome.error) }
    })
  } catch (error) {
    // After a failed fsync the page cache cannot be trusted: the next batch starts on a newly opened file.
    file?.raw.close()
    file = undefined
    const message = error instanceof Error ? describe(error) : String(error)
    return batch.map(({ id }) => ({ id, ok: false, error: { kind: 'lost', message } }))
  }
}

function close(): void {
  clearInterval(timer)
  if (file) {
    checkpoint(file, Number.POSITIVE_INFINITY)
    file.raw.close()
    file = undefined
  }
  port.close()
}

function describe(error: Error): string {
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}

function send(message: FromWriter<Performed>): void {
  port.postMessage(message)
}
