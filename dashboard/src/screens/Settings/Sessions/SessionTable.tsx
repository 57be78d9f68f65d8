import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { OwnSessionBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { Badge } from '../../../ui/Badge.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Ago } from '../parts/Ago.tsx'
import { Table } from '../parts/Table.tsx'
import { momentOf } from '../parts/when.ts'
import { deviceOf } from './device.ts'
import './SessionTable.css'

type SessionTableProps = {
  sessions: readonly OwnSessionBody[]
  now: number
  onEnd(session: OwnSessionBody): void
}

export function SessionTable({ sessions, now, onEnd }: SessionTableProps): ReactElement {
  const { t } = useTranslation('settings')
  return (
    <Table
      label={t('sessions.title')}
      columns={[
        { label: t('column.browser') },
        { label: t('column.ip'), wide: true },
        { label: t('column.signed-in'), wide: true },
        { label: t('column.used') },
        { label: t('column.actions'), mute: true },
      ]}
    >
      {sessions.map((session) => {
        const { browser, system, handheld } = deviceOf(session.user_agent)
        const name =
          browser && system
            ? t('sessions.device', { browser, system })
            : (browser ?? system ?? t('sessions.unknown'))
        return (
          <tr key={session.id}>
            <td className="set-name">
              <div className="set-session" title={session.user_agent ?? undefined}>
                <Icon name={handheld ? 'phone' : 'monitor'} />
                <div>
                  <span className="ellipsis">{name}</span>
                  <span className="set-second set-phone">{session.ip}</span>
                </div>
                {session.current && (
                  <Badge tone="open" small>
                    {t('sessions.this')}
                  </Badge>
                )}
              </div>
            </td>
            <td className="set-quiet set-wide figures">{session.ip ?? '–'}</td>
            <td className="set-quiet set-wide figures">{momentOf(session.created_at)}</td>
            <td className="set-quiet">
              <Ago at={session.last_seen_at} now={now} none="–" />
            </td>
            <td className="set-act">
              {!session.current && (
                <Button
                  look="ghost"
                  size="small"
                  aria-label={t('sessions.end-named', { name })}
                  onClick={() => onEnd(session)}
                >
                  {t('sessions.end')}
                </Button>
              )}
            </td>
          </tr>
        )
      })}
    </Table>
  )
}
