import { createContext, useContext } from 'react'
import type { SessionBody } from '../../../../server/src/surfaces/manage/wire.ts'

/** What the frame gives each page. */
export type SettingsFrame = {
  session: SessionBody
  /** After one's name, address or organisation changed: asks anew who one is. */
  refreshSession(): void
}

export const SettingsContext = createContext<SettingsFrame | null>(null)

export function useSettings(): SettingsFrame & { isAdministrator: boolean } {
  const frame = useContext(SettingsContext)
  if (!frame) throw new Error('a page of settings stands outside of its frame')
  return { ...frame, isAdministrator: frame.session.teammate.role !== 'agent' }
}
