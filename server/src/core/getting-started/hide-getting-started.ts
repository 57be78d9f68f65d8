import { holdSettings, saveOrganisation } from '../accounts/queries.ts'
import { settingsFrom } from '../accounts/settings.ts'
import type { Actor } from '../events.ts'
import type { OrgId } from '../ids.ts'
import type { Verb } from '../verb.ts'

/** Puts the checklist away for the whole organisation, or brings it back; told as an event, so that every window agrees. */
export const hideGettingStarted: Verb<{ org: OrgId; hidden: boolean; actor: Actor }, null> = async (
  tx,
  { org, hidden, actor },
) => {
  const { gettingStartedHidden = false, ...settings } = settingsFrom(await holdSettings(tx, org))
  if (hidden === gettingStartedHidden) return { result: null }
  const changed = hidden ? { ...settings, gettingStartedHidden: true } : settings
  await saveOrganisation(tx, org, { settings: JSON.stringify(changed) })
  return {
    result: null,
    org,
    events: [{ type: 'getting_started.changed', conversationId: null, actor, data: { hidden } }],
  }
}
