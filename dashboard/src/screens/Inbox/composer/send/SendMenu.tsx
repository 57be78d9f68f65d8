import { Menu } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../../../ui/Icon.tsx'
import { menuClasses } from '../../../../ui/menu-classes.ts'
import { snoozeMoments } from '../../snooze-moments.ts'
import { untilWords } from '../../until-words.ts'
import type { FollowUp } from '../outbox/outgoing.ts'

export type SendMenuProps = { kind: 'reply' | 'note'; onSend(after: FollowUp[]): void; onPickTime(): void }

export default function SendMenu({ kind, onSend, onPickTime }: SendMenuProps): ReactElement {
  const { t } = useTranslation('composer')
  return (
    <Menu position="top-end" width={260} withinPortal={false} classNames={menuClasses}>
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
        {snoozeMoments(new Date()).map(({ name, at }) => (
          <Menu.Item
            key={name}
            rightSection={<span className="figures">{untilWords(at.getTime(), Date.now())}</span>}
            onClick={() => onSend([{ type: 'snooze', value: at.toISOString() }])}
          >
            {t(`common:snooze.${name}`)}
          </Menu.Item>
        ))}
        <Menu.Item onClick={onPickTime}>{t('send.other')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
