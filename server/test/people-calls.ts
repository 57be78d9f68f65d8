import { PASSWORD, type TestApp, type TestOrganisation } from './app.ts'

export type Headers = Record<string, string>
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Calls of people, with a browser's cookie or the owner's token: of the app and the organisation of the moment. */
export function peopleCalls(here: () => { app: TestApp; to: TestOrganisation }) {
  const owner = (): Headers => ({ authorization: `Bearer ${here().to.accessToken}` })

  async function call(method: Method, path: string, payload?: object, headers: Headers = owner()) {
    const answer = await here().app.http.inject({
      method,
      url: `/api/manage${path}`,
      headers: { host: 'localhost', ...headers },
      ...(payload && { payload }),
    })
    return { ...answer, status: answer.statusCode, body: answer.body === '' ? undefined : answer.json() }
  }

  const cookieOf = ({ headers }: { headers: Record<string, unknown> }): Headers => ({
    cookie: String(headers['set-cookie']).split(';')[0] ?? '',
  })
  let count = 0
  const invite = async (role: string, headers?: Headers) =>
    (await call('POST', '/invitations', { email: `mate-${++count}@example.com`, role }, headers)).body
  const tokenIn = (link: string) => new URL(link).hash.slice('#join='.length)

  return {
    owner,
    call,
    cookieOf,
    invite,
    tokenIn,
    signIn: async (email = here().to.email, password = PASSWORD) =>
      cookieOf(await call('POST', '/session', { email, password }, { 'user-agent': 'Firefox' })),
    whoAmI: async (headers: Headers) => (await call('GET', '/session', undefined, headers)).status,
    /** Somebody of that role, in a session. */
    async mate(role: string): Promise<{ id: string; email: string; headers: Headers }> {
      const { link, email } = await invite(role)
      const given = { token: tokenIn(link), name: 'Ada', password: PASSWORD }
      const answer = await call('POST', '/invitations/accept', given, {})
      return { id: answer.body.teammate.id, email, headers: cookieOf(answer) }
    },
  }
}
