import type { ChannelKindBody } from '../../../../server/src/surfaces/manage/wire.ts'
import type { IconName } from '../../ui/icon-paths.ts'

export const channelLook = {
  tickets: { icon: 'ticket', word: 'Tickets' },
  chat: { icon: 'chat', word: 'Chat' },
  medium: { icon: 'plug', word: 'API channel' },
  assistants: { icon: 'assistant', word: 'Assistant' },
} as const satisfies Record<ChannelKindBody, { icon: IconName; word: string }>
