import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuditBody, MemberBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { More } from '../parts/More.tsx'
import { Page } from '../parts/Page.tsx'
import { Table, TableSkeleton } from '../parts/Table.tsx'
import { useList } from '../parts/use-list.ts'
import { TEAM } from '../Teammates/team-keys.ts'
import { AuditRow } from './AuditRow.tsx'

const PAGE = 50

export default function AuditLog(): ReactElement {
  const { t } = useTranslation('settings')
  const list = useList<AuditBody>(['audit'], '/audit', PAGE)
  // Entries name people by id; where these are not known, the id itself is shown.
  const team = useList<MemberBody>(TEAM, '/teammates')
  const names = new Map(team.items.map(({ id, name }) => [id, name]))
  return (
    <Page title={t('audit.title')} about={t('audit.about')}>
      <Loaded query={list} what={t('audit.failed')} skeleton={<TableSkeleton rows={8} />}>
        {list.items.length === 0 ? (
          <EmptyState icon="history" title={t('audit.none')}>
            {t('audit.none-about')}
          </EmptyState>
        ) : (
          <>
            <Table
              label={t('audit.title')}
              columns={[
                { label: t('column.when'), wide: true },
                { label: t('column.who') },
                { label: t('column.what') },
                { label: t('column.from'), wide: true },
                { label: t('column.actions'), mute: true },
              ]}
            >
              {list.items.map((entry) => (
                <AuditRow key={entry.id} entry={entry} names={names} />
              ))}
            </Table>
            <More list={list} label={t('audit.older')} />
          </>
        )}
      </Loaded>
    </Page>
  )
}
