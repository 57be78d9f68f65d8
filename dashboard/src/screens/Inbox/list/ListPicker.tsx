import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../../ui/Button.tsx'
import { fitting } from '../../../ui/fitting.ts'
import type { IconName } from '../../../ui/icon-paths.ts'
import { type Choice, Picker } from '../../../ui/Picker.tsx'
import { safeText } from '../../../ui/safe-text.ts'

/** A choice by what it is called. */
export type Named = Omit<Choice, 'words'> & { label: string }

type ListPickerProps = {
  icon: IconName
  /** Of the button. */
  name: string
  /** Of the list: what to do in it. */
  label: string
  /** Asked for while the list is open. */
  choices(): readonly Named[]
  opened: boolean
  onOpened(opened: boolean): void
  onPick(value: string): void
  /** What is typed, for whoever has more choices than they can hand over. */
  onSearch?: ((text: string) => void) | undefined
  /** Words for taking what was typed as it is, and what that is; null for nothing. */
  create?: ((typed: string) => { value: string; words: string } | null) | undefined
}

/** Below this many one sees all at a glance: nothing to type. */
const WORTH_A_FIELD = 7

/** A button of the list's header that opens a list to pick from, by typing, arrows or pointer. */
export function ListPicker(props: ListPickerProps): ReactElement {
  const { icon, name, label, choices, opened, onOpened, onPick, onSearch, create } = props
  const { t } = useTranslation('list')
  const [search, setSearch] = useState('')
  const known = opened ? choices() : []
  function shown(): Choice[] {
    const fits = fitting(known, search, (choice) => `${choice.label} ${choice.hint ?? ''}`).map(
      ({ label: words, ...choice }): Choice => ({ ...choice, words: <bdi>{safeText(words)}</bdi> }),
    )
    const made = create?.(search)
    return made && !known.some(({ value }) => value === made.value) ? [...fits, made] : fits
  }
  return (
    <Picker
      name={label}
      placeholder={label}
      nothing={t('filters.none')}
      few={!create && known.length < WORTH_A_FIELD}
      inPlace
      opened={opened}
      onOpened={onOpened}
      search={search}
      onSearch={(text) => {
        setSearch(text)
        onSearch?.(text)
      }}
      choices={shown}
      onPick={onPick}
      button={
        <IconButton
          icon={icon}
          label={name}
          aria-expanded={opened}
          aria-haspopup="listbox"
          onClick={() => onOpened(!opened)}
        />
      }
    />
  )
}
