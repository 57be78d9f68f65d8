// Pages and probes: the dashboard, the widget's script, the one-time set-up, health.
import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import type { Core } from '../../core/core.ts'
import { answerErrorsAs } from '../../http/errors.ts'
import { problems } from '../../http/problem.ts'
import { serveFrontEnds } from './front-ends.ts'
import { mountHealth } from './health.ts'
import { type MetricsOptions, mountMetrics } from './metrics.ts'
import { mountSetup } from './setup.ts'

export type PageOptions = { firstRunPath: string; stopping: AbortSignal; metrics: MetricsOptions }

const styles = readFileSync(new URL('./setup.css', import.meta.url), 'utf8')

export async function mountPages(app: FastifyInstance, core: Core, options: PageOptions): Promise<void> {
  answerErrorsAs(app, problems)
  mountMetrics(app, core, options.metrics)
  app.get('/setup.css', async (_, reply) => reply.type('text/css; charset=utf-8').send(styles))
  mountHealth(app, core, options.stopping)
  await mountSetup(app, core, options.firstRunPath)
  await serveFrontEnds(app)
}
