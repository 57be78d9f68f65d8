// The process: the command line, and what each way of failing means to whoever started it.

import { program } from './cli/program.ts'
import { ConfigError } from './config.ts'
import { DomainError } from './core/errors.ts'
import { NewerDatabase } from './db/migrate.ts'
import { DataFolderLocked } from './db/sqlite.ts'

try {
  await program().parseAsync(process.argv)
} catch (error) {
  const [code, sentence] = failure(error)
  if (sentence === undefined) throw error
  process.stderr.write(`parley: ${sentence}\n`)
  process.exitCode = code
}

/** Exit codes are part of the command line's contract: 2 usage, 3 locked, 4 newer database. */
function failure(error: unknown): [code: number, sentence: string | undefined] {
  if (error instanceof DomainError && error.code === 'unavailable') return [1, error.message]
  if (error instanceof ConfigError || error instanceof DomainError) return [2, error.message]
  if (error instanceof DataFolderLocked) return [3, error.message]
  if (error instanceof NewerDatabase) return [4, error.message]
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
    return [1, `${error.message}: something else listens there. Stop it, or choose another PORT.`]
  return [1, undefined]
}
