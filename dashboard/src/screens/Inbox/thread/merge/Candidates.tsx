import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationBody } from '../../../../../../server/src/surfaces/manage/wire.ts'
import { ErrorState } from '../../../../ui/ErrorState.tsx'
import { Icon } from '../../../../ui/Icon.tsx'
import { StatusBadge } from '../../../../ui/StatusBadge.tsx'
import { safeText } from '../../../../ui/safe-text.ts'
import { Time } from '../../../../ui/Time.tsx'
import type { CandidatesState } from './use-candidates.ts'

type CandidatesProps = {
  candidates: CandidatesState
  search: string
  onSearch(text: string): void
  chosen: string | null
  onChoose(conversation: ConversationBody): void
}

export function Candidates(props: CandidatesProps): ReactElement {
  const { candidates, search, onSearch, chosen, onChoose } = props
  const { t } = useTranslation('thread')
  const { items, problem, retry } = candidates
  const now = Date.now()
  return (
    <>
      <label className="merge-search">
        <Icon name="search" />
        <span className="for-readers">{t('merge.search')}</span>
        <input
          data-autofocus
          placeholder={t('merge.search')}
          value={search}
          autoComplete="off"
          onChange={(event) => onSearch(event.currentTarget.value)}
          // Enter here looks for another; it must not merge the one that was ticked before.
          onKeyDown={(event) =>
            event.key === 'Enter' && !event.ctrlKey && !event.metaKey && event.preventDefault()
          }
        />
      </label>
      {problem && <ErrorState what={t('merge.notListed')} problem={problem} onRetry={retry} />}
      <fieldset className="merge-list">
        <legend className="for-readers">{t('merge.which')}</legend>
        {items?.map((one) => (
          <label className="merge-row" key={one.id}>
            <input
              type="radio"
              name="merge-from"
              checked={one.id === chosen}
              onChange={() => onChoose(one)}
            />
            <span className="merge-words">
              <b className="ellipsis" dir="auto">
                {safeText(one.title)}
              </b>
              <span className="quiet ellipsis">
                {one.number && `${one.number} · `}
                {one.channel.name} · <Time at={one.last_message_at} now={now} />
              </span>
            </span>
            <StatusBadge status={one.status} />
          </label>
        ))}
        {items?.length === 0 && (
          <p className="merge-none">{search.trim() === '' ? t('merge.none') : t('merge.nothing')}</p>
        )}
      </fieldset>
    </>
  )
}
