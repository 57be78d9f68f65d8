import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../../../../commands/use-command.ts'

export type BulkMenuName = 'assign' | 'tag' | 'priority' | 'snooze'

export type BulkMenus = { opened: BulkMenuName | null; open(menu: BulkMenuName | null): void }

/** Which list of the bulk bar is open. The keys work from the first moment on, while the bar itself is still on its way. */
export function useBulkKeys(some: boolean): BulkMenus {
  const { t } = useTranslation('list')
  const [opened, open] = useState<BulkMenuName | null>(null)
  const command = (of: BulkMenuName, label: string, key: string) =>
    ({ id: `bulk.${of}`, label, group: 'actions', keys: [key], run: () => open(of) }) as const
  useCommand(command('assign', t('bulk.assignTo'), 'a'), some)
  useCommand(command('tag', t('bulk.tagWith'), 't'), some)
  useCommand(command('priority', t('commands.priority'), 'p'), some)
  useCommand(command('snooze', t('bulk.snoozeUntil'), 's'), some)
  useEffect(() => {
    if (!some) open(null)
  }, [some])
  return { opened, open }
}
