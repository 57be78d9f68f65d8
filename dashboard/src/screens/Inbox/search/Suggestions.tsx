import type { MouseEvent, ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../../ui/Icon.tsx'
import { safeText } from '../../../ui/safe-text.ts'
import type { Suggestion } from './suggest.ts'

type SuggestionsProps = {
  id: string
  shown: boolean
  offered: readonly Suggestion[]
  active: number
  onTake(suggestion: Suggestion): void
  onForget(): void
}

/** Under the field; the focus stays in the field. */
export function Suggestions({
  id,
  shown,
  offered,
  active,
  onTake,
  onForget,
}: SuggestionsProps): ReactElement {
  const { t } = useTranslation('list')
  const stay = (event: MouseEvent): void => event.preventDefault()
  return (
    <div className="suggestions" hidden={!shown}>
      <div id={`${id}-list`} role="listbox" className="suggestions-list" aria-label={t('search.suggestions')}>
        {offered.map((suggestion, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
          <div
            key={suggestion.text}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className="suggestion"
            onMouseDown={stay}
            onClick={() => onTake(suggestion)}
          >
            <OneSuggestion suggestion={suggestion} />
          </div>
        ))}
      </div>
      {offered[0]?.kind === 'recent' && (
        <button
          type="button"
          className="suggestions-forget"
          tabIndex={-1}
          onMouseDown={stay}
          onClick={onForget}
        >
          {t('search.forget')}
        </button>
      )}
    </div>
  )
}

function OneSuggestion({ suggestion }: { suggestion: Suggestion }): ReactElement {
  const { t } = useTranslation('list')
  if (suggestion.kind === 'recent') {
    return (
      <>
        <Icon name="history" size={14} />
        <span className="ellipsis" dir="auto">
          {suggestion.text}
        </span>
      </>
    )
  }
  if (suggestion.kind === 'operator') {
    return (
      <>
        <span className="suggestion-operator">{suggestion.operator}:</span>
        <span className="ellipsis quiet">{t(`search.${suggestion.operator}`)}</span>
      </>
    )
  }
  const { operator, label } = suggestion
  const special = operator === 'assignee' && (label === 'me' || label === 'none')
  return (
    <>
      <span className="suggestion-operator">{operator}:</span>
      <span className="ellipsis" dir="auto">
        {safeText(label)}
      </span>
      {special && <span className="quiet">{t(`search.${label}`)}</span>}
    </>
  )
}
