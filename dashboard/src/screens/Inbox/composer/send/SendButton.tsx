import { type ReactElement, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { CommandKeys } from '../../../../commands/Keys.tsx'
import { lazyPart } from '../../../../lazy-part.ts'
import { Button } from '../../../../ui/Button.tsx'
import { Icon } from '../../../../ui/Icon.tsx'
import type { SendMenuProps } from './SendMenu.tsx'
import './SendButton.css'

const SendMenu = lazyPart(() => import('./SendMenu.tsx'))

/** `quiet`: another button is the one to press now. */
export function SendButton({ quiet, ...props }: SendMenuProps & { quiet: boolean }): ReactElement {
  const { t } = useTranslation('composer')
  return (
    <span className={quiet ? 'send-split send-quiet' : 'send-split'}>
      <Button look={quiet ? 'outline' : 'filled'} className="send-main" onClick={() => props.onSend([])}>
        {t(props.kind === 'note' ? 'send.note' : 'send.reply')}
        <CommandKeys id="composer.send" />
      </Button>
      <Suspense fallback={<Place label={t('send.more')} />}>
        <SendMenu {...props} />
      </Suspense>
    </span>
  )
}

/** Holds the place of the menu's button for the moment until the menu is there. */
function Place({ label }: { label: string }): ReactElement {
  return (
    <button type="button" className="button button-filled send-more" aria-label={label} disabled>
      <Icon name="chevron-down" size={14} />
    </button>
  )
}
