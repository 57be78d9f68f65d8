import type { ChannelKind } from '../../db/schema.ts'

/** Whether answers on a channel of this kind must be carried somewhere; on the others clients come and fetch them. */
const delivers: Record<ChannelKind, boolean> = {
  tickets: false,
  chat: false,
  medium: true,
  assistants: false,
}

export function deliversOut(kind: ChannelKind): boolean {
  return delivers[kind]
}

/** Whether people quote what comes in on a channel of this kind by a number: only these take one. */
const numbered: Record<ChannelKind, boolean> = {
  tickets: true,
  chat: false,
  medium: false,
  assistants: false,
}

export function takesNumber(kind: ChannelKind): boolean {
  return numbered[kind]
}
