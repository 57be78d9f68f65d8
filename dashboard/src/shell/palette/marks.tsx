import type { ReactElement } from 'react'
import type { Command } from '../../commands/registry.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { IconName } from '../../ui/icon-paths.ts'

const byGroup = { actions: 'turn', go: 'chevron-right', settings: 'settings' } as const satisfies Record<
  Command['group'],
  IconName
>

export function commandMark({ icon, group }: Command): ReactElement {
  return <Icon name={icon ?? byGroup[group]} />
}
