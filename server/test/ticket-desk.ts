// Sending tickets as a client does, and seeing them as a teammate does.
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { createTestApp, type TestApp, type TestClock, type TestOrganisation } from './app.ts'
import { type FormValue, postForm } from './forms.ts'

type Facts = Record<string, unknown>
type Shown = Facts & { attachments: Facts[] }

/** One server for the tests of a file, and a new organisation for each of them. */
export function ticketDesk(options: { clock?: TestClock } = {}) {
  let app: TestApp
  let to: TestOrganisation
  beforeAll(async () => {
    app = await createTestApp(options)
  })
  afterAll(() => app.close())
  const another = async () => {
    to = await app.organisation()
  }
  beforeEach(another)

  async function ask(path: string): Promise<Facts & { data: Facts[] }> {
    const headers = { authorization: `Bearer ${to.accessToken}` }
    return (await app.http.inject({ url: `/api/manage/${path}`, headers })).json()
  }
  return {
    get app() {
      return app
    },
    get to() {
      return to
    },
    /** Goes on with a new organisation. */
    another,
    ask,
    post: (fields: Record<string, FormValue>, headers = {}) =>
      postForm(app, '/interactions', to.apiKey, fields, headers),
    /** The newest conversation with its messages, as the manage API shows them. */
    async newest() {
      const conversation = (await ask('conversations')).data[0] ?? {}
      const messages = (await ask(`conversations/${conversation.id}/messages`)).data as Shown[]
      return { conversation, messages, attachments: messages[0]?.attachments ?? [] }
    },
    tickets: () =>
      app.core.read.selectFrom('conversation').selectAll().where('org_id', '=', to.org).execute(),
    contacts: () => app.core.read.selectFrom('contact').selectAll().where('org_id', '=', to.org).execute(),
  }
}
