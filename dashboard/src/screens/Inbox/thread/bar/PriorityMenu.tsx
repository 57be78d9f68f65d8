import { Menu } from '@mantine/core'
import { type ReactElement, useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationBody, Priority } from '../../../../../../server/src/surfaces/manage/wire.ts'
import { useCommand } from '../../../../commands/use-command.ts'
import { Badge, type Tone } from '../../../../ui/Badge.tsx'
import { Icon } from '../../../../ui/Icon.tsx'
import { menuClasses } from '../../../../ui/menu-classes.ts'
import type { Actions } from '../use-actions.ts'

const priorities: readonly (Priority | null)[] = ['urgent', 'high', 'normal', 'low', null]
const tone: Record<Priority, Tone> = { low: 'outline', normal: 'outline', high: 'warn', urgent: 'fail' }

export function PriorityMenu({
  conversation: { priority },
  actions,
}: {
  conversation: ConversationBody
  actions: Actions
}): ReactElement {
  const { t } = useTranslation('thread')
  const [opened, setOpened] = useState(false)
  const open = useCallback(() => setOpened(true), [])
  useCommand({
    id: 'conversation.priority',
    label: t('priority.command'),
    group: 'actions',
    keys: ['p'],
    run: open,
  })
  return (
    <Menu
      opened={opened}
      withInitialFocusPlaceholder={false}
      onChange={setOpened}
      position="bottom-start"
      width={176}
      classNames={menuClasses}
    >
      <Menu.Target>
        <button
          type="button"
          className="bar-badge"
          title={t('priority.title')}
          aria-label={t('priority.label', { priority: t(`priority.${priority ?? 'none'}`) })}
        >
          {priority ? (
            <Badge tone={tone[priority]} icon={priority === 'urgent' ? 'circle-alert' : 'signal'}>
              {t(`priority.${priority}`)}
            </Badge>
          ) : (
            <span className="bar-unset">
              <Icon name="signal" size={14} />
            </span>
          )}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {priorities.map((one) => (
          <Menu.Item
            key={one ?? 'none'}
            leftSection={<Icon name={one === 'urgent' ? 'circle-alert' : 'signal'} size={14} />}
            rightSection={one === priority && <Icon name="check" size={14} />}
            aria-current={one === priority ? 'true' : undefined}
            onClick={() => {
              if (one !== priority) actions.setPriority(one)
            }}
          >
            {t(`priority.${one ?? 'none'}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
