import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { runCommand } from '../../../commands/registry.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { safeText } from '../../../ui/safe-text.ts'
import { channelLook, channelWords } from '../channel-look.ts'
import { holderOf } from '../holder.ts'
import type { Actions, Person } from '../thread/use-actions.ts'
import { CopyableId } from './CopyableId.tsx'
import { Fact } from './Fact.tsx'
import { Moment } from './Moment.tsx'

type ConversationFactsProps = {
  conversation: ConversationBody
  actions: Actions | null
  me: Person
  onLeave(): void
}

export function ConversationFacts(props: ConversationFactsProps): ReactElement {
  const { conversation, actions, me, onLeave } = props
  const { id, channel, number, priority, tags, source_specific_id, created_at, last_message_at } =
    conversation
  const { t } = useTranslation('context')
  const { t: words } = useTranslation('thread')
  const holder = holderOf(conversation, me.id)
  return (
    <section className="facts">
      <h3>{t('conversation.title')}</h3>
      <dl className="facts-list">
        {number && <Fact name={t('conversation.number')}>{number}</Fact>}
        <Fact name={t('conversation.heldBy')}>
          {holder.voice === 'human' ? safeText(holder.name) : t(`holder.${holder.voice}`)}
        </Fact>
        <Fact name={t('conversation.priority')}>{words(`priority.${priority ?? 'none'}`)}</Fact>
        <Fact name={t('conversation.channel')}>
          <span className="facts-channel">
            <Icon name={channelLook[channel.kind].icon} size={12} />
            {channelWords(channel)}
          </span>
        </Fact>
        <Fact name={t('conversation.opened')}>
          <Moment at={created_at} />
        </Fact>
        <Fact name={t('conversation.last')}>
          <Moment at={last_message_at} />
        </Fact>
        {source_specific_id !== null && (
          <Fact name={t('conversation.sourceId')}>
            <CopyableId id={source_specific_id} what={t('conversation.aSourceId')} />
          </Fact>
        )}
        <Fact name={number === null ? t('conversation.id') : t('conversation.ticketId')}>
          <CopyableId id={id} what={number === null ? t('conversation.anId') : t('conversation.aTicketId')} />
        </Fact>
        <Fact name={t('conversation.tags')}>
          <span className="facts-tags">
            {tags.map((tag) => (
              <span className="tag" key={tag} dir="auto">
                <span className="tag-words">{safeText(tag)}</span>
                {actions && (
                  <button
                    type="button"
                    className="tag-off"
                    aria-label={t('conversation.removeTag', { tag })}
                    title={t('conversation.removeTag', { tag })}
                    onClick={() => actions.setTags(tags.filter((other) => other !== tag))}
                  >
                    <Icon name="x" size={12} />
                  </button>
                )}
              </span>
            ))}
            {actions && (
              <button
                type="button"
                className="tag tag-add"
                aria-label={t('conversation.addTag')}
                title={t('conversation.addTag')}
                onClick={() => {
                  onLeave()
                  runCommand('conversation.tag')
                }}
              >
                <Icon name="plus" size={12} />
              </button>
            )}
          </span>
        </Fact>
      </dl>
    </section>
  )
}
