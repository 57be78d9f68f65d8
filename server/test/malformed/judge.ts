import type { Outcome } from './send-case.ts'
import type { Stored } from './stored.ts'

export type Facts = {
  outcomes: readonly Outcome[]
  /** How many requests were made: each must have its outcome. */
  sent: number
  /** Tickets that well-behaved clients opened meanwhile. */
  ordinary: number
  /** Tickets and messages that were there before. */
  before: Pick<Stored, 'tickets' | 'messages'>
  stored: Stored
  /** Megabytes resident. */
  idle: number
  after: number
  /** What the server wrote. */
  log: string
  /** How often each status came when every stored file and its small picture were asked for. */
  looks: ReadonlyMap<number, number>
  /** Status of an ordinary ticket at the end, which is none of the outcomes, and the exit code after SIGTERM. */
  stillAnswers: number
  exitCode: number | null
}

/** Megabytes above idle that may stay. */
export const MEMORY = 80

/** One sentence each; none when all is well. */
export function violationsIn(facts: Facts): string[] {
  const { outcomes, sent, ordinary, before, stored, idle, after, log, looks, stillAnswers, exitCode } = facts
  const violations: string[] = []
  const name = ({ family, number, status, ms }: Outcome) =>
    `case ${number} (${family}): ${status} after ${Math.round(ms)} ms`
  for (const outcome of outcomes) {
    if (outcome.late) violations.push(`neither answered nor closed: ${name(outcome)}`)
    if (outcome.status >= 500) violations.push(`a server error: ${name(outcome)}`)
    if (outcome.status !== 0 && (outcome.status < 200 || (outcome.status >= 300 && outcome.status < 400)))
      violations.push(`no answer to a form: ${name(outcome)}`)
  }
  if (outcomes.length !== sent) violations.push(`${sent} sent, ${outcomes.length} came to an end`)

  const taken = outcomes.filter(
    ({ makes, status }) => makes !== 'nothing' && (status === 200 || status === 201),
  )
  const tickets = taken.filter(({ makes }) => makes === 'ticket')
  const newTickets = stored.tickets - before.tickets - ordinary
  const newMessages = stored.messages - before.messages - ordinary
  if (newTickets !== tickets.length)
    violations.push(`${tickets.length} tickets were acknowledged, ${newTickets} stored`)
  if (newMessages !== taken.length)
    violations.push(`${taken.length} messages were acknowledged, ${newMessages} stored`)
  const numbers = new Set(tickets.map(({ body }) => body))
  if (numbers.size !== tickets.length) violations.push('a ticket number was given twice')

  if (stored.orphans.length > 0) violations.push(`${stored.orphans.length} files nobody points at`)
  if (stored.missing.length > 0) violations.push(`${stored.missing.length} files are missing`)
  if (stored.temporary.length > 0) violations.push(`${stored.temporary.length} temporary files left behind`)
  for (const state of ['pending', 'leased', 'dead'])
    for (const [job, count] of Object.entries(stored.jobs))
      if (job.endsWith(state)) violations.push(`${count} jobs unfinished: ${job}`)

  for (const [status, times] of looks)
    if (status >= 500) violations.push(`looking at files was answered with ${status}, ${times} times`)
  if (![...looks.keys()].includes(200)) violations.push('no file could be looked at')

  if (!(after <= idle + MEMORY))
    violations.push(
      `${after.toFixed(0)} MB resident, ${idle.toFixed(0)} MB when idle (at most ${MEMORY} more)`,
    )
  // Node warns of listeners that pile up and of files that were never closed.
  for (const complaint of [
    'unexpected fault',
    '"level":"fatal"',
    '"level":"error"',
    'Warning: ',
    'UnhandledPromise',
  ])
    if (log.includes(complaint)) violations.push(`the log says ${complaint}`)
  if (stillAnswers !== 200) violations.push(`an ordinary ticket was answered with ${stillAnswers}`)
  if (exitCode !== 0) violations.push(`SIGTERM ended the server with exit code ${exitCode}`)
  return violations
}
