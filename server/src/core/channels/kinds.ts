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
