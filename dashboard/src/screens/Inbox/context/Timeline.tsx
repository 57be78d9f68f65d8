import { useInfiniteQuery } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MessageBody, TimelineEntryBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { readTimeline } from '../../../api/contacts.ts'
import { asProblem } from '../../../api/problem.ts'
import { locale } from '../../../i18n/local.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { safeText } from '../../../ui/safe-text.ts'
import { eventWords } from '../thread/event-words.ts'
import { usePeople } from '../thread/use-people.ts'
import { Moment } from './Moment.tsx'
import './Timeline.css'

const PAGE = 20

/** What happened around the contact, newest first; read when somebody opens it. */
export function Timeline({ contact }: { contact: string }): ReactElement {
  const { t } = useTranslation('context')
  const [open, setOpen] = useState(false)
  const { data, error, hasNextPage, fetchNextPage, refetch, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['contact-timeline', contact],
    queryFn: ({ pageParam, signal }) => readTimeline(contact, PAGE, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    enabled: open,
  })
  const entries = data?.pages.flatMap((page) => page.data)
  return (
    <details className="facts properties" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Icon name="chevron-right" size={14} />
        {t('timeline.title')}
      </summary>
      {error && (
        <p className="facts-failed" role="alert">
          {t('timeline.notLoaded', { why: asProblem(error).message })}
          <Button size="small" onClick={() => void refetch()}>
            {t('retry')}
          </Button>
        </p>
      )}
      {entries?.length === 0 && <p className="quiet">{t('timeline.none')}</p>}
      <ol className="timeline">
        {entries?.map((entry) => (
          <li key={entry.id}>
            <Words entry={entry} />
            <span className="quiet">
              <Moment at={entry.at} />
              {entry.actor.name && (
                <>
                  {' · '}
                  <bdi>{safeText(entry.actor.name)}</bdi>
                </>
              )}
            </span>
          </li>
        ))}
      </ol>
      {hasNextPage && (
        <Button look="link" size="small" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </details>
  )
}

const known = [
  'contact.created',
  'contact.updated',
  'contact.merged',
  'contact.unmerged',
  'contact.erased',
  'conversation.opened',
  'conversation.reopened',
  'conversation.updated',
  'conversation.merged',
  'conversation.unmerged',
  'conversation.erased',
] as const

/** What was done, in the words of the thread where it says more; an unknown type by its name. */
function Words({ entry: { type, conversation, data } }: { entry: TimelineEntryBody }): ReactElement {
  const { t } = useTranslation('context')
  const { t: words } = useTranslation('thread')
  const people = usePeople()
  const event = known.find((name) => name === type)
  const what = event ? t(`timeline.events.${event}`) : type
  const changes = event === 'conversation.updated' ? changesIn(data) : null
  return (
    <span>
      {changes === null ? what : capital(eventWords({ changes, body: what }, people, words, locale()))}
      {conversation && (
        <>
          {': '}
          <bdi className="timeline-title">{safeText(conversation.title)}</bdi>
        </>
      )}
    </span>
  )
}

/** The facts of an event are published with its type, so `changes` of this one are what the transcript has of it. */
function changesIn({ changes }: Record<string, unknown>): MessageBody['changes'] {
  return typeof changes === 'object' ? (changes as MessageBody['changes']) : null
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1)
}
