import { Menu } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { inShape } from '../../../../i18n/local.ts'
import { Icon } from '../../../../ui/Icon.tsx'
import type { FollowUp } from '../outbox/outgoing.ts'
import { snoozeTimes } from './snooze-times.ts'

export type SendMenuProps = { kind: 'reply' | 'note'; onSend(after: FollowUp[]): void; onPickTime(): void }

const when = { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const

export default function SendMenu({ kind, onSend, onPickTime }: SendMenuProps): ReactElement {
  const { t } = useTranslation('composer')
  return (
    <Menu position="top-end" shadow="md" width={260} withinPortal={false}>
      <Menu.Target>
        <button type="button" className="button button-filled send-more" aria-label={t('send.more')}>
          <Icon name="chevron-down" size={14} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onSend([{ type: 'status', value: 'closed' }])}>
          {t(`send.${kind}Close`)}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t(`send.${kind}Snooze`)}</Menu.Label>
        {snoozeTimes(new Date()).map(({ name, at }) => (
          <Menu.Item
            key={name}
            rightSection={<span className="quiet figures">{inShape(when, at)}</span>}
            onClick={() => onSend([{ type: 'snooze', value: at.toISOString() }])}
          >
            {t(`send.${name}`)}
          </Menu.Item>
        ))}
        <Menu.Item onClick={onPickTime}>{t('send.other')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
