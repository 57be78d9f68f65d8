// Reads what strace wrote and holds it against the promise: no 200 before the log is on disk.

/** A system call with the line it began on and the line it returned on: threads interleave in one trace. */
export type Call = { name: string; text: string; began: number; returned: number }

const WHOLE = /^(\d+) +(\w+)\((.*)\) += (-?\d+)/
const UNFINISHED = /^(\d+) +(\w+)\((.*) <unfinished \.\.\.>$/
const RESUMED = /^(\d+) +<\.\.\. (\w+) resumed>(.*)\) += (-?\d+)/

/** Successful calls in the order in which they returned. */
export function callsIn(trace: string): Call[] {
  const calls: Call[] = []
  const open = new Map<string, { text: string; began: number }>()
  for (const [at, line] of trace.split('\n').entries()) {
    const begun = UNFINISHED.exec(line)
    if (begun) {
      open.set(`${begun[1]} ${begun[2]}`, { text: begun[3] ?? '', began: at })
      continue
    }
    const resumed = RESUMED.exec(line)
    const match = resumed ?? WHOLE.exec(line)
    if (!match || Number(match[4]) < 0) continue
    const [, thread, name = '', rest = ''] = match
    const start = resumed ? open.get(`${thread} ${name}`) : undefined
    calls.push({ name, text: (start?.text ?? '') + rest, began: start?.began ?? at, returned: at })
  }
  return calls
}

const isSync = ({ name, text }: Call) => /^f(data)?sync$/.test(name) && text.includes('parley.db-wal>')
const isRequest = ({ name, text }: Call) => /^(read|recv)/.test(name) && text.includes('"POST /interaction')
const isAnswer = ({ name, text }: Call) => /^(write|send)/.test(name) && text.includes('"HTTP/1.1 200')

/**
 * For each request, one after the other: the log must be synced by a call that began after the request was read and
 * returned before its answer began to be written.
 * @returns one sentence per violation.
 */
export function unsyncedAnswers(calls: readonly Call[], requests: number): string[] {
  const read = calls.filter(isRequest)
  if (read.length !== requests) return [`the trace shows ${read.length} requests, not ${requests}`]
  const answers = calls.filter(isAnswer)
  const syncs = calls.filter(isSync)
  return read.flatMap((request, index) => {
    const answer = answers.find((call) => call.began > request.returned)
    if (!answer) return [`request ${index + 1} has no answer in the trace`]
    const synced = syncs.some((call) => call.began > request.returned && call.returned < answer.began)
    return synced ? [] : [`request ${index + 1} was answered before the log was synced`]
  })
}

/** The same trace as a server would leave that never syncs: the checker must find fault with all of it. */
export function withoutSyncs(calls: readonly Call[]): Call[] {
  return calls.filter((call) => !isSync(call))
}
