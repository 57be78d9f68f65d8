// The writer thread of SQLite: owns the only connection that writes, and runs the verbs.
import { parentPort, workerData } from 'node:worker_threads'
import { type Performed, performer, type Unit } from './core/perform.ts'
import { verbs } from './core/verbs.ts'
import { commitBatch } from './db/group-commit.ts'
import { checkpoint, foldLog, openWriter, type SqliteFile, walBytes } from './db/sqlite.ts'
import { BATCH_LIMIT } from './db/writer.ts'
import { encodeError, type Numbered, type WireOutcome } from './db/writer-client.ts'
import { giveBackWhenQuiet } from './idle-memory.ts'
import { follow } from './reactions.ts'

const CHECKPOINT_EVERY = 60_000

if (!parentPort) throw new Error('writer-thread.ts is started by the server, not by hand')
const port = parentPort
const { path }: { path: string } = workerData
const perform = performer(verbs, follow)

let file: SqliteFile | undefined = openWriter(path)
let waiting: Numbered<Unit>[] = []
let draining = false
let closing = false

const timer = setInterval(() => tidy((open) => checkpoint(open, walBytes(path))), CHECKPOINT_EVERY)

port.on('message', (message: string) => {
  if (message === 'close') closing = true
  // The server itself wrote it.
  else waiting.push(...(JSON.parse(message) as Numbered<Unit>[]))
  // After all messages that are here: together they are the next batch. One batch at a time, and no timer.
  setImmediate(drain)
})
port.postMessage('ready')
giveBackWhenQuiet()

async function drain(): Promise<void> {
  if (draining) return
  draining = true
  while (waiting.length > 0) {
    const batch = waiting.slice(0, BATCH_LIMIT)
    waiting = waiting.slice(BATCH_LIMIT)
    const { outcomes, failure } = await commit(batch)
    send(outcomes)
    if (failure === undefined) tidy(foldLog)
    else await refuseQueued(failure)
  }
  draining = false
  if (closing) close()
}

/**
 * What queued while a batch failed would fail as well, one batch after the other, each after the five seconds that a
 * lock is waited for: nobody is to wait longer than that. What comes from now on finds out for itself.
 */
async function refuseQueued(failure: string): Promise<void> {
  // This thread stood still meanwhile: the messages that were sent to it arrive first.
  await new Promise((resolve) => setImmediate(resolve))
  const queued = waiting
  waiting = []
  if (queued.length > 0) send(lost(queued, failure))
}

type Committed = { outcomes: WireOutcome<Performed>[]; failure?: string }

async function commit(batch: Numbered<Unit>[]): Promise<Committed> {
  try {
    file ??= openWriter(path)
    const outcomes = await commitBatch(
      file,
      batch.map(({ unit }) => unit),
      perform,
    )
    return {
      outcomes: outcomes.map((outcome, index) => {
        const id = batch[index]?.id ?? 0
        return outcome.ok
          ? { id, ok: true, value: outcome.value }
          : { id, ok: false, error: encodeError(outcome.error) }
      }),
    }
  } catch (error) {
    letGo()
    const failure = error instanceof Error ? describe(error) : String(error)
    return { outcomes: lost(batch, failure), failure }
  }
}

function lost(units: Numbered<Unit>[], message: string): WireOutcome<Performed>[] {
  return units.map(({ id }) => ({ id, ok: false, error: { kind: 'lost', message } }))
}

/** After a failed fsync the page cache cannot be trusted: the next batch starts on a newly opened file. */
function letGo(): void {
  try {
    file?.raw.close()
  } catch {
    // Nothing more can be done for it, and the next batch does not need it.
  }
  file = undefined
}

/** Folding the log writes and fsyncs too. What is in the log is safe there: a fold that failed is tried again later. */
function tidy(work: (open: SqliteFile) => void): void {
  if (!file) return
  try {
    work(file)
  } catch {
    letGo()
  }
}

function close(): void {
  clearInterval(timer)
  tidy((open) => checkpoint(open, Number.POSITIVE_INFINITY))
  letGo()
  port.close()
}

function describe(error: Error): string {
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}

function send(outcomes: WireOutcome<Performed>[]): void {
  port.postMessage(JSON.stringify(outcomes))
}
