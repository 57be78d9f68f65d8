export type EmailProblem =
  | 'missing'
  | 'space'
  | 'no-at'
  | 'two-ats'
  | 'nothing-before'
  | 'nothing-after'
  | 'no-dot'

/**
 * What is wrong with an address, as far as one can tell by looking; null when nothing is. Looser than the server, so that
 * nobody is refused here whom it would take.
 */
export function emailProblem(address: string): EmailProblem | null {
  const text = address.trim()
  if (text === '') return 'missing'
  // Quoted local parts may hold nearly anything.
  const end = text.lastIndexOf('@')
  const [before, after] = [text.slice(0, Math.max(0, end)), text.slice(end + 1)]
  const quoted = /^".*"$/.test(before)
  if (!quoted && /\s/.test(text)) return 'space'
  if (end < 0) return 'no-at'
  if (before === '') return 'nothing-before'
  if (!quoted && before.includes('@')) return 'two-ats'
  if (after === '') return 'nothing-after'
  return /[^.]\.[^.]/.test(after) ? null : 'no-dot'
}
