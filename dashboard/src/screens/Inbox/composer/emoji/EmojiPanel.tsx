import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, type ReactElement, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Emoji, findEmoji, loadEmoji } from './emoji.ts'
import './EmojiPanel.css'

const GROUPS = [0, 1, 3, 4, 5, 6, 7, 8, 9] as const
const MOST_FOUND = 120

type EmojiPanelProps = { onPick(sign: string): void; onClose(): void }

/** Search on top, signs below; arrows walk through them, Enter takes one, Esc goes back to the text. */
export default function EmojiPanel({ onPick, onClose }: EmojiPanelProps): ReactElement {
  const { t, i18n } = useTranslation('composer')
  const [query, setQuery] = useState('')
  const grid = useRef<HTMLDivElement>(null)
  const { data, isError, refetch } = useQuery({
    queryKey: ['emoji', i18n.language],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => loadEmoji(i18n.language),
  })
  const all = data ?? []
  const found = query.trim() === '' ? null : findEmoji(all, query, MOST_FOUND)

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      onClose()
      return
    }
    const signs = [...(grid.current?.querySelectorAll('button') ?? [])]
    // Anything else is in no list of buttons.
    const at = signs.indexOf(document.activeElement as HTMLButtonElement)
    const next = signs[nextOf(event.key, at, signs)]
    if (event.key === 'Enter' && at < 0 && signs[0]) signs[0].click()
    else if (next) next.focus()
    else return
    event.preventDefault()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the field and the signs within
    <div className="composer-above emoji-panel" onKeyDown={onKeyDown}>
      <input
        // It opens by a press on its tool or its command: what comes next is typing.
        // biome-ignore lint/a11y/noAutofocus: see above
        autoFocus
        className="emoji-search"
        type="text"
        value={query}
        placeholder={t('emoji.search')}
        aria-label={t('emoji.search')}
        onChange={(event) => setQuery(event.currentTarget.value)}
      />
      <div className="emoji-grid" ref={grid}>
        {isError && (
          <p className="emoji-nothing">
            {t('emoji.failed')}{' '}
            <button type="button" className="button-link" onClick={() => void refetch()}>
              {t('common:retry')}
            </button>
          </p>
        )}
        {found?.length === 0 && <p className="emoji-nothing quiet">{t('emoji.none', { query })}</p>}
        {found && <Signs label={t('emoji.found')} signs={found} onPick={onPick} />}
        {!found &&
          all.length > 0 &&
          GROUPS.map((group) => (
            <Signs
              key={group}
              label={t(`emoji.groups.${group}`)}
              signs={all.filter(([each]) => each === group)}
              onPick={onPick}
            />
          ))}
      </div>
    </div>
  )
}

type SignsProps = { label: string; signs: readonly Emoji[]; onPick(sign: string): void }

function Signs({ label, signs, onPick }: SignsProps): ReactElement {
  return (
    <section aria-label={label} className="emoji-group">
      <p className="emoji-title" aria-hidden="true">
        {label}
      </p>
      <div className="emoji-signs">
        {signs.map(([, sign, name]) => (
          <button
            key={sign}
            type="button"
            tabIndex={-1}
            title={name}
            aria-label={name}
            onClick={() => onPick(sign)}
          >
            {sign}
          </button>
        ))}
      </div>
    </section>
  )
}

/** Up and down by what stands above and below, for groups end in the middle of a line. */
function nextOf(key: string, at: number, signs: readonly HTMLElement[]): number {
  if (key === 'ArrowDown' && at < 0) return 0
  if (at < 0) return -1
  if (key === 'ArrowRight') return at + 1
  if (key === 'ArrowLeft') return at - 1
  const here = signs[at]?.getBoundingClientRect()
  if (!here || (key !== 'ArrowDown' && key !== 'ArrowUp')) return -1
  const down = key === 'ArrowDown'
  const near = (sign: HTMLElement): boolean =>
    Math.abs(sign.getBoundingClientRect().left - here.left) < here.width / 2
  const beyond = (sign: HTMLElement): boolean =>
    down ? sign.getBoundingClientRect().top > here.top : sign.getBoundingClientRect().top < here.top
  return down
    ? signs.findIndex((sign, place) => place > at && beyond(sign) && near(sign))
    : signs.findLastIndex((sign, place) => place < at && beyond(sign) && near(sign))
}
