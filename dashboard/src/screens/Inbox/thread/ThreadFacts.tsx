import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { useCommand } from '../../../commands/use-command.ts'
import { locale } from '../../../i18n/local.ts'
import { type Line, LiveStatus } from '../../../shell/LiveStatus.tsx'
import { Badge, type Tone } from '../../../ui/Badge.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import type { IconName } from '../../../ui/icon-paths.ts'
import { channelLook, channelWords } from '../channel-look.ts'
import { Proof } from '../Proof.tsx'
import type { Others } from '../presence/others.ts'
import { Viewers } from '../presence/Viewers.tsx'
import { AssigneePicker } from './bar/AssigneePicker.tsx'
import { PriorityMenu } from './bar/PriorityMenu.tsx'
import { TagPicker } from './bar/TagPicker.tsx'
import type { Actions, Person } from './use-actions.ts'
import './ThreadFacts.css'

type ThreadFactsProps = {
  conversation: ConversationBody | null
  actions: Actions | null
  me: Person
  live: Line
  others: Others | undefined
}

/** The second bar: channel, state, priority, tags, the baton that names who has it, and who else is here. */
export function ThreadFacts({ conversation, actions, me, live, others }: ThreadFactsProps): ReactElement {
  return (
    <div className="thread-facts">
      {conversation && actions && (
        <>
          <span className="thread-channel" title={channelWords(conversation.channel)}>
            <Icon name={channelLook[conversation.channel.kind].icon} size={14} />
            <span className="ellipsis">{channelWords(conversation.channel)}</span>
          </span>
          {conversation.visitor && <Proof visitor={conversation.visitor} />}
          <State conversation={conversation} />
          <PriorityMenu conversation={conversation} actions={actions} />
          <TagPicker conversation={conversation} actions={actions} />
          <AssigneePicker conversation={conversation} actions={actions} me={me} />
          <TakeOver conversation={conversation} actions={actions} me={me} />
        </>
      )}
      {others && others.viewers.length > 0 && <Viewers viewers={others.viewers} most={3} />}
      {live.state.phase !== 'live' && (
        <span className="thread-live">
          <LiveStatus line={live} />
        </span>
      )}
    </div>
  )
}

const look = {
  open: { tone: 'open', icon: 'circle' },
  pending: { tone: 'warn', icon: 'clock' },
  snoozed: { tone: 'snooze', icon: 'moon' },
  closed: { tone: 'closed', icon: 'circle-check' },
} as const satisfies Record<ConversationBody['status'], { tone: Tone; icon: IconName }>

function State({
  conversation: { status, snoozed_until },
}: {
  conversation: ConversationBody
}): ReactElement {
  const { t } = useTranslation('thread')
  const until = snoozed_until === null ? null : new Date(snoozed_until)
  const when = until?.toLocaleString(locale(), {
    ...(until.getTime() - Date.now() < 6 * 86_400_000
      ? { weekday: 'short' }
      : { day: 'numeric', month: 'short' }),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return (
    <Badge {...look[status]}>
      {status === 'snoozed' && when ? t('status.snoozedTo', { when }) : t(`status.${status}`)}
    </Badge>
  )
}

/** For whatever somebody else has, a bot or assistant above all: one press, and it is yours. */
function TakeOver({
  conversation: { owner, assignee },
  actions,
  me,
}: {
  conversation: ConversationBody
  actions: Actions
  me: Person
}): ReactElement | null {
  const { t } = useTranslation('thread')
  const mine = owner.kind === 'people' && assignee?.id === me.id
  const nobodys = owner.kind === 'people' && assignee === null
  const words = nobodys ? t('take.free') : t('take.over')
  const run = (): void => actions.assign(me)
  useCommand({ id: 'conversation.take', label: words, group: 'actions', keys: ['shift+a'], run }, !mine)
  if (mine) return null
  return (
    <Button className="thread-take" look="ghost" size="small" icon="hand" onClick={run}>
      {words}
    </Button>
  )
}
