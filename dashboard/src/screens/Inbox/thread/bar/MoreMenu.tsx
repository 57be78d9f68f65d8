import { Menu } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { type ReactElement, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationBody } from '../../../../../../server/src/surfaces/manage/wire.ts'
import { transcriptPath } from '../../../../api/conversation-changes.ts'
import { CommandKeys } from '../../../../commands/Keys.tsx'
import { runCommand } from '../../../../commands/registry.ts'
import { useCommand } from '../../../../commands/use-command.ts'
import { IconButton } from '../../../../ui/Button.tsx'
import { Icon } from '../../../../ui/Icon.tsx'
import { menuClasses } from '../../../../ui/menu-classes.ts'
import type { Actions } from '../use-actions.ts'
import { useCopyLink } from '../use-copy-link.ts'

type MoreMenuProps = {
  conversation: ConversationBody
  actions: Actions
  onMerge(): void
  onUnread(): void
  onDetails(): void
}

export function MoreMenu({
  conversation: { id },
  actions: { handBack },
  onMerge,
  onUnread,
  onDetails,
}: MoreMenuProps): ReactElement {
  const { t } = useTranslation('thread')
  const [opened, setOpened] = useState(false)
  const [handsOver, setHandsOver] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const copy = useCopyLink(id)
  // Where the bar has no room for them. Not merely out of sight: the first entry takes the focus, and arrows go by all.
  const onPhone = useMediaQuery('(max-width: 767px)', undefined, { getInitialValueInEffect: false })
  useCommand({
    id: 'conversation.unread',
    label: t('unread.command'),
    group: 'actions',
    keys: ['u'],
    run: onUnread,
  })
  useCommand({ id: 'conversation.merge', label: t('merge.command'), group: 'actions', run: onMerge })
  useCommand(
    {
      id: 'conversation.hand-back',
      label: t('handBack.command'),
      group: 'actions',
      run: () => handBack?.(),
    },
    handBack !== null,
  )

  /** The list to pick from keeps the focus it takes, and gives it back to the button. */
  function snooze(): void {
    setHandsOver(true)
    button.current?.focus({ preventScroll: true })
    runCommand('conversation.snooze')
  }

  return (
    <Menu
      opened={opened}
      returnFocus={!handsOver}
      withInitialFocusPlaceholder={false}
      onChange={(open) => {
        setOpened(open)
        if (open) setHandsOver(false)
      }}
      position="bottom-end"
      width={248}
      classNames={menuClasses}
    >
      <Menu.Target>
        <IconButton ref={button} icon="more" label={t('more')} />
      </Menu.Target>
      <Menu.Dropdown>
        {onPhone && (
          <>
            <Menu.Item leftSection={<Icon name="panel-right" size={14} />} onClick={onDetails}>
              {t('details')}
            </Menu.Item>
            <Menu.Item leftSection={<Icon name="moon" size={14} />} onClick={snooze}>
              {t('snooze.command')}
            </Menu.Item>
          </>
        )}
        {handBack && (
          <Menu.Item leftSection={<Icon name="turn" size={14} />} onClick={handBack}>
            {t('handBack.command')}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<Icon name="mail" size={14} />}
          rightSection={<CommandKeys id="conversation.unread" />}
          onClick={onUnread}
        >
          {t('unread.command')}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="link" size={14} />} onClick={copy}>
          {t('link.command')}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="merge" size={14} />} onClick={onMerge}>
          {t('merge.menu')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('transcript.title')}</Menu.Label>
        <Menu.Item
          component="a"
          href={transcriptPath(id, false)}
          download=""
          leftSection={<Icon name="download" size={14} />}
        >
          {t('transcript.said')}
        </Menu.Item>
        <Menu.Item
          component="a"
          href={transcriptPath(id, true)}
          download=""
          leftSection={<Icon name="lock" size={14} />}
        >
          {t('transcript.all')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
