import i18next from 'i18next'
import type { ChannelBody, ChannelKindBody } from '../../../../server/src/surfaces/manage/wire.ts'
import type { IconName } from '../../ui/icon-paths.ts'
import { safeText } from '../../ui/safe-text.ts'

export const channelLook = {
  tickets: { icon: 'ticket' },
  chat: { icon: 'chat' },
  medium: { icon: 'plug' },
  assistants: { icon: 'assistant' },
} as const satisfies Record<ChannelKindBody, { icon: IconName }>

/** `Chat · Shop` of a site, whose name alone does not say what it is; of every other channel its name. */
export function channelWords({ kind, name }: ChannelBody): string {
  const safe = safeText(name)
  return kind === 'chat' ? i18next.t('channel.chat', { ns: 'thread', name: safe }) : safe
}
