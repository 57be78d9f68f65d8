// Pages and probes: the dashboard, the widget's script, the one-time set-up, health, the description of all routes.
import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import type { Core } from '../../core/core.ts'
import { answerErrorsAs } from '../../http/errors.ts'
import { problems } from '../../http/problem.ts'
import { mount, type Route, type Surface } from '../../http/surface.ts'
import { mountChatPages } from './chat/chat-pages.ts'
import { docsRoute, mountDocsAssets } from './docs/docs.ts'
import { type Description, describing, descriptionRoute, openApiBody } from './docs/openapi-route.ts'
import { serveFrontEnds } from './front-ends.ts'
import { healthBodies, healthRoutes } from './health.ts'
import { type MetricsOptions, metricsRoute } from './metrics.ts'
import { mountSetup, type SetupOptions } from './setup.ts'

export type ProbeOptions = { stopping: AbortSignal; metrics: MetricsOptions }

export type PageOptions = SetupOptions & {
  baseUrl: string | undefined
  /** The other surfaces: `/openapi.json` and `/docs` describe them all, this one and the probes. */
  surfaces: readonly Surface[]
  probes: Surface
}

const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8')
const styles = ['./tokens.css', './setup.css', './setup-picture.css'].map(read).join('\n')
const script = read('./setup.js')

/** What every process answers, one that only runs jobs too. */
export async function mountProbes(
  app: FastifyInstance,
  core: Core,
  { stopping, metrics }: ProbeOptions,
): Promise<Surface> {
  answerErrorsAs(app, problems)
  const health = healthRoutes({ stopping, isDiskLow: metrics.isDiskLow })
  const probes = pageSurface([...health, metricsRoute(app, core, metrics)])
  await mount(app, core, probes)
  return probes
}

export async function mountPages(app: FastifyInstance, core: Core, options: PageOptions): Promise<void> {
  const { surfaces, probes, baseUrl } = options
  const description: Description = describing(() => [...surfaces, described], baseUrl)
  const pages = pageSurface([descriptionRoute(description), docsRoute(description, baseUrl)])
  const described: Surface = { ...pages, routes: [...probes.routes, ...pages.routes] }
  app.get('/setup.css', async (_, reply) => reply.type('text/css; charset=utf-8').send(styles))
  app.get('/setup.js', async (_, reply) => reply.type('text/javascript; charset=utf-8').send(script))
  await mount(app, core, pages)
  mountDocsAssets(app)
  await mountSetup(app, core, options)
  mountChatPages(app)
  await serveFrontEnds(app)
}

function pageSurface(routes: readonly Route[]): Surface {
  return {
    name: 'pages',
    base: '',
    title: 'Server',
    about: 'Probes, metrics and this description. They belong to no organisation.',
    bodies: { ...healthBodies, openApiBody },
    errors: problems,
    routes,
  }
}
