import { useQuery } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listTeammates } from '../../../api/teammates.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { VoiceMark } from '../../../ui/VoiceMark.tsx'
import { channelLook } from '../channel-look.ts'
import { type Filters, filtersOf, without } from '../list/filters.ts'
import { ListPicker, type Named } from '../list/ListPicker.tsx'
import type { Place } from '../place.ts'
import { useKnownTags } from '../thread/bar/tags.ts'
import { useCounts } from './use-counts.ts'

type FilterMenusProps = { place: Place; go(place: Place): void; me: string }

const channels = ['tickets', 'chat', 'medium', 'assistants'] as const
const priorities = ['urgent', 'high', 'normal', 'low', 'none']
const sorts = ['last_message', 'oldest', 'created'] as const

/** Two buttons of the list's header: what to narrow it by, and in which order it stands. */
export default function FilterMenus({ place, go, me }: FilterMenusProps): ReactElement {
  const { t } = useTranslation('list')
  const [open, setOpen] = useState<'filter' | 'sort' | null>(null)
  const [typed, setTyped] = useState('')
  const tags = useKnownTags(typed, open === 'filter')
  const team = useQuery({
    queryKey: ['teammates'],
    queryFn: ({ signal }) => listTeammates(signal),
    enabled: open === 'filter',
  })
  const mentionsKnown = useCounts()?.mentions !== undefined
  const { filters = {} } = place
  const change = (next: Filters): void => go({ ...place, filters: next, message: null })
  const given: Readonly<Record<string, unknown>> = { ...filters, unread: String(filters.unread ?? '') }

  const choice = (
    name: keyof Filters,
    value: string,
    label: string,
    group?: string,
    mark?: Named['mark'],
  ): Named => ({
    value: `${name}=${value}`,
    label,
    chosen: given[name] === value,
    ...(group !== undefined && { group }),
    ...(mark !== undefined && { mark }),
  })
  const members = () => (team.data ?? []).filter(({ disabled_at, id }) => disabled_at === null && id !== me)
  const choices = (): Named[] => [
    choice('unread', 'true', t('filters.unread')),
    ...(mentionsKnown ? [choice('mentioned', 'me', t('filters.mentioned'))] : []),
    choice('assignee', 'me', t('filters.me'), t('filters.whose'), <VoiceMark voice="me" name="" size={16} />),
    choice(
      'assignee',
      'none',
      t('filters.nobody'),
      t('filters.whose'),
      <VoiceMark voice="nobody" name="" size={16} />,
    ),
    ...members().map(({ id, name }) =>
      choice('assignee', id, name, t('filters.whose'), <VoiceMark voice="human" name={name} size={18} />),
    ),
    ...priorities.map((priority) =>
      choice('priority', priority, t(`priority.${priority}`), t('filters.how')),
    ),
    ...channels.map((kind) =>
      choice(
        'channel',
        kind,
        t(`channel.${kind}`),
        t('filters.where'),
        <Icon name={channelLook[kind].icon} size={14} />,
      ),
    ),
    ...tags.map((tag) => choice('tag', tag, tag, t('filters.tag'))),
  ]

  function pick(picked: string): void {
    const at = picked.indexOf('=')
    const name = picked.slice(0, at) as keyof Filters
    const value = picked.slice(at + 1)
    change(given[name] === value ? without(filters, name) : { ...filters, ...filtersOf({ [name]: value }) })
  }

  const sort = filters.sort ?? 'last_message'
  return (
    <>
      <ListPicker
        icon="list-filter"
        name={t('list.filter')}
        label={t('list.filterFind')}
        choices={choices}
        opened={open === 'filter'}
        onOpened={(opened) => setOpen(opened ? 'filter' : null)}
        onSearch={setTyped}
        onPick={pick}
      />
      {filters.q === undefined && (
        <ListPicker
          icon="arrow-down-wide"
          name={`${t('list.sort')}: ${t(`sort.${sort}`)}`}
          label={t('list.sort')}
          choices={() => sorts.map((one) => ({ value: one, label: t(`sort.${one}`), chosen: sort === one }))}
          opened={open === 'sort'}
          onOpened={(opened) => setOpen(opened ? 'sort' : null)}
          onPick={(one) => change({ ...without(filters, 'sort'), ...filtersOf({ sort: one }) })}
        />
      )}
    </>
  )
}
