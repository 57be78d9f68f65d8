// What stands between a page and its server while it is photographed: nothing is changed by looking, and some of it fails.
import type { Page, Request, Route } from 'playwright-core'
import type { Answer, Screen } from './screen.ts'

const IN_TROUBLE = {
  type: 'about:blank',
  title: 'Service Unavailable',
  status: 503,
  detail: 'the database is busy',
  code: 'unavailable',
}

/** What every page says by itself: that it was read, what is being written, who is here. */
const BY_ITSELF = /\/(read|drafts\/\w+)$/
const HARMLESS = ['/api/manage/presence']

/** Collects what a page wanted to change that its line of the table does not answer. */
export async function stand(page: Page, screen: Screen, complaints: string[]): Promise<void> {
  await page.route(
    ({ pathname }) => pathname.startsWith('/api/manage/'),
    async (route) => {
      const request = route.request()
      if (concerns(screen.hangs, request)) return
      if (concerns(screen.fails, request)) return await tell(route, 503, IN_TROUBLE)
      const answer = screen.answers?.find(({ to }) => answers(to, request))
      if (answer) return await give(route, answer)
      const { pathname } = new URL(request.url())
      if (request.method() === 'GET' || HARMLESS.includes(pathname)) return await route.fallback()
      if (BY_ITSELF.test(pathname)) return await route.fulfill({ status: 204 })
      complaints.push(`wants to change something: ${request.method()} ${pathname}`)
      await route.abort()
    },
  )
}

/** `/api/manage/x` for whatever is asked of it, `PUT /api/manage/x` for one method alone. */
function concerns(prefix: string | undefined, request: Request): boolean {
  if (prefix === undefined) return false
  const [path = '', method] = prefix.split(' ').reverse()
  if (method !== undefined && method !== request.method()) return false
  return new URL(request.url()).pathname.startsWith(path)
}

function answers(to: Answer['to'], request: Request): boolean {
  const [method, path = ''] = to.split(' ')
  const { pathname } = new URL(request.url())
  return (
    method === request.method() &&
    (pathname.endsWith(path) || (path.endsWith('/') && pathname.includes(path)))
  )
}

async function give(route: Route, { status = 200, body = {} }: Answer): Promise<void> {
  if (typeof body !== 'function') return await tell(route, status, body)
  const real = await route.fetch()
  // The line of the table knows what it asks for.
  await route.fulfill({ response: real, json: body((await real.json()) as never) })
}

async function tell(route: Route, status: number, body: object): Promise<void> {
  const contentType = status < 400 ? 'application/json' : 'application/problem+json'
  await route.fulfill({ status, contentType, body: JSON.stringify(body) })
}
