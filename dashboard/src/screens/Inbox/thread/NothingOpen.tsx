import type { ReactElement } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import { CommandKeys, Keys } from '../../../commands/Keys.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import './NothingOpen.css'

export function NothingOpen({ pickable }: { pickable: boolean }): ReactElement {
  const { t } = useTranslation('thread')
  return (
    <section className="nothing-open" aria-label={t('nothing.label')}>
      {pickable && (
        <EmptyState icon="chat" title={t('nothing.title')}>
          <Trans
            t={t}
            i18nKey="nothing.keys"
            components={{
              next: <CommandKeys id="list.next" />,
              previous: <CommandKeys id="list.previous" />,
              open: <Keys keys="enter" />,
              back: <Keys keys="escape" />,
            }}
          />
        </EmptyState>
      )}
    </section>
  )
}
