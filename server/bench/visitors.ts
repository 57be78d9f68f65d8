// Visitors of a server under test: who wrote once, and how the rest of the bench finds them again.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Ours } from './contenders.ts'

export type Visitor = { token: string; since: string }

const AT_ONCE = 16
const BREATH = 200

/** Each with a conversation of their own. */
export async function openChats(
  { server, credentials }: Ours,
  name: string,
  count: number,
): Promise<Visitor[]> {
  const tokens = Array.from({ length: count }, (_, n) => `${name}-${n}`)
  const opened: Visitor[] = []
  const open = async () => {
    for (let token = tokens.pop(); token !== undefined; token = tokens.pop())
      opened.push({ token, since: await openChat(server.url, credentials.site_key, token) })
  }
  await Promise.all(Array.from({ length: AT_ONCE }, open))
  return opened
}

/** @returns when its first message was stored. */
async function openChat(url: string, key: string, token: string): Promise<string> {
  for (;;) {
    const opened = await tryToOpen(url, key, token)
    if (opened !== undefined) return opened
    await sleep(BREATH)
  }
}

/** Undefined when the server is too busy to be asked. */
async function tryToOpen(url: string, key: string, token: string): Promise<string | undefined> {
  const answer = await fetch(`${url}/api/v1/chat/conversations`, {
    method: 'POST',
    headers: { 'x-api-key': key, 'content-type': 'application/json' },
    body: JSON.stringify({
      name: `Visitor ${token}`,
      email: `${token}@visitor.example`,
      message: 'Hello, is somebody there?',
      visitor_token: token,
    }),
  })
  const said = await answer.text()
  if (answer.status === 503) return undefined
  if (answer.status !== 201) throw new Error(`a chat was refused: ${answer.status} ${said}`)
  return answer.headers.get('x-message-timestamp') ?? ''
}
