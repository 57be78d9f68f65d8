import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiKeyBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { Badge } from '../../../ui/Badge.tsx'
import { IconButton } from '../../../ui/Button.tsx'
import { Ago } from '../parts/Ago.tsx'
import { Expires } from '../parts/Expires.tsx'
import { Table } from '../parts/Table.tsx'
import { dayOf } from '../parts/when.ts'

type KeyTableProps = {
  keys: readonly ApiKeyBody[]
  /** Ids of those that were made just now. */
  made: readonly string[]
  now: number
  onDelete(key: ApiKeyBody): void
}

export function KeyTable({ keys, made, now, onDelete }: KeyTableProps): ReactElement {
  const { t } = useTranslation('settings')
  return (
    <Table
      label={t('keys.title')}
      columns={[
        { label: t('column.name') },
        { label: t('column.begins'), wide: true },
        { label: t('column.expires') },
        { label: t('column.used'), wide: true },
        { label: t('column.created'), wide: true },
        { label: t('column.actions'), mute: true },
      ]}
    >
      {keys.map((key) => (
        <tr key={key.id}>
          <td className="set-name">
            <span title={key.name}>{key.name}</span>
            <span className="set-second set-phone">
              <span className="set-code">{key.begins_with}…</span>
            </span>
            <span className="set-second set-phone">
              {t('column.used')}: <Ago at={key.last_used_at} now={now} none={t('never')} />
            </span>
          </td>
          <td className="set-code set-wide">
            {key.begins_with}…
            {made.includes(key.id) && (
              <Badge tone="open" small>
                {t('new')}
              </Badge>
            )}
          </td>
          <td>
            <Expires at={key.expires_at} now={now} />
          </td>
          <td className="set-quiet set-wide">
            <Ago at={key.last_used_at} now={now} none={t('never')} />
          </td>
          <td className="set-quiet set-wide figures">{dayOf(key.created_at)}</td>
          <td className="set-act">
            <IconButton
              icon="trash"
              label={t('keys.delete-named', { name: key.name })}
              onClick={() => onDelete(key)}
            />
          </td>
        </tr>
      ))}
    </Table>
  )
}
