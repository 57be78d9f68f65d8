import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { Badge } from '../../../ui/Badge.tsx'
import { PriorityBadge } from '../../../ui/PriorityBadge.tsx'
import { StatusBadge } from '../../../ui/StatusBadge.tsx'
import { safeText } from '../../../ui/safe-text.ts'
import type { Others } from '../presence/others.ts'
import { Viewers } from '../presence/Viewers.tsx'
import { untilWords } from '../until-words.ts'
import { RowWords } from './RowWords.tsx'
import type { RowBadge } from './row-badge.ts'

type RowFootProps = {
  conversation: ConversationBody
  others: Others | undefined
  badge: RowBadge | null
  me: string
  q: string | undefined
  now: number
}

/** The third line: words, and at its end one badge at most, else the first tag. */
export function RowFoot({ conversation, others, badge, me, q, now }: RowFootProps): ReactElement {
  const { t } = useTranslation('list')
  const { tags, match } = conversation
  const [tag, ...more] = match === undefined && badge === null ? tags : []
  return (
    <span className={`row-line row-foot${badge?.kind === 'failed' ? ' row-failed' : ''}`}>
      <RowWords conversation={conversation} others={others} me={me} q={q} />
      <span className="row-end">
        {tag !== undefined && (
          <span className="row-tags">
            <span className="for-readers">{t('row.tags')} </span>
            <span className="row-tag ellipsis" dir="auto">
              {safeText(tag)}
            </span>
            {more.length > 0 && (
              <span className="figures" title={safeText(more.join(', '))}>
                {t('row.more', { count: more.length })}
              </span>
            )}
          </span>
        )}
        {others && <Viewers viewers={others.viewers} most={2} />}
        {badge && (
          <span className="row-badge">
            <OneBadge badge={badge} now={now} />
          </span>
        )}
      </span>
    </span>
  )
}

function OneBadge({ badge, now }: { badge: RowBadge; now: number }): ReactElement {
  const { t } = useTranslation('list')
  switch (badge.kind) {
    case 'failed':
      return (
        <Badge tone="fail" icon="circle-alert" small>
          {t('row.notSent')}
        </Badge>
      )
    case 'draft':
      return (
        <Badge tone="outline" small>
          {t('row.draft')}
        </Badge>
      )
    case 'priority':
      return <PriorityBadge priority={badge.priority} small />
    case 'status':
      return <StatusBadge status={badge.status} />
    case 'snoozed':
      return (
        <Badge tone="snooze" icon="moon" small>
          {t('row.until', { when: untilWords(badge.until, now) })}
        </Badge>
      )
  }
}
