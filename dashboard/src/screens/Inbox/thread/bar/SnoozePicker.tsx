import { type ReactElement, useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationBody } from '../../../../../../server/src/surfaces/manage/wire.ts'
import { useCommand } from '../../../../commands/use-command.ts'
import { inShape, locale } from '../../../../i18n/local.ts'
import { fitting } from '../../../../ui/fitting.ts'
import { Icon } from '../../../../ui/Icon.tsx'
import { type Choice, Picker } from '../../../../ui/Picker.tsx'
import { type SnoozeMoment, snoozeMoments } from '../../snooze-moments.ts'
import type { Actions } from '../use-actions.ts'
import { inWords } from './in-words.ts'
import type { Understood } from './understand.ts'

type Understand = typeof import('./understand.ts').understand

const WAKE = 'wake'
const shape = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
} as const

/** What every menu offers, or plain words; what they were understood as stands there before it is meant. */
export function SnoozePicker({
  conversation,
  actions,
}: {
  conversation: ConversationBody
  actions: Actions
}): ReactElement {
  const { t, i18n } = useTranslation('thread')
  const [opened, setOpened] = useState(false)
  const [search, setSearch] = useState('')
  const understand = useUnderstand(opened)
  const open = useCallback(() => setOpened(true), [])
  useCommand({
    id: 'conversation.snooze',
    label: t('snooze.command'),
    group: 'actions',
    keys: ['s'],
    run: open,
  })

  const now = new Date()
  const said: Understood | null =
    search.trim() === '' || !understand ? null : understand(search, i18n.language, now)
  const words = ({ name }: SnoozeMoment): string => t(`common:snooze.${name}`)
  const when = (at: Date) =>
    inShape({ ...shape, ...(at.getFullYear() !== now.getFullYear() && { year: 'numeric' }) }, at)
  const choices = (): Choice[] => [
    ...(said && 'at' in said
      ? [
          {
            value: said.at.toISOString(),
            words: when(said.at),
            mark: <Icon name="moon" size={14} />,
            hint: inWords(said.at, now, locale()),
          },
        ]
      : []),
    ...fitting(snoozeMoments(now), search, words).map((moment) => ({
      value: moment.at.toISOString(),
      words: words(moment),
      mark: <Icon name="clock" size={14} />,
      hint: when(moment.at),
    })),
    ...(conversation.status === 'snoozed' && search === ''
      ? [{ value: WAKE, words: t('snooze.wake'), mark: <Icon name="circle" size={14} /> }]
      : []),
  ]
  // A preset that says the same time is one choice.
  const distinct = (): Choice[] =>
    choices().filter(({ value }, place, all) => all.findIndex((other) => other.value === value) === place)

  return (
    <Picker
      name={t('snooze.name')}
      position="bottom-end"
      placeholder={t('snooze.placeholder')}
      nothing={said && 'problem' in said ? t(`snooze.${said.problem}`) : ''}
      opened={opened}
      onOpened={setOpened}
      search={search}
      onSearch={setSearch}
      choices={distinct}
      onPick={(value) => (value === WAKE ? actions.open() : actions.snooze(new Date(value)))}
      button={
        <button
          type="button"
          className="button button-ghost button-icon"
          aria-expanded={opened}
          aria-haspopup="listbox"
          aria-label={t('snooze.command')}
          title={t('snooze.title')}
          onClick={() => setOpened(!opened)}
        >
          <Icon name="moon" />
        </button>
      }
    />
  )
}

/** The parser comes when the list is first opened. */
function useUnderstand(wanted: boolean): Understand | null {
  const [understand, setUnderstand] = useState<Understand | null>(null)
  useEffect(() => {
    if (!wanted || understand) return
    let here = true
    import('./understand.ts').then(
      (module) => here && setUnderstand(() => module.understand),
      () => {
        // The presets do without it, and the next opening asks again.
      },
    )
    return () => {
      here = false
    }
  }, [wanted, understand])
  return understand
}
