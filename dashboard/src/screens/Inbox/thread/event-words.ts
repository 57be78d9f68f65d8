import type { TFunction } from 'i18next'
import type { MessageBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { dayAndTime } from './day-words.ts'
import type { Person } from './use-actions.ts'

/** Words in the language of the screen that continue the name of whoever did it; the server's own for what is not known here. */
export function eventWords(
  { changes, body }: Pick<MessageBody, 'changes' | 'body'>,
  people: readonly Person[],
  t: TFunction<'thread'>,
  language: string,
): string {
  if (changes === null) return body
  const { status, snoozed_until, assignee_id, priority, tags, merged, unmerged } = changes
  const { owner }: typeof changes & { owner?: { to: { kind: string } } } = changes
  const parts: string[] = []
  const until = snoozed_until?.to
  const when = until && dayAndTime(new Date(until), language)
  if (status?.to === 'snoozed' && when) parts.push(t('event.snoozedTo', { when }))
  else if (status) parts.push(t(`event.status.${status.to}`))
  else if (when) parts.push(t('event.wakes', { when }))
  if (owner?.to.kind === 'bot' || owner?.to.kind === 'assistant')
    parts.push(t(`event.handedBack.${owner.to.kind}`))
  else if (assignee_id) {
    const name = people.find(({ id }) => id === assignee_id.to)?.name
    if (assignee_id.to === null) parts.push(t('event.unassigned'))
    else parts.push(name === undefined ? t('event.assignedAway') : t('event.assigned', { name }))
  }
  if (priority) {
    const to = priority.to
    parts.push(to === null ? t('event.priorityGone') : t('event.priority', { priority: t(`priority.${to}`) }))
  }
  const list = new Intl.ListFormat(language, { type: 'conjunction' })
  if (tags?.added.length)
    parts.push(t('event.tagged', { count: tags.added.length, tags: list.format(tags.added) }))
  if (tags?.removed.length)
    parts.push(t('event.untagged', { count: tags.removed.length, tags: list.format(tags.removed) }))
  if (merged) parts.push(t('event.merged', { title: named(merged, t) }))
  if (unmerged) parts.push(t('event.unmerged', { title: named(unmerged, t) }))
  return parts.length === 0 ? body : list.format(parts)
}

function named({ number, title }: { number: string | null; title: string }, t: TFunction<'thread'>): string {
  const quoted = t('common:quoted', { words: title })
  return number === null ? quoted : `${number} ${quoted}`
}
