import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationStatus } from '../../../../../server/src/surfaces/manage/wire.ts'
import { listConversationsOf } from '../../../api/contacts.ts'
import { asProblem } from '../../../api/problem.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import type { IconName } from '../../../ui/icon-paths.ts'
import { safeText } from '../../../ui/safe-text.ts'
import { Time } from '../../../ui/Time.tsx'
import { isPlainClick } from '../place.ts'

const FIRST = 6
const MORE = 20

const icon: Record<ConversationStatus, IconName> = {
  open: 'circle',
  pending: 'clock',
  snoozed: 'moon',
  closed: 'circle-check',
}

type OtherConversationsProps = { contact: string; but: string; go(conversation: string): void }

/** What else the contact has written about, the last opened first. */
export function OtherConversations({ contact, but, go }: OtherConversationsProps): ReactElement | null {
  const { t } = useTranslation('context')
  const { data, error, hasNextPage, fetchNextPage, refetch, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['contact-conversations', contact],
    queryFn: ({ pageParam, signal }) =>
      listConversationsOf(contact, pageParam === null ? FIRST : MORE, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  })
  const others = data?.pages.flatMap((page) => page.data).filter(({ id }) => id !== but) ?? []
  if (error && others.length === 0) {
    return (
      <section className="facts facts-failed" role="alert">
        {t('others.notLoaded', { why: asProblem(error).message })}
        <Button size="small" onClick={() => void refetch()}>
          {t('retry')}
        </Button>
      </section>
    )
  }
  if (others.length === 0) return null
  const now = Date.now()
  return (
    <section className="facts">
      <h3>
        {t('others.title')}{' '}
        <span className="quiet figures">{hasNextPage ? `${others.length}+` : others.length}</span>
      </h3>
      <ul className="others">
        {others.map(({ id, title, status, last_message_at }) => (
          <li key={id}>
            <a
              className="others-row"
              href={`/?conversation=${encodeURIComponent(id)}`}
              title={safeText(title)}
              onClick={(event) => {
                if (!isPlainClick(event)) return
                event.preventDefault()
                go(id)
              }}
            >
              <Icon name={icon[status]} size={14} />
              <span className="for-readers">{t(`status.${status}`)}: </span>
              <span className="ellipsis others-title" dir="auto">
                {safeText(title)}
              </span>
              <Time className="quiet" at={last_message_at} now={now} />
            </a>
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button
          className="others-more"
          look="link"
          size="small"
          disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {t('more')}
        </Button>
      )}
    </section>
  )
}
