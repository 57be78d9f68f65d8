import { randomBase62 } from '../src/core/accounts/secrets.ts'
import type { TestApp, TestOrganisation } from './app.ts'
import { type FormValue, postForm } from './forms.ts'

type Headers = Record<string, string>
export type ChatMessage = {
  direction: string
  body: string
  timestamp: string
  author: string
  id?: number
  files?: { id: number; url: string; filename: string; content_type: string; byte_size: number }[]
}

/** What a visitor's browser sends, with the key of the organisation's site or another one given. */
export function chatCalls(app: TestApp, to: TestOrganisation, key = to.site.key) {
  async function ask(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    payload?: object | string,
    headers: Headers = {},
  ) {
    const answer = await app.http.inject({
      method,
      url: `/api/v1/chat${path}`,
      headers: { 'x-api-key': key, ...headers },
      ...(payload !== undefined && { payload }),
    })
    const json = String(answer.headers['content-type']).startsWith('application/json')
    const body: unknown = json ? answer.json() : answer.body
    return { status: answer.statusCode, body, headers: answer.headers }
  }
  const path = (token: string) => `/conversations/${encodeURIComponent(token)}`
  return {
    ask,
    path,
    /** A conversation of a new token, which it returns. */
    async open(fields: object = {}): Promise<string> {
      const token = `v-${randomBase62(22)}`
      const given = {
        name: 'Ada',
        email: 'ada@example.com',
        message: 'Hello?',
        visitor_token: token,
        ...fields,
      }
      const { status, body } = await ask('POST', '/conversations', given)
      if (status !== 201) throw new Error(`opening answered ${status}: ${JSON.stringify(body)}`)
      return given.visitor_token
    },
    say: (token: string, message: string, more: object = {}) =>
      ask('POST', `${path(token)}/messages`, { message, ...more }),
    async messages(token: string, since?: string): Promise<ChatMessage[]> {
      const query = since === undefined ? '' : `?since=${encodeURIComponent(since)}`
      const { status, body } = await ask('GET', `${path(token)}/messages${query}`)
      if (status !== 200) throw new Error(`polling answered ${status}: ${JSON.stringify(body)}`)
      return body as ChatMessage[]
    },
    async upload(token: string, fields: Record<string, FormValue>) {
      const url = `/api/v1/chat${path(token)}/messages`
      const answer = await postForm(app, url, `Bearer ${key}`, fields)
      return { status: answer.statusCode, body: answer.json(), headers: answer.headers }
    },
  }
}
