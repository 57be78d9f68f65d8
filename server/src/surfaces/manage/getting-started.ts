// The first days: which steps are done, told by what really happened, and the sample data somebody may look around in.
import { z } from 'zod'
import { findOrganisation } from '../../core/accounts/queries.ts'
import { settingsFrom } from '../../core/accounts/settings.ts'
import { stepsDone } from '../../core/getting-started/queries.ts'
import { anyConversation, findSample } from '../../core/sample/queries.ts'
import { ownAddress } from '../../http/own-address.ts'
import { type Answer, type Call, type Route, route } from '../../http/surface.ts'
import { administrator, byOf, type Caller } from './auth.ts'
import type { GettingStartedBody, SampleBody } from './wire.ts'
import * as wire from './wire.ts'

const gettingStartedChange = z.object({ hidden: z.boolean('hidden must be true or false') })

type Plain = Call<Caller, undefined, undefined, undefined>
type Change = Call<Caller, z.output<typeof gettingStartedChange>, undefined, undefined>

export function gettingStarted(baseUrl: string | undefined): Route[] {
  const doc = { answers: { 200: wire.gettingStartedBody } }
  return [
    route('GET', '/getting-started', {
      auth: administrator,
      scope: 'organisation:read',
      doc: { summary: 'Shows which of the first steps are done', ...doc },
      handle: show(baseUrl),
    }),
    route('PUT', '/getting-started', {
      auth: administrator,
      scope: 'organisation:write',
      body: gettingStartedChange,
      doc: { summary: 'Puts the checklist away, or brings it back', ...doc },
      async handle(call: Change) {
        const { core, caller, body, request } = call
        const { actor } = byOf(caller, request)
        await core.run('hideGettingStarted', { org: caller.org, hidden: body.hidden, actor })
        return await show(baseUrl)(call)
      },
    }),
    route('POST', '/sample-data', {
      auth: administrator,
      scope: 'organisation:write',
      doc: {
        summary: 'Loads sample data into an organisation without conversations',
        about: 'Asked again while it comes, it goes on.',
        answers: { 202: wire.sampleBody },
        refuses: { conflict: 'sample data is for an organisation without conversations' },
      },
      handle: sample('startSample'),
    }),
    route('DELETE', '/sample-data', {
      auth: administrator,
      scope: 'organisation:write',
      doc: {
        summary: 'Removes the sample data',
        about:
          'What became part of real work stays: conversations merged with real ones, and whoever wrote in one.',
        answers: { 202: wire.sampleBody },
        refuses: { not_found: 'sample data not found' },
      },
      handle: sample('removeSample'),
    }),
  ]
}

function show(baseUrl: string | undefined) {
  return async ({ core, caller: { org }, request }: Omit<Plain, 'body'>): Promise<Answer> => {
    const { settings } = await findOrganisation(core.read, org)
    const row = await findSample(core.read, org)
    const { state, done, total } = row ?? { state: 'none' as const, done: 0, total: 0 }
    const may_load = !row && !(await anyConversation(core.read, org))
    const body: GettingStartedBody = {
      steps: await stepsDone(core.read, org),
      hidden: settingsFrom(settings).gettingStartedHidden === true,
      server: ownAddress(request, baseUrl),
      sample: { state, done, total, may_load },
    }
    return { status: 200, body }
  }
}

/** A job does it; how far it is, `sample.changed` tells. */
function sample(verb: 'startSample' | 'removeSample') {
  return async ({ core, caller, request }: Plain): Promise<Answer> => {
    const { org, teammate } = caller
    const body: SampleBody = await core.run(verb, { org, byId: teammate.id, ...byOf(caller, request) })
    return { status: 202, body }
  }
}
