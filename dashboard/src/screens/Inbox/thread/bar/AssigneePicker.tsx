import { type ReactElement, useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationBody } from '../../../../../../server/src/surfaces/manage/wire.ts'
import { useCommand } from '../../../../commands/use-command.ts'
import { fitting } from '../../../../ui/fitting.ts'
import { type Choice, Picker } from '../../../../ui/Picker.tsx'
import { VoiceMark } from '../../../../ui/VoiceMark.tsx'
import { holderOf } from '../../holder.ts'
import type { Actions, Person } from '../use-actions.ts'
import { usePeople } from '../use-people.ts'

const NOBODY = 'nobody'

/** The baton: who has it, and under it everybody who could. */
export function AssigneePicker({
  conversation,
  actions,
  me,
}: {
  conversation: ConversationBody
  actions: Actions
  me: Person
}): ReactElement {
  const { t } = useTranslation('thread')
  const [opened, setOpened] = useState(false)
  const [search, setSearch] = useState('')
  const people = usePeople()
  const open = useCallback(() => setOpened(true), [])
  useCommand({
    id: 'conversation.assign',
    label: t('assign.command'),
    group: 'actions',
    keys: ['a'],
    run: open,
  })

  const holder = holderOf(conversation, me.id)
  const words = t(`holder.${holder.voice}`, { name: holder.name })
  const held = conversation.owner.kind === 'people' ? (conversation.assignee?.id ?? NOBODY) : ''
  const others = people.filter(({ id }) => id !== me.id)
  const choices = (): Choice[] => [
    ...fitting([me], search, ({ name }) => `${name} ${t('assign.me')}`).map(({ id, name }) => ({
      value: id,
      words: t('assign.toMe', { name }),
      mark: <VoiceMark voice="me" name={name} size={18} />,
      chosen: id === held,
    })),
    ...fitting([NOBODY], search, () => t('assign.nobody')).map((value) => ({
      value,
      words: t('assign.nobody'),
      mark: <VoiceMark voice="nobody" name="" size={16} />,
      chosen: value === held,
    })),
    ...fitting(others, search, ({ name }) => name).map(({ id, name }) => ({
      value: id,
      words: <bdi>{name}</bdi>,
      mark: <VoiceMark voice="human" name={name} size={18} />,
      chosen: id === held,
    })),
  ]

  return (
    <Picker
      name={t('assign.name')}
      placeholder={t('assign.placeholder')}
      nothing={t('assign.nothing')}
      opened={opened}
      onOpened={setOpened}
      search={search}
      onSearch={setSearch}
      choices={choices}
      onPick={(value) => {
        if (value !== held) actions.assign([me, ...others].find(({ id }) => id === value) ?? null)
      }}
      button={
        <button
          type="button"
          className={`baton baton-${holder.voice}`}
          aria-expanded={opened}
          aria-haspopup="listbox"
          title={t('assign.title')}
          onClick={() => setOpened(!opened)}
        >
          <VoiceMark voice={holder.voice} name={holder.name} size={holder.name === '' ? 16 : 18} />
          <span className="ellipsis">{words}</span>
        </button>
      }
    />
  )
}
