import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationBody } from '../../../../../../server/src/surfaces/manage/wire.ts'
import { CommandKeys } from '../../../../commands/Keys.tsx'
import { IconButton } from '../../../../ui/Button.tsx'
import { Icon } from '../../../../ui/Icon.tsx'
import { ListPicker } from '../ListPicker.tsx'
import { closing, reopening } from './bulk-changes.ts'
import type { BulkChange } from './bulk-plan.ts'
import type { BulkMenus } from './use-bulk-keys.ts'
import { useBulkMenus } from './use-bulk-menus.tsx'
import './BulkBar.css'

type BulkBarProps = {
  selected: readonly ConversationBody[]
  me: string
  /** How many "all" are, with the way to have them; absent where there are no more. */
  all: { words: string; take(): void } | undefined
  menu: BulkMenus
  onAct(change: BulkChange): void
  onClear(): void
}

/** In place of the list's header while some are ticked. */
export default function BulkBar(props: BulkBarProps): ReactElement {
  const { selected, me, all, menu, onAct, onClear } = props
  const { t } = useTranslation('list')
  const menus = useBulkMenus(selected, me, menu.opened)
  const allClosed = selected.every(({ status }) => status === 'closed')
  const closeWord = allClosed ? t('commands.reopen') : t('commands.close')
  return (
    <div className="bar bulk" role="toolbar" aria-label={t('bulk.name')}>
      <IconButton icon="x" label={t('bulk.clear')} onClick={onClear} />
      <p className="bulk-count figures" role="status">
        {t('bulk.selected', { count: selected.length })}
      </p>
      {all && (
        <button type="button" className="bulk-all figures" onClick={all.take}>
          {all.words}
        </button>
      )}
      <span className="spread" />
      {menus.map(({ of, changeOf, ...picker }) => (
        <ListPicker
          key={of}
          {...picker}
          opened={menu.opened === of}
          onOpened={(opened) => menu.open(opened ? of : null)}
          onPick={(value) => onAct(changeOf(value))}
        />
      ))}
      <button
        type="button"
        className="button button-outline button-normal bulk-close"
        title={closeWord}
        aria-label={closeWord}
        onClick={() => onAct(allClosed ? reopening : closing)}
      >
        <Icon name={allClosed ? 'rotate-ccw' : 'circle-check'} size={14} />
        <CommandKeys id="list.close" />
      </button>
    </div>
  )
}
