import type { Facts } from './judge.ts'
import type { Outcome } from './send-case.ts'

/** A line per family: how many, how they ended, the slowest. */
export function report(
  { outcomes, stored, idle, after, looks }: Facts,
  { peak, seconds }: { peak: number; seconds: number },
): void {
  const line = (cells: readonly (string | number)[]) =>
    process.stdout.write(
      `${cells.map((cell, at) => (at === 0 ? String(cell).padEnd(40) : String(cell).padStart(8))).join('')}\n`,
    )
  line(['', 'sent', '200', '4xx', '5xx', 'closed', 'late', 'ms'])
  const families = Map.groupBy(outcomes, ({ family }) => family)
  for (const [family, all] of [...families].sort(([a], [b]) => a.localeCompare(b))) line(summary(family, all))
  line(summary('all', outcomes))
  const statuses = Map.groupBy(outcomes, ({ status }) => status)
  const counts = [...statuses]
    .sort(([a], [b]) => a - b)
    .map(([status, all]) => `${status || 'closed'}: ${all.length}`)
  process.stdout.write(`\nanswers       ${counts.join(', ')}\n`)
  const memory = [idle, peak, after].map((mb) => `${mb.toFixed(0)} MB`)
  process.stdout.write(`memory        ${memory[0]} idle, ${memory[1]} at most, ${memory[2]} after\n`)
  const { tickets, messages, attachments, thumbnails } = stored
  process.stdout.write(
    `stored        ${tickets} tickets, ${messages} messages, ${attachments} attachments, ${thumbnails} thumbnails\n`,
  )
  const seen = [...looks].map(([status, times]) => `${status}: ${times}`)
  process.stdout.write(`looked at     ${seen.join(', ')}\n`)
  process.stdout.write(`time          ${seconds.toFixed(0)} s for the fast ones\n`)
}

function summary(name: string, outcomes: readonly Outcome[]): (string | number)[] {
  const between = (least: number, most: number) =>
    outcomes.filter(({ status }) => status >= least && status <= most).length
  const slowest = Math.max(...outcomes.map(({ ms }) => Math.round(ms)))
  const late = outcomes.filter((outcome) => outcome.late).length
  return [
    name,
    outcomes.length,
    between(200, 299),
    between(400, 499),
    between(500, 599),
    between(0, 0),
    late,
    slowest,
  ]
}
