// The writer thread of SQLite: owns the only connection that writes, and runs the verbs.
import { statSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { type Performed, performer, type Unit } from './core/perform.ts'
import { verbs } from './core/verbs.ts'
import { commitBatch } from './db/group-commit.ts'
import { checkpoint, openWriter, type SqliteFile } from './db/sqlite.ts'
import { encodeError, type FromWriter, type ToWriter } from './db/writer-client.ts'
import { follow } from './reactions.ts'

const CHECKPOINT_EVERY = 60_000

if (!parentPort) throw new Error('writer-thread.ts is started by the server, not by hand')
const port = parentPort
const { path }: { path: string } = workerData
const perform = performer(verbs, follow)

let file: SqliteFile | undefined = openWriter(path)

const timer = setInterval(() => {
  if (file) checkpoint(file, statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0)
}, CHECKPOINT_EVERY)

port.on('message', async (message: ToWriter<Unit>) => {
  if (message.type === 'close') {
    clearInterval(timer)
    if (file) {
      checkpoint(file, Number.POSITIVE_INFINITY)
      file.raw.close()
    }
    port.close()
    return
  }
  send(await commit(message.units))
})
send({ type: 'ready' })

async function commit(units: Unit[]): Promise<FromWriter<Performed>> {
  try {
    file ??= openWriter(path)
    const outcomes = await commitBatch(file, units, perform)
    return {
      type: 'batch',
      outcomes: outcomes.map((o) => (o.ok ? o : { ok: false, error: encodeError(o.error) })),
    }
  } catch (error) {
    // After a failed fsync the page cache cannot be trusted: the next batch starts on a newly opened file.
    file?.raw.close()
    file = undefined
    return { type: 'lost', message: error instanceof Error ? describe(error) : String(error) }
  }
}

function describe(error: Error): string {
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}

function send(message: FromWriter<Performed>): void {
  port.postMessage(message)
}
