import type { ConversationStatus } from '../../../../server/src/surfaces/manage/wire.ts'
import type { IconName } from '../../ui/icon-paths.ts'

type View = { label: string; icon: IconName; empty: { title: string; words: string } }

export const views = {
  open: {
    label: 'All open',
    icon: 'layers',
    empty: { title: 'All answered', words: 'Nothing is open. What comes in next appears here by itself.' },
  },
  pending: {
    label: 'Pending',
    icon: 'clock',
    empty: { title: 'Nothing pending', words: 'Conversations that wait for somebody else are kept here.' },
  },
  snoozed: {
    label: 'Snoozed',
    icon: 'moon',
    empty: {
      title: 'Nothing snoozed',
      words: 'A snoozed conversation rests here and comes back when its time is up.',
    },
  },
  closed: {
    label: 'Closed',
    icon: 'circle-check',
    empty: {
      title: 'Nothing closed yet',
      words: 'Closed conversations stay here, and reopen when their contact writes again.',
    },
  },
} as const satisfies Record<ConversationStatus, View>

export const viewNames: readonly ConversationStatus[] = ['open', 'pending', 'snoozed', 'closed']

export function isView(name: string | null): name is ConversationStatus {
  return name !== null && name in views
}
