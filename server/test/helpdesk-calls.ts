import type { TestApp, TestOrganisation } from './app.ts'

type Headers = Record<string, string>
// Answers are whatever the surface says: the tests are what looks at them.
type Body = Record<string, unknown>

/** What a site's server sends, and what a teammate's program asks. */
export function helpdeskCalls(app: TestApp, to: TestOrganisation) {
  async function ask(method: 'GET' | 'POST', url: string, headers: Headers, payload?: object | string) {
    const answer = await app.http.inject({
      method,
      url: `/api/v1${url}`,
      headers,
      ...(payload !== undefined && { payload }),
    })
    const body: Body = answer.body === '' ? {} : answer.json()
    return { status: answer.statusCode, body, headers: answer.headers }
  }
  const given = {
    subject: 'Question about pricing',
    message: 'What does it cost?',
    email: 'visitor@example.com',
  }
  const slug = async () =>
    String(
      (
        await app.core.read
          .selectFrom('organisation')
          .select('slug')
          .where('id', '=', to.org)
          .executeTakeFirstOrThrow()
      ).slug,
    )
  return {
    ask,
    slug,
    given,
    /** A ticket, complete but for what is said otherwise. */
    post: (fields: object = {}, headers: Headers = {}) =>
      ask('POST', '/helpdesk/tickets', { 'x-api-key': to.site.secret, ...headers }, { ...given, ...fields }),
    /** As the owner, in their account. */
    get: async (url: string, headers: Headers = {}) =>
      await ask('GET', url, {
        authorization: `Bearer ${to.accessToken}`,
        'x-account-slug': await slug(),
        ...headers,
      }),
  }
}
