import { z } from 'zod'
import { findOrganisation } from '../../core/accounts/queries.ts'
import { limitNames, type OrganisationLimits, settingsFrom } from '../../core/accounts/settings.ts'
import { shownName } from '../../core/accounts/shown-name.ts'
import type { Answer, Call } from '../../http/surface.ts'
import { byOf, type Caller } from './auth.ts'
import type { OrganisationBody, OrganisationSettingsBody } from './wire.ts'

const MOST = 100_000
const rate = (name: string) => {
  const rule = `${name} must be a whole number from 1 to ${MOST}, or null`
  return z.number(rule).int(rule).min(1, rule).max(MOST, rule).nullable().optional()
}

export const organisationChange = z
  .object({
    name: shownName.optional(),
    limits: z
      .object(
        {
          tickets_per_second: rate('tickets_per_second'),
          replies_per_minute: rate('replies_per_minute'),
        },
        'limits must be an object',
      )
      .optional(),
  })
  .refine(({ name, limits }) => name !== undefined || limits !== undefined, 'name or limits is required')

type Show = Call<Caller, undefined, undefined, undefined>
type Change = Call<Caller, z.output<typeof organisationChange>, undefined, undefined>

/** `GET /api/manage/organisation` */
export async function showOrganisation({ core, caller }: Show): Promise<Answer> {
  const { settings, ...organisation } = await findOrganisation(core.read, caller.org)
  return { status: 200, body: settingsBody(organisation, settingsFrom(settings).limits) }
}

/** `PATCH /api/manage/organisation`: its name, and the limits of its own (docs/contracts.md 1c#18). */
export async function changeOrganisation({ core, caller, body, request }: Change): Promise<Answer> {
  const { org } = caller
  const { name, limits: asked } = body
  const given = asked && Object.entries(asked).filter(([, value]) => value !== undefined)
  const limits = await core.run('changeOrganisation', {
    org,
    ...(name !== undefined && { name }),
    ...(given && { limits: Object.fromEntries(given) }),
    ...byOf(caller, request),
  })
  return { status: 200, body: settingsBody(await findOrganisation(core.read, org), limits) }
}

function settingsBody(
  { id, slug, name, prefix }: OrganisationBody,
  limits: OrganisationLimits,
): OrganisationSettingsBody {
  const own = Object.fromEntries(limitNames.map((limit) => [limit, limits[limit] ?? null]))
  return { id, slug, name, prefix, limits: own as OrganisationSettingsBody['limits'] }
}
