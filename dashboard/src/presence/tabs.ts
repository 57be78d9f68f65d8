import type { Doing, DraftKind } from '../api/presence.ts'

/** What one tab shows. */
export type Here = {
  conversation: string | null
  /** Null while nothing is written. */
  writing: DraftKind | null
  /** How many characters, about. */
  draftLength: number | null
  visible: boolean
}

/** `since`: when it came to be so; `heard`: when the tab last said so. */
export type Tab = Here & { since: number; heard: number }

const AWAY: Doing = {
  status: 'away',
  conversation_id: null,
  typing: false,
  draft_kind: null,
  draft_length: null,
}

/** The person behind several tabs is where the one they turned to last is; behind hidden ones they are away. */
export function doingOf(tabs: Iterable<Tab>): Doing {
  let at: Tab | null = null
  for (const tab of tabs) if (tab.visible && (at === null || tab.since > at.since)) at = tab
  if (at === null) return AWAY
  const { conversation, draftLength } = at
  const kind = conversation === null ? null : at.writing
  return {
    status: 'online',
    conversation_id: conversation,
    typing: kind !== null,
    draft_kind: kind,
    draft_length: kind === null ? null : draftLength,
  }
}
