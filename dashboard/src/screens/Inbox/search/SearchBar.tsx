import { type KeyboardEvent, type ReactElement, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import type { Conversations } from '../list/use-conversations.ts'
import type { Place } from '../place.ts'
import { forgetSearches, keepSearch, recentSearches } from './recent.ts'
import { Suggestions } from './Suggestions.tsx'
import { type Suggestion, suggestions } from './suggest.ts'
import { joinQuery, splitQuery, tokensOf, type Wrong, wrongOf } from './tokens.ts'
import { useKnown } from './use-known.ts'
import './SearchBar.css'

const MOST_TERMS = 20

type SearchBarProps = {
  place: Place
  go(place: Place): void
  list: Conversations
  me: string
  /** Changes each time the field is to take the focus. */
  asked: number
  onLeave(): void
  onResults(): void
}

/** In place of the list's header while somebody searches. Finished operators become chips below; words stay here. */
export function SearchBar({ place, go, list, me, asked, onLeave, onResults }: SearchBarProps): ReactElement {
  const { t } = useTranslation('list')
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const q = place.filters?.q ?? ''
  const { chips, text: said } = splitQuery(q)
  const [text, setText] = useState(said)
  const known = useKnown(list, text)
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const [wrong, setWrong] = useState<string | null>(null)

  // The address changed by something else than typing: a chip taken away, the back button.
  useEffect(() => {
    const { text: now } = splitQuery(q)
    setText((was) => (was.trim() === now ? was : now))
  }, [q])
  // biome-ignore lint/correctness/useExhaustiveDependencies: asking again focuses again
  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [asked])

  const offered = suggestions(text, known, chips.length === 0 ? recentSearches(me) : [], new Date())
  const shown = open && offered.length > 0

  function inWords({ key, operator, values }: Wrong): string {
    return t(`search.wrong.${key}`, { operator, values })
  }

  /** Searches for all of it, unless something in it is wrong: that is said instead. */
  function search(next: string): boolean {
    const tokens = tokensOf(next)
    const mistake = tokens.map(wrongOf).find((one) => one !== null)
    const refused = tokens.length > MOST_TERMS ? t('search.wrong.many') : mistake ? inWords(mistake) : null
    setWrong(refused)
    if (refused !== null) return false
    if (next !== '') keepSearch(me, next)
    const { q: _, ...filters } = place.filters ?? {}
    go({ ...place, filters: next === '' ? filters : { ...filters, q: next }, message: null })
    return true
  }

  function type(next: string): void {
    setText(next)
    setWrong(null)
    setActive(-1)
    setOpen(true)
    // An operator that a space ends is finished.
    const { chips: finished, text: rest } = splitQuery(next)
    if (finished.length > 0 && /\s$/.test(next) && (next.match(/"/g)?.length ?? 0) % 2 === 0) {
      if (search(joinQuery([...chips, ...finished], rest))) setText(rest === '' ? '' : `${rest} `)
    }
  }

  function take(suggestion: Suggestion): void {
    if (suggestion.kind === 'recent') {
      if (search(suggestion.text)) close()
    } else type(suggestion.text)
    field.current?.focus()
  }

  function close(): void {
    setOpen(false)
    setActive(-1)
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    const { key } = event
    const picked = shown ? offered[active] : undefined
    if (key === 'ArrowDown' && !shown) onResults()
    else if (key === 'ArrowDown') setActive((active + 1) % offered.length)
    else if (key === 'ArrowUp' && shown) setActive((active <= 0 ? offered.length : active) - 1)
    else if ((key === 'Enter' || key === 'Tab') && picked) take(picked)
    else if (key === 'Enter') {
      if (search(joinQuery(chips, text))) close()
    } else if (key === 'Escape' && shown) close()
    else if (key === 'Escape') onLeave()
    else if (key === 'Backspace' && text === '' && chips.length > 0) {
      const last = chips.at(-1)
      if (search(joinQuery(chips.slice(0, -1), ''))) setText(last?.raw ?? '')
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  const refusal = list.problem?.status === 422 ? list.problem.message : null
  const mistake = wrong ?? refusal
  return (
    <div className="search">
      <h1 className="for-readers">{t('search.name')}</h1>
      <div className="bar search-bar">
        <Icon name="search" />
        <input
          ref={field}
          className="search-field"
          type="text"
          role="combobox"
          autoComplete="off"
          spellCheck={false}
          dir="auto"
          value={text}
          placeholder={chips.length === 0 ? t('search.hint') : ''}
          aria-label={t('search.name')}
          aria-expanded={shown}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={shown && active >= 0 ? `${id}-${active}` : undefined}
          aria-invalid={mistake !== null}
          aria-describedby={mistake === null ? undefined : `${id}-wrong`}
          onChange={(event) => type(event.currentTarget.value)}
          onFocus={() => setOpen(text === '' || active >= 0)}
          onClick={() => setOpen(true)}
          onBlur={close}
          onKeyDown={onKeyDown}
        />
        <IconButton icon="x" label={t('search.leave')} onClick={onLeave} />
      </div>
      {mistake !== null && (
        <p className="search-wrong" id={`${id}-wrong`} role="alert">
          <Icon name="circle-alert" size={12} />
          {mistake}
        </p>
      )}
      <p className="for-readers" role="status">
        {q !== '' && list.phase === 'ready' && t('search.count', { count: list.items.length })}
      </p>
      <Suggestions
        id={id}
        shown={shown}
        offered={offered}
        active={active}
        onTake={take}
        onForget={() => {
          forgetSearches(me)
          close()
        }}
      />
    </div>
  )
}
