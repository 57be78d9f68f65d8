import { Modal } from '@mantine/core'
import { type KeyboardEvent, type ReactElement, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Keys } from '../../commands/Keys.tsx'
import { runCommand } from '../../commands/registry.ts'
import { usePlace } from '../../screens/Inbox/place.ts'
import { focusAtOnce } from '../../ui/focus-at-once.ts'
import { Icon } from '../../ui/Icon.tsx'
import { KEYS } from '../command-ids.ts'
import { Marked } from './Marked.tsx'
import { rememberRun } from './recent.ts'
import { Subject } from './Subject.tsx'
import { type Entry, useEntries } from './use-entries.ts'
import './Palette.css'

/** Everything that can be done or gone to, by typing a part of it. */
export default function Palette({ onClose }: { onClose(): void }): ReactElement {
  const { t } = useTranslation('shell')
  const [place] = usePlace()
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const { groups, failed } = useEntries(query, place)
  const entries = groups.flatMap((group) => group.entries)
  const at = Math.min(active, Math.max(0, entries.length - 1))
  const list = useRef<HTMLDivElement>(null)
  const id = useId()
  const optionId = (entry: Entry): string => `${id}-${entry.id}`
  const current = entries[at]

  const currentId = current?.id
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is chosen comes into sight when the choice moves
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [currentId])

  function choose(entry: Entry): void {
    rememberRun(entry.id)
    onClose()
    // After the dialog gave the focus back, so that the command may take it elsewhere.
    requestAnimationFrame(() => requestAnimationFrame(entry.run))
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && entries.length > 0) setActive((at + step + entries.length) % entries.length)
    else if (event.key === 'Enter' && current) choose(current)
    else if (event.key === '?' && query === '') {
      onClose()
      runCommand(KEYS)
    } else return
    event.preventDefault()
  }

  return (
    <Modal.Root
      opened
      onClose={onClose}
      size={640}
      yOffset="min(104px, 16vw - 50px)"
      transitionProps={{ transition: 'fade', duration: 90 }}
      classNames={{ content: 'palette' }}
    >
      <Modal.Overlay />
      <Modal.Content aria-label={t('palette.title')}>
        <div className="palette-query">
          {place.conversation === null ? (
            <Icon name="search" />
          ) : (
            <Subject conversation={place.conversation} />
          )}
          <input
            ref={focusAtOnce}
            role="combobox"
            aria-expanded="true"
            aria-controls={`${id}-list`}
            aria-activedescendant={current && optionId(current)}
            aria-autocomplete="list"
            aria-label={t('palette.placeholder')}
            placeholder={t('palette.placeholder')}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
            maxLength={200}
            value={query}
            onChange={(event) => {
              setQuery(event.target.value)
              setActive(0)
            }}
            onKeyDown={onKeyDown}
          />
        </div>
        <div
          className="palette-list"
          id={`${id}-list`}
          role="listbox"
          aria-label={t('palette.found')}
          ref={list}
        >
          {groups.map(({ name, entries: own }) => (
            // biome-ignore lint/a11y/useSemanticElements: a fieldset groups fields, these are options
            <div role="group" aria-label={t(`palette.groups.${name}`)} key={name}>
              <div className="palette-group" aria-hidden="true">
                {t(`palette.groups.${name}`)}
              </div>
              {own.map((entry) => (
                // biome-ignore lint/a11y/useKeyWithClickEvents: keys are heard in the field, which keeps the focus
                <div
                  key={entry.id}
                  id={optionId(entry)}
                  className="palette-entry"
                  role="option"
                  tabIndex={-1}
                  aria-selected={entry === current}
                  onClick={() => choose(entry)}
                  onPointerMove={() => setActive(entries.indexOf(entry))}
                >
                  {entry.mark}
                  <span className="ellipsis palette-label" dir="auto">
                    <b>
                      <Marked text={entry.label} ranges={entry.ranges} />
                    </b>
                    {entry.hint && <span className="palette-hint">{entry.hint}</span>}
                  </span>
                  {entry.keys && (
                    <span className="palette-keys">
                      <Keys keys={entry.keys} />
                    </span>
                  )}
                </div>
              ))}
            </div>
          ))}
        </div>
        {entries.length === 0 && <p className="palette-none">{t('palette.none', { query })}</p>}
        {failed && (
          <p className="palette-failed">
            <Icon name="cloud-off" size={14} />
            {t('palette.failed', { reason: failed.message })}
          </p>
        )}
        <p className="for-readers" role="status">
          {t('palette.count', { count: entries.length })}
        </p>
        <div className="palette-foot" aria-hidden="true">
          <span>
            <Keys keys="arrowup" /> <Keys keys="arrowdown" /> {t('palette.choose')}
          </span>
          <span>
            <Keys keys="enter" /> {t('palette.run')}
          </span>
          <span className="palette-foot-end">
            {t('menu.keys')} <Keys keys="?" />
          </span>
        </div>
      </Modal.Content>
    </Modal.Root>
  )
}
