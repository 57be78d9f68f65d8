// Which letter goes next, and what becomes of it: rules without a clock, a store or a network.
import type { Letter, LetterState, Outcome } from './letter.ts'

const FIRST_WAIT = 1_000
const LONGEST_WAIT = 30_000
/** A tab that let this pass beyond the time it had named is gone; whoever comes by sends for it. */
const ORPHANED = 15_000
/** Longer than an attempt lasts, after which it is given up by its own tab. */
const STALE = 45_000

export function inOrder(letters: readonly Letter[]): Letter[] {
  return [...letters].sort((a, b) => a.writtenAt - b.writtenAt || (a.id < b.id ? -1 : 1))
}

/**
 * The letters that may go now, the first of each tab, and when to look again (null: nothing waits). A message that
 * overtakes the one before it makes no sense, so one that waits holds up those behind it; one that was refused does not.
 */
export function due(
  letters: readonly Letter[],
  tab: string,
  now: number,
): { now: Letter[]; next: number | null } {
  const going: Letter[] = []
  let next = Number.POSITIVE_INFINITY
  const seen = new Set<string>()
  for (const letter of inOrder(letters)) {
    const at = dueAt(letter, tab)
    if (at === null || seen.has(letter.tab)) continue
    seen.add(letter.tab)
    if (at <= now) going.push(letter)
    else next = Math.min(next, at)
  }
  return { now: going, next: Number.isFinite(next) ? next : null }
}

function dueAt({ state, tab }: Letter, me: string): number | null {
  if (state.phase === 'pending') return state.notBefore + (tab === me ? 0 : ORPHANED)
  if (state.phase === 'sending') return state.since + STALE
  return null
}

export function attemptsOf(state: LetterState): number {
  return 'attempts' in state ? state.attempts : 0
}

export function began(letter: Letter, tab: string, now: number): Letter {
  return { ...letter, tab, state: { phase: 'sending', attempts: attemptsOf(letter.state) + 1, since: now } }
}

/** @param chance between 0 and 1: so that all visitors of a server that comes back do not knock at once. */
export function settled(letter: Letter, outcome: Outcome, now: number, chance: number): Letter {
  const attempts = attemptsOf(letter.state)
  if (outcome.is === 'sent')
    return { ...letter, state: { phase: 'sent', at: now, timestamp: outcome.timestamp } }
  if (outcome.is === 'refused') return { ...letter, state: { phase: 'failed', attempts, why: outcome.why } }
  const backoff = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.max(0, attempts - 1))
  const wait = outcome.after ?? backoff * (0.75 + chance / 2)
  return {
    ...letter,
    state: { phase: 'pending', attempts, notBefore: now + Math.max(FIRST_WAIT, wait), why: outcome.why },
  }
}

/** At once, whatever it waited for; what is on its way or there stays as it is. */
export function retried(letter: Letter, tab: string, now: number): Letter {
  const { state } = letter
  if (state.phase !== 'pending' && state.phase !== 'failed') return letter
  return { ...letter, tab, state: { phase: 'pending', attempts: state.attempts, notBefore: now, why: null } }
}

export function left(letter: Letter, now: number): Letter {
  const attempts = attemptsOf(letter.state)
  return { ...letter, state: { phase: 'pending', attempts, notBefore: now, why: null } }
}

export function stillGoing(letter: Letter, now: number): Letter {
  return letter.state.phase === 'sending' ? { ...letter, state: { ...letter.state, since: now } } : letter
}

/** The line is up again: what only waited for it goes; what the server asked to wait keeps waiting. */
export function reachable(letter: Letter, now: number): Letter {
  const { state } = letter
  if (state.phase !== 'pending' || state.why !== 'unreachable' || state.notBefore <= now) return letter
  return { ...letter, state: { ...state, notBefore: now } }
}
