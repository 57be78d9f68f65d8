import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccessTokenBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { IconButton } from '../../../ui/Button.tsx'
import { Ago } from '../parts/Ago.tsx'
import { Expires } from '../parts/Expires.tsx'
import { Table } from '../parts/Table.tsx'

type TokenTableProps = {
  tokens: readonly AccessTokenBody[]
  now: number
  onDelete(token: AccessTokenBody): void
}

export function TokenTable({ tokens, now, onDelete }: TokenTableProps): ReactElement {
  const { t } = useTranslation('settings')
  const may = ({ scopes }: AccessTokenBody) =>
    scopes === null ? t('tokens.everything') : t('tokens.some', { count: scopes.length })
  return (
    <Table
      label={t('tokens.title')}
      columns={[
        { label: t('column.name') },
        { label: t('column.begins'), wide: true },
        { label: t('column.may'), wide: true },
        { label: t('column.expires') },
        { label: t('column.used'), wide: true },
        { label: t('column.actions'), mute: true },
      ]}
    >
      {tokens.map((token) => (
        <tr key={token.id}>
          <td className="set-name">
            <span title={token.name}>{token.name}</span>
            <span className="set-second set-phone">{may(token)}</span>
            <span className="set-second set-phone">
              {t('column.used')}: <Ago at={token.last_used_at} now={now} none={t('never')} />
            </span>
          </td>
          <td className="set-code set-wide">{token.begins_with}…</td>
          <td className="set-wide" title={token.scopes?.join('\n')}>
            {may(token)}
          </td>
          <td>
            <Expires at={token.expires_at} now={now} />
          </td>
          <td className="set-quiet set-wide">
            <Ago at={token.last_used_at} now={now} none={t('never')} />
          </td>
          <td className="set-act">
            <IconButton
              icon="trash"
              label={t('keys.delete-named', { name: token.name })}
              onClick={() => onDelete(token)}
            />
          </td>
        </tr>
      ))}
    </Table>
  )
}
