import { type ReactElement, useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationBody } from '../../../../../../server/src/surfaces/manage/wire.ts'
import { CommandKeys } from '../../../../commands/Keys.tsx'
import { isCommand, runCommand } from '../../../../commands/registry.ts'
import { useCommand } from '../../../../commands/use-command.ts'
import { Button, IconButton } from '../../../../ui/Button.tsx'
import { safeText } from '../../../../ui/safe-text.ts'
import { CLOSE, CLOSE_OPEN } from '../../list/use-list-keys.ts'
import type { Actions } from '../use-actions.ts'
import { useCopyLink } from '../use-copy-link.ts'
import { MoreMenu } from './MoreMenu.tsx'
import { SnoozePicker } from './SnoozePicker.tsx'
import './ThreadBar.css'

type ThreadBarProps = {
  conversation: ConversationBody | null
  actions: Actions | null
  onBack(): void
  onDetails(): void
  onMerge(): void
  onUnread(): void
}

/** The first bar: what it is about, and what ends or postpones it. */
export function ThreadBar(props: ThreadBarProps): ReactElement {
  const { conversation, actions, onBack, onDetails, onMerge, onUnread } = props
  const { t } = useTranslation('thread')
  return (
    <div className="thread-bar">
      <IconButton className="thread-back" icon="arrow-left" label={t('back')} onClick={onBack} />
      <h1 className="ellipsis" dir="auto" title={conversation?.title}>
        {conversation && safeText(conversation.title)}
      </h1>
      {conversation && actions && (
        <>
          <CopyLink conversation={conversation} />
          <span className="thread-wide">
            <SnoozePicker conversation={conversation} actions={actions} />
          </span>
          <CloseButton status={conversation.status} actions={actions} />
          <MoreMenu
            conversation={conversation}
            actions={actions}
            onMerge={onMerge}
            onUnread={onUnread}
            onDetails={onDetails}
          />
          <IconButton
            className="thread-details"
            icon="panel-right"
            label={t('details')}
            onClick={onDetails}
          />
        </>
      )}
    </div>
  )
}

function CopyLink({ conversation: { id } }: { conversation: ConversationBody }): ReactElement {
  const { t } = useTranslation('thread')
  const copy = useCopyLink(id)
  useCommand({
    id: 'conversation.link',
    label: t('link.command'),
    group: 'actions',
    keys: ['shift+c'],
    run: copy,
  })
  return <IconButton className="thread-link" icon="link" label={t('link.command')} onClick={copy} />
}

function CloseButton({
  status,
  actions,
}: {
  status: ConversationBody['status']
  actions: Actions
}): ReactElement {
  const { t } = useTranslation('thread')
  const closed = status === 'closed'
  const words = closed ? t('reopen') : t('close')
  const [busy, setBusy] = useState(false)
  const run = useCallback(() => {
    // Twice in a row is a slip: the second press would undo the first.
    if (busy) return
    setBusy(true)
    setTimeout(() => setBusy(false), 400)
    if (closed) actions.open()
    else if (isCommand(CLOSE_OPEN)) runCommand(CLOSE_OPEN)
    else actions.close()
  }, [busy, closed, actions])
  // Who stands on a row of the list means that one.
  const byKey = (): void => (document.activeElement?.closest('[role=grid]') ? runCommand(CLOSE) : run())
  useCommand({ id: 'conversation.close', label: words, group: 'actions', keys: ['e'], run: byKey })
  return (
    <Button
      className={closed ? 'thread-close' : 'thread-close thread-close-open'}
      icon={closed ? 'circle' : 'circle-check'}
      onClick={run}
    >
      {words}
      <CommandKeys id="conversation.close" />
    </Button>
  )
}
