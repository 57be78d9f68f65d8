import type { ReactElement, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { CommandKeys } from '../../../commands/Keys.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { useSecondsLeft } from '../../../ui/use-seconds-left.ts'
import { hasNotFollowed, type Outgoing, type OutgoingWays } from '../composer/outbox/outgoing.ts'
import { useWhyWords } from '../composer/outbox/use-why-words.ts'
import './Delivery.css'

type OnItsWayProps = {
  letter: Outgoing
  /** Of several, the one that the key undoes. */
  last: boolean
  ways: RefObject<OutgoingWays | null>
}

/** Under a message that the server does not have yet, or after which something did not follow: how far it is. */
export function OnItsWay({ letter: { id, state }, last, ways }: OnItsWayProps): ReactElement {
  const { t } = useTranslation('composer')
  const words = useWhyWords()
  const troubled = state.phase === 'waiting' && state.why.code !== 'left'
  const wait = useSecondsLeft(troubled ? state.until : undefined)
  if (troubled)
    return (
      <p className="delivery delivery-bad">
        <Icon name="circle-alert" size={12} />
        <span role="alert">{t('outgoing.notYet', { why: words(state.why) })}</span>
        <span className="figures">
          {wait > 0 ? t('outgoing.next', { count: wait }) : t('outgoing.trying')}
        </span>
        <span className="delivery-acts">
          <Act words={t('outgoing.retryNow')} run={() => ways.current?.retry(id)} />
          <Act words={t('outgoing.takeBack')} run={() => ways.current?.takeBack(id)} />
        </span>
      </p>
    )
  if (state.phase === 'sent' && hasNotFollowed(state.follow))
    return (
      <p className="delivery delivery-bad">
        <Icon name="circle-alert" size={12} />
        <span role="alert">{t('outgoing.notFollowed', { why: words(state.follow.failed) })}</span>
        <span className="delivery-acts">
          <Act words={t('common:retry')} run={() => ways.current?.retry(id)} />
          <Act words={t('outgoing.letBe')} run={() => ways.current?.dismiss(id)} />
        </span>
      </p>
    )
  return (
    <p className="delivery">
      <Icon name="clock" size={12} />
      <span role="status">{t('outgoing.sending')}</span>
      {state.phase === 'held' && (
        <>
          <span aria-hidden="true">·</span>
          <Act words={t('common:undo')} run={() => ways.current?.undo(id)} />
          {last && <CommandKeys id="composer.undo-send" />}
        </>
      )}
    </p>
  )
}

function Act({ words, run }: { words: string; run(): void }): ReactElement {
  return (
    <button type="button" className="delivery-act" onClick={run}>
      {words}
    </button>
  )
}
