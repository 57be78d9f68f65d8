// What an organisation sets for itself, kept as one JSON object in its row.

/** Where an organisation's own rate stands in for the server's default (docs/contracts.md 1c#18). */
export const limitNames = ['tickets_per_second', 'replies_per_minute'] as const
export type LimitName = (typeof limitNames)[number]
export type OrganisationLimits = Partial<Record<LimitName, number>>

export type OrganisationSettings = {
  limits: OrganisationLimits
  /** The checklist of the first days was put away. */
  gettingStartedHidden?: boolean
}

const NONE: OrganisationSettings = Object.freeze({ limits: Object.freeze({}) })

/** Written by `changeOrganisation` and `hideGettingStarted` alone, hence of this shape. */
export function settingsFrom(json: string): OrganisationSettings {
  return json === '{}' ? NONE : { ...NONE, ...JSON.parse(json) }
}
