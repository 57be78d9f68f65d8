// The other end of `reportReader`: compiled queries in, rows out.
import type { SQLInputValue } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import { isStorageFault } from './dialect.ts'
import type { ReportAnswer, ReportQuery } from './report-reader.ts'
import { openReader } from './sqlite.ts'

const { path }: { path: string } = workerData
const { raw } = openReader(path)

parentPort?.on('message', ({ id, sql, parameters }: ReportQuery) => {
  parentPort?.postMessage(answer(id, sql, parameters as readonly SQLInputValue[]))
})

function answer(id: number, sql: string, parameters: readonly SQLInputValue[]): ReportAnswer {
  try {
    return { id, rows: raw.prepare(sql).all(...parameters) }
  } catch (error) {
    // The caller on the other thread throws it again; only the message survives the way, and whose fault it is.
    const message = error instanceof Error ? error.message : String(error)
    return { id, error: message, unavailable: isStorageFault(error) }
  }
}
