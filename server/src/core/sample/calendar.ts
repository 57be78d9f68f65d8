// When things happen in the sample workspace: mostly in working hours, more of late, and never in the future.
import type { Random } from './random.ts'

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

const [OPENS, CLOSES] = [8, 18]

const midnightOf = (time: number) => time - (time % DAY)
const isWeekend = (time: number) => [0, 6].includes(new Date(time).getUTCDay())
export const isOpen = (time: number) =>
  !isWeekend(time) && time % DAY >= OPENS * HOUR && time % DAY < CLOSES * HOUR

/** Some moment of the past days, more of late; late mornings and early afternoons are busiest. */
export function someMoment(now: number, days: number, random: Random): number {
  const back = days * DAY * random.next() ** 1.6
  const day = midnightOf(now - back)
  if (isWeekend(day) && random.chance(0.8)) return someMoment(now, days, random)
  const hour = OPENS - 1 + ((random.next() + random.next() + random.next()) / 3) * (CLOSES - OPENS + 4)
  const moment = Math.floor(day + hour * HOUR)
  const tooLate = moment > now - 10 * MINUTE
  return tooLate || moment < now - days * DAY ? someMoment(now, days, random) : moment
}

/** The time itself, or some minutes after the doors open next. */
export function nextOpen(time: number, random: Random): number {
  if (isOpen(time)) return time
  let morning = midnightOf(time) + OPENS * HOUR
  if (morning <= time) morning += DAY
  while (isWeekend(morning)) morning += DAY
  return morning + random.between(1, 70) * MINUTE + random.between(0, 59) * SECOND
}

/** Awake hours for whoever writes of their own accord. */
export function nextAwake(time: number, random: Random): number {
  const hour = (time % DAY) / HOUR
  return hour >= 6 && hour < 23 ? time : time + random.between(7 * 60, 10 * 60) * MINUTE
}
