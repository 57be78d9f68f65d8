import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationBody, Priority } from '../../../../../../server/src/surfaces/manage/wire.ts'
import { listTeammates } from '../../../../api/teammates.ts'
import type { IconName } from '../../../../ui/icon-paths.ts'
import { VoiceMark } from '../../../../ui/VoiceMark.tsx'
import { snoozeMoments } from '../../snooze-moments.ts'
import { tagFrom, useKnownTags } from '../../thread/bar/tags.ts'
import { untilWords } from '../../until-words.ts'
import type { Named } from '../ListPicker.tsx'
import { assigning, prioritising, snoozing, tagging, untagging } from './bulk-changes.ts'
import type { BulkChange } from './bulk-plan.ts'
import type { BulkMenuName } from './use-bulk-keys.ts'

type BulkMenu = {
  of: BulkMenuName
  icon: IconName
  name: string
  label: string
  choices(): Named[]
  changeOf(value: string): BulkChange
  onSearch?: (text: string) => void
  create?: (typed: string) => { value: string; words: string } | null
}

const NOBODY = 'none'
const priorities: readonly Priority[] = ['urgent', 'high', 'normal', 'low']

/** What may be done to many at once besides closing them, each with what there is to pick from. */
export function useBulkMenus(
  selected: readonly ConversationBody[],
  me: string,
  opened: BulkMenuName | null,
): BulkMenu[] {
  const { t } = useTranslation('list')
  const [typed, setTyped] = useState('')
  const team = useQuery({ queryKey: ['teammates'], queryFn: ({ signal }) => listTeammates(signal) })
  const known = useKnownTags(typed, opened === 'tag')
  const members = (team.data ?? []).filter(({ disabled_at }) => disabled_at === null)
  const tags = new Set([...selected.flatMap((row) => row.tags), ...known])
  const everyones = (tag: string): boolean => selected.every((row) => row.tags.includes(tag))
  const named = (word: string, key: string): string => `${word} (${key})`
  return [
    {
      of: 'assign',
      icon: 'user',
      name: named(t('commands.assign'), 'A'),
      label: t('bulk.assignTo'),
      choices: () => [
        ...members
          .toSorted((a, b) => Number(b.id === me) - Number(a.id === me))
          .map(({ id, name }) => ({
            value: id,
            label: name,
            mark: <VoiceMark voice={id === me ? 'me' : 'human'} name={name} size={18} />,
            ...(id === me && { hint: t('filters.me') }),
          })),
        {
          value: NOBODY,
          label: t('filters.nobody'),
          mark: <VoiceMark voice="nobody" name="" size={16} />,
        },
      ],
      changeOf: (value) => assigning(members.find(({ id }) => id === value) ?? null),
    },
    {
      of: 'tag',
      icon: 'tag',
      name: named(t('commands.tag'), 'T'),
      label: t('bulk.tagWith'),
      choices: () => [...tags].map((tag) => ({ value: tag, label: tag, chosen: everyones(tag) })),
      changeOf: (tag) => (everyones(tag) ? untagging(tag) : tagging(tag)),
      onSearch: setTyped,
      create(text) {
        const tag = tagFrom(text)
        return tag === null ? null : { value: tag, words: t('bulk.newTag', { tag }) }
      },
    },
    {
      of: 'priority',
      icon: 'signal',
      name: named(t('commands.priority'), 'P'),
      label: t('commands.priority'),
      choices: () => [
        ...priorities.map((priority) => ({ value: priority, label: t(`priority.${priority}`) })),
        { value: NOBODY, label: t('priority.none') },
      ],
      changeOf(value) {
        const priority = priorities.find((one) => one === value) ?? null
        return prioritising(priority, t(`priority.${priority ?? 'none'}`))
      },
    },
    {
      of: 'snooze',
      icon: 'moon',
      name: named(t('commands.snooze'), 'S'),
      label: t('bulk.snoozeUntil'),
      choices: () =>
        snoozeMoments(new Date()).map(({ name, at }) => ({
          value: at.toISOString(),
          label: t(`common:snooze.${name}`),
          hint: untilWords(at.getTime(), Date.now()),
        })),
      changeOf: (value) => snoozing(value, untilWords(value, Date.now())),
    },
  ]
}
