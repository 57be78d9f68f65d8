import type { SessionBody } from '../../../../server/src/surfaces/manage/wire.ts'
import { type SettingsPage, settingsPages } from '../../screens/Settings/pages.ts'

/** Those that are for this person. The server holds the rest shut as well. */
export function pagesOf({ teammate }: SessionBody): SettingsPage[] {
  return settingsPages.filter(({ roles }) => roles === undefined || roles.includes(teammate.role))
}
