import type { TFunction } from 'i18next'
import { inShape, listed } from '../../../../i18n/local.ts'
import { snoozedUntil } from '../outbox/follow-up.ts'
import type { FollowUp } from '../outbox/outgoing.ts'

const day = { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const

/** `close, add tag swap`: what a macro does besides its text. */
export function actionWords(
  actions: readonly FollowUp[],
  people: readonly { id: string; name: string }[],
  t: TFunction<'composer'>,
): string {
  return listed(actions.map((action) => wordsOf(action, people, t)))
}

function wordsOf(
  { type, value }: FollowUp,
  people: readonly { id: string; name: string }[],
  t: TFunction<'composer'>,
): string {
  if (type === 'status') return t(`actions.status.${value ?? 'open'}`)
  if (type === 'priority') return t(`actions.priority.${value ?? 'none'}`)
  if (type === 'assignee') {
    if (value === null) return t('actions.unassign')
    if (value === 'me') return t('actions.assignMe')
    return t('actions.assign', { name: people.find(({ id }) => id === value)?.name ?? value })
  }
  if (type === 'snooze') {
    const until = snoozedUntil(value, Date.now())
    return until ? t('actions.snooze', { until: inShape(day, until) }) : t('actions.snoozePast')
  }
  return t(type === 'add_tag' ? 'actions.addTag' : 'actions.removeTag', { tag: value ?? '' })
}
