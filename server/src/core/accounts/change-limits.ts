import type { OrgId } from '../ids.ts'
import type { Verb } from '../verb.ts'
import type { By } from './api-keys.ts'
import { holdSettings, saveSettings } from './queries.ts'
import { type LimitName, type OrganisationLimits, settingsFrom } from './settings.ts'

/** `null` goes back to the server's default; a limit that is not named stays. */
export type ChangeLimitsArgs = By & { org: OrgId; limits: Partial<Record<LimitName, number | null>> }

/** An organisation's own rates in place of the published ones; they hold from the next request on. */
export const changeLimits: Verb<ChangeLimitsArgs, OrganisationLimits> = async (tx, args) => {
  const { org, limits: asked, actor, ip } = args
  const settings = settingsFrom(await holdSettings(tx, org))
  const limits: OrganisationLimits = { ...settings.limits }
  for (const [name, value] of Object.entries(asked) as [LimitName, number | null][]) {
    if (value === null) delete limits[name]
    else limits[name] = value
  }
  await saveSettings(tx, org, JSON.stringify({ ...settings, limits }))
  return {
    result: limits,
    org,
    events: [{ type: 'organisation.updated', conversationId: null, actor, data: { limits } }],
    audit: [{ actor, action: 'organisation.limits_changed', subject: org, data: { limits: asked }, ip }],
  }
}
