import type { OrgId } from '../ids.ts'
import type { AuditDraft, Verb } from '../verb.ts'
import type { By } from './api-keys.ts'
import { findOrganisation, holdSettings, saveOrganisation } from './queries.ts'
import { type LimitName, type OrganisationLimits, settingsFrom } from './settings.ts'

/** What is not named stays; a limit of `null` goes back to the server's default. */
export type ChangeOrganisationArgs = By & {
  org: OrgId
  name?: string
  limits?: Partial<Record<LimitName, number | null>>
}

/** Its name, and its own rates in place of the published ones; both hold from the next request on. */
export const changeOrganisation: Verb<ChangeOrganisationArgs, OrganisationLimits> = async (tx, args) => {
  const { org, name, limits: asked, actor, ip } = args
  const settings = settingsFrom(await holdSettings(tx, org))
  const before = await findOrganisation(tx, org)
  const limits: OrganisationLimits = { ...settings.limits }
  for (const [limit, value] of Object.entries(asked ?? {}) as [LimitName, number | null][]) {
    if (value === null) delete limits[limit]
    else limits[limit] = value
  }
  const renamed = name !== undefined && name !== before.name
  if (!renamed && asked === undefined) return { result: limits }
  await saveOrganisation(tx, org, {
    name: name ?? before.name,
    settings: JSON.stringify({ ...settings, limits }),
  })
  const audit: AuditDraft[] = []
  if (renamed) {
    const data = { from: before.name, to: name }
    audit.push({ actor, action: 'organisation.renamed', subject: org, data, ip })
  }
  if (asked)
    audit.push({ actor, action: 'organisation.limits_changed', subject: org, data: { limits: asked }, ip })
  const data = { limits, ...(renamed && { name }) }
  return {
    result: limits,
    org,
    events: [{ type: 'organisation.updated', conversationId: null, actor, data }],
    audit,
  }
}
