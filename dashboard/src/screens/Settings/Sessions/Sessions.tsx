import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OwnSessionBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { endOtherSessions, endSession } from '../../../api/own.ts'
import { Button } from '../../../ui/Button.tsx'
import { showToast } from '../../../ui/toast.ts'
import { useNow } from '../../../ui/use-now.ts'
import { Confirm } from '../parts/Confirm.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { Page } from '../parts/Page.tsx'
import { TableSkeleton } from '../parts/Table.tsx'
import { inPages, type Pages, useList } from '../parts/use-list.ts'
import { useOptimistic } from '../parts/use-optimistic.ts'
import { SessionTable } from './SessionTable.tsx'

const KEY = ['sessions']

export default function Sessions(): ReactElement {
  const { t } = useTranslation('settings')
  const list = useList<OwnSessionBody>(KEY, '/sessions')
  const now = useNow(30_000)
  const [asking, setAsking] = useState(false)
  const others = list.items.filter(({ current }) => !current)
  const end = useOptimistic<Pages<OwnSessionBody>, OwnSessionBody>({
    key: KEY,
    call: ({ id }) => endSession(id),
    change: (pages, { id }) => inPages(pages, (all) => all.filter((one) => one.id !== id)),
    failed: (_, problem) => t('sessions.refused', { why: problem.message }),
    done: () => showToast({ text: t('sessions.ended') }),
  })
  const endAll = useOptimistic<Pages<OwnSessionBody>, null, unknown>({
    key: KEY,
    call: endOtherSessions,
    change: (pages) => inPages(pages, (all) => all.filter(({ current }) => current)),
    failed: (_, problem) => t('sessions.refused', { why: problem.message }),
    done: () => showToast({ text: t('sessions.all-ended') }),
  })

  return (
    <Page
      title={t('sessions.title')}
      about={t('sessions.about')}
      action={
        others.length > 0 && <Button onClick={() => setAsking(true)}>{t('sessions.end-others')}</Button>
      }
    >
      <Loaded query={list} what={t('sessions.failed')} skeleton={<TableSkeleton rows={2} />}>
        <SessionTable sessions={list.items} now={now} onEnd={(session) => end.mutate(session)} />
        {others.length === 0 && <p className="set-note">{t('sessions.only-this')}</p>}
      </Loaded>
      {asking && (
        <Confirm
          title={t('sessions.end-title', { count: others.length })}
          keep={t('cancel')}
          act={t('sessions.end-others')}
          onKeep={() => setAsking(false)}
          onAct={() => {
            setAsking(false)
            endAll.mutate(null)
          }}
        >
          <p>{t('sessions.end-about')}</p>
        </Confirm>
      )}
    </Page>
  )
}
