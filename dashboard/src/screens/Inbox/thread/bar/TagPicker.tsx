import { type ReactElement, useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationBody } from '../../../../../../server/src/surfaces/manage/wire.ts'
import { useCommand } from '../../../../commands/use-command.ts'
import { fitting } from '../../../../ui/fitting.ts'
import { Icon } from '../../../../ui/Icon.tsx'
import { type Choice, Picker } from '../../../../ui/Picker.tsx'
import { safeText } from '../../../../ui/safe-text.ts'
import type { Actions } from '../use-actions.ts'
import { tagFrom, useKnownTags } from './tags.ts'

const NEW = 'new:'

/** Tags of the conversation, with those in use elsewhere offered first, so that one thing gets one tag. */
export function TagPicker({
  conversation: { tags },
  actions,
}: {
  conversation: ConversationBody
  actions: Actions
}): ReactElement {
  const { t } = useTranslation('thread')
  const [opened, setOpened] = useState(false)
  const [search, setSearch] = useState('')
  const known = useKnownTags(search, opened)
  const open = useCallback(() => setOpened(true), [])
  useCommand({ id: 'conversation.tag', label: t('tags.command'), group: 'actions', keys: ['t'], run: open })

  function choices(): Choice[] {
    const typed = tagFrom(search)
    const fits = fitting([...new Set([...tags, ...known])], search, (tag) => tag).map(
      (tag): Choice => ({
        value: tag,
        words: <bdi>{safeText(tag)}</bdi>,
        mark: <Icon name="tag" size={14} />,
        chosen: tags.includes(tag),
      }),
    )
    if (typed === null || fits.some(({ value }) => value === typed)) return fits
    const own = {
      value: NEW + typed,
      words: t('tags.add', { tag: typed }),
      mark: <Icon name="plus" size={14} />,
    }
    return [...fits, own]
  }

  return (
    <Picker
      name={t('tags.name')}
      placeholder={t('tags.placeholder')}
      nothing={search === '' ? t('tags.none') : t('tags.tooLong')}
      several
      opened={opened}
      onOpened={setOpened}
      search={search}
      onSearch={setSearch}
      choices={choices}
      onPick={(value) => {
        const tag = value.startsWith(NEW) ? value.slice(NEW.length) : value
        actions.setTags(tags.includes(tag) ? tags.filter((other) => other !== tag) : [...tags, tag])
      }}
      button={
        <button
          type="button"
          className="bar-badge bar-tags"
          aria-expanded={opened}
          aria-haspopup="listbox"
          aria-label={t('tags.label', { count: tags.length })}
          title={tags.length === 0 ? t('tags.title') : tags.join(', ')}
          onClick={() => setOpened(!opened)}
        >
          <Icon name="tag" size={14} />
          {tags.length > 0 && <span className="figures">{tags.length}</span>}
        </button>
      }
    />
  )
}
