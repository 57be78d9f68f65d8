import { useTranslation } from 'react-i18next'
import { useCommand } from '../../../commands/use-command.ts'

type ListKeys = {
  any: boolean
  /** Whether there is anything to go back from. */
  leavable: boolean
  /** Whether closing is the list's business: an open conversation has a command of its own for it. */
  closes: boolean
  /** Whether the open conversation is one of the list, so that there is a next one to go on with. */
  passesOn: boolean
  move(by: 1 | -1): void
  open(): void
  select(range: boolean): void
  selectAll(): void
  close(): void
  search(): void
  back(): void
}

/** What keys act on in the list; while a conversation is open, its own command has the key and asks for this one. */
export const CLOSE = 'list.close'
/** What the open conversation's own command leaves to the list: it closes, and goes on with the next one. */
export const CLOSE_OPEN = 'list.close-open'

/** What keys do to the list, as commands: so they stand in the palette, and may be bound anew. */
export function useListKeys({
  any,
  leavable,
  closes,
  passesOn,
  move,
  open,
  select,
  selectAll,
  close,
  search,
  back,
}: ListKeys): void {
  const { t } = useTranslation('list')
  const group = 'actions'
  const walk = { group, repeats: true, keyOnly: true } as const
  useCommand({ id: 'list.next', label: t('commands.next'), ...walk, keys: ['j'], run: () => move(1) }, any)
  useCommand(
    { id: 'list.previous', label: t('commands.previous'), ...walk, keys: ['k'], run: () => move(-1) },
    any,
  )
  useCommand({ id: 'list.open', label: t('commands.open'), group, keys: ['o'], run: open }, any)
  useCommand(
    { id: 'list.select', label: t('commands.select'), group, keys: ['x'], run: () => select(false) },
    any,
  )
  useCommand(
    { id: 'list.range', label: t('commands.range'), group, keys: ['shift+x'], run: () => select(true) },
    any,
  )
  useCommand({ id: 'list.all', label: t('commands.all'), group, keys: ['mod+a'], run: selectAll }, any)
  useCommand(
    {
      id: CLOSE,
      label: t('commands.close'),
      group,
      ...(closes && { keys: ['e'] }),
      keyOnly: !closes,
      run: close,
    },
    any,
  )
  useCommand(
    { id: CLOSE_OPEN, label: t('commands.close'), group, keyOnly: true, run: close },
    any && passesOn,
  )
  useCommand({ id: 'list.back', label: t('commands.back'), group, keys: ['escape'], run: back }, leavable)
  useCommand({ id: 'list.search', label: t('commands.search'), group: 'go', keys: ['/'], run: search })
}
