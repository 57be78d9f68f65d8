import type { FastifyInstance } from 'fastify'
import { anyOrganisation } from '../../core/accounts/queries.ts'
import type { Core } from '../../core/core.ts'

/** `/healthz`: the process answers. `/readyz`: it can also read its database and is not stopping. */
export function mountHealth(app: FastifyInstance, core: Core, stopping: AbortSignal): void {
  app.get('/healthz', async () => ({ status: 'ok' }))

  app.get('/readyz', async (request, reply) => {
    if (stopping.aborted) return reply.code(503).header('retry-after', '2').send({ status: 'stopping' })
    try {
      await anyOrganisation(core.read)
      return { status: 'ready' }
    } catch (error) {
      request.log.error({ reqId: request.id, err: error }, 'the database cannot be read')
      return reply.code(503).header('retry-after', '2').send({ status: 'database unavailable' })
    }
  })
}
