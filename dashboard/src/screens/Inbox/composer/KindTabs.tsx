import type { ReactElement } from 'react'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { CommandKeys } from '../../../commands/Keys.tsx'
import { type Desk, KINDS, type Kind } from './desk/desk.ts'

type KindTabsProps = { kind: Kind; desk: Desk | null; onTurn(kind: Kind): void }

export function KindTabs({ kind, desk, onTurn }: KindTabsProps): ReactElement {
  const { t } = useTranslation('composer')
  const other: Kind = kind === 'reply' ? 'note' : 'reply'
  return (
    <div className="composer-tabs" role="tablist" aria-label={t('tabs.label')}>
      {KINDS.map((each) => (
        <button
          key={each}
          id={`composer-tab-${each}`}
          type="button"
          role="tab"
          className="composer-tab"
          aria-selected={each === kind}
          aria-controls="composer-panel"
          tabIndex={each === kind ? 0 : -1}
          onClick={() => onTurn(each)}
          onKeyDown={({ key }) => {
            if (key === 'ArrowLeft' || key === 'ArrowRight') onTurn(other)
          }}
        >
          {t(`tabs.${each}`)}
          {desk && each !== kind && <DraftDot desk={desk} kind={each} />}
          <CommandKeys id={`composer.${each}`} />
        </button>
      ))}
    </div>
  )
}

/** The tab that is not open has an unsent text. */
function DraftDot({ desk, kind }: { desk: Desk; kind: Kind }): ReactElement | null {
  const { t } = useTranslation('composer')
  const { draft } = desk[kind]
  const { text } = useSyncExternalStore(draft.subscribe, draft.view)
  if (text.trim() === '') return null
  return (
    <span className="composer-dot">
      <span className="for-readers">{t('tabs.draft')}</span>
    </span>
  )
}
