import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { MessageBody } from '../../../../../../server/src/surfaces/manage/wire.ts'
import { CommandKeys, Keys } from '../../../../commands/Keys.tsx'
import { Badge } from '../../../../ui/Badge.tsx'
import { Button } from '../../../../ui/Button.tsx'
import { Icon } from '../../../../ui/Icon.tsx'
import { safeText } from '../../../../ui/safe-text.ts'
import { Time } from '../../../../ui/Time.tsx'
import { Body } from '../../thread/Body.tsx'
import type { Marked } from '../../thread/markdown/Markdown.tsx'
import './SendGuard.css'

type SendGuardProps = {
  newer: readonly MessageBody[]
  contact: string
  /** Lets names of teammates in notes stand out. */
  mentions: Marked
  onKeep(): void
  onSend(): void
}

/** Stands where the text is about to leave: what came in between, in full, before it is answered past. */
export function SendGuard({ newer, contact, mentions, onKeep, onSend }: SendGuardProps): ReactElement {
  const { t } = useTranslation('composer')
  return (
    <section className="guard" aria-label={t('guard.title')}>
      <p className="guard-title" role="alert">
        <Icon name="hand" size={14} />
        {t('guard.title')}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it may scroll, which must be possible by keyboard */}
      <ol className="guard-messages" tabIndex={0} aria-label={t('guard.messages', { count: newer.length })}>
        {newer.map((message) => (
          <li key={message.id}>
            <p className="guard-head">
              <b dir="auto">
                {safeText(
                  message.author.name ?? (message.author.kind === 'contact' ? contact : t('guard.somebody')),
                )}
              </b>
              {message.kind === 'note' && (
                <Badge tone="warn" icon="lock" small>
                  {t('tabs.note')}
                </Badge>
              )}
              <Time at={message.created_at} received={null} />
            </p>
            <Body message={message} mentions={mentions} />
            {message.attachments.length > 0 && (
              <p className="quiet">{t('guard.files', { count: message.attachments.length })}</p>
            )}
          </li>
        ))}
      </ol>
      <div className="guard-ways">
        <Button look="filled" size="small" onClick={onKeep}>
          {t('guard.keep')}
          <Keys keys="escape" />
        </Button>
        <Button size="small" onClick={onSend}>
          {t('guard.send')}
          <CommandKeys id="composer.send-anyway" />
        </Button>
      </div>
    </section>
  )
}
