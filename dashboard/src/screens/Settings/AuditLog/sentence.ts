import type { TFunction } from 'i18next'
import type { AuditBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { listed } from '../../../i18n/local.ts'

/** What was done, continuing the name of who did it; an action this version does not know is shown as it is called. */
export function sentenceOf(
  t: TFunction<'settings'>,
  { action, subject, data }: AuditBody,
  names: ReadonlyMap<string, string>,
): string {
  const person = subject === null ? '' : (names.get(subject) ?? subject)
  const facts = {
    subject: subject ?? '',
    person,
    name: textIn(data.name),
    email: textIn(data.email),
    from: textIn(data.from),
    to: textIn(data.to),
    kind: t(`credential.${textIn(data.kind)}`, textIn(data.kind)),
    role: t(`role.${textIn(data.role)}`, textIn(data.role)),
    defaultValue: action,
  }
  const key = `did.${action.replaceAll('.', '-')}`
  if (action === 'teammate.updated') return changed(t, person, data.changes)
  if (action.startsWith('credential.') && facts.name === '') return t(`${key}-unnamed`, facts)
  if (action === 'session.ended' && typeof data.sessions_ended === 'number')
    return t('did.sessions-ended', { count: data.sessions_ended })
  return t(key, facts)
}

/** Several changes at once are several sentences. */
function changed(t: TFunction<'settings'>, person: string, changes: unknown): string {
  if (typeof changes !== 'object' || changes === null) return t('did.teammate-updated', { person })
  const parts = Object.entries(changes).map(([field, change]: [string, { from?: unknown; to?: unknown }]) => {
    if (field === 'disabled') return t(change?.to ? 'did.disabled' : 'did.enabled', { person })
    const value = (of: unknown) => (field === 'role' ? t(`role.${textIn(of)}`, textIn(of)) : textIn(of))
    return t(`did.changed-${field}`, {
      person,
      from: value(change?.from),
      to: value(change?.to),
      defaultValue: t('did.teammate-updated', { person }),
    })
  })
  return listed(parts)
}

function textIn(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
