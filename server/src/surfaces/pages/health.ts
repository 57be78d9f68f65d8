import { z } from 'zod'
import { anyOrganisation } from '../../core/accounts/queries.ts'
import { RETRY_DISK } from '../../http/admission.ts'
import { anybody } from '../../http/anybody.ts'
import { type Route, route } from '../../http/surface.ts'

const healthBody = z.object({ status: z.literal('ok') })
const readyBody = z.object({ status: z.literal('ready') })
const notReadyBody = z.object({ status: z.enum(['stopping', 'database unavailable', 'disk almost full']) })

export const healthBodies = { healthBody, readyBody, notReadyBody }

type HealthOptions = { stopping: AbortSignal; isDiskLow(): boolean }

/** `/healthz`: the process answers. `/readyz`: it can also read its database, has room to write, and is not stopping. */
export function healthRoutes({ stopping, isDiskLow }: HealthOptions): Route[] {
  const not = (status: z.output<typeof notReadyBody>['status'], retryAfter = 2_000) => ({
    status: 503,
    body: { status },
    headers: { 'retry-after': String(retryAfter / 1_000) },
  })
  return [
    route('GET', '/healthz', {
      auth: anybody,
      doc: { summary: 'Says that the process answers', answers: { 200: healthBody } },
      handle: async () => ({ status: 200, body: { status: 'ok' } }),
    }),
    route('GET', '/readyz', {
      auth: anybody,
      doc: {
        summary: 'Says whether the server takes work',
        about: 'It reads its database, has room to write, and is not stopping.',
        answers: { 200: readyBody, 503: notReadyBody },
      },
      async handle({ core, request }) {
        if (stopping.aborted) return not('stopping')
        try {
          await anyOrganisation(core.read)
        } catch (error) {
          request.log.error({ reqId: request.id, err: error }, 'the database cannot be read')
          return not('database unavailable')
        }
        return isDiskLow() ? not('disk almost full', RETRY_DISK) : { status: 200, body: { status: 'ready' } }
      },
    }),
  ]
}
