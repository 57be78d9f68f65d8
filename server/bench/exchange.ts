// How long a word takes: from the moment a teammate sends it until the visitor's stream has it, and the other way round.
import { hears } from '../test/sse.ts'
import { pathOf } from './chat-requests.ts'
import type { Ours } from './contenders.ts'
import type { Figure } from './figure.ts'
import { percentile } from './statistics.ts'
import { openChats } from './visitors.ts'

const EXCHANGES = 300
const WARM_UP = 50
const TARGET = 300

/** On a server with nothing else to do. */
export async function exchange(ours: Ours): Promise<Figure[]> {
  const { server, credentials } = ours
  const [visitor] = await openChats(ours, 'exchange', 1)
  if (!visitor) throw new Error('no visitor')
  const key = { 'x-api-key': credentials.site_key }
  const bearer = { authorization: `Bearer ${credentials.access_token}` }
  const conversation = await newest(server.url, bearer)
  const stream = `${server.url}/api/v1/chat/conversations/${visitor.token}/events`
  const visitors = await hears(stream, key)
  const team = await hears(`${server.url}/api/manage/events?after=latest`, bearer)
  await visitors.until(1)

  const timed = async (path: string, headers: Record<string, string>, body: object, heard: typeof team) => {
    const counts = [visitors, team].map(({ events }) => events.length)
    const next = heard.events.length + 1
    const begun = performance.now()
    const sent = fetch(`${server.url}${path}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    await heard.until(next)
    const took = performance.now() - begun
    if ((await sent).status !== 201) throw new Error(`${path} answered ${(await sent).status}`)
    // Both hear of everything: neither may take a word of this turn for one of the next.
    await Promise.all([visitors, team].map((each, at) => each.until((counts[at] ?? 0) + 1)))
    return took
  }
  const answers: number[] = []
  const questions: number[] = []
  for (let n = 0; n < EXCHANGES + WARM_UP; n++) {
    const reply = { body: `answer ${n}`, kind: 'reply' }
    const answered = await timed(
      `/api/manage/conversations/${conversation}/messages`,
      bearer,
      reply,
      visitors,
    )
    const asked = await timed(pathOf(visitor.token), key, { message: `question ${n}` }, team)
    if (n < WARM_UP) continue
    answers.push(answered)
    questions.push(asked)
  }
  for (const heard of [visitors, team]) heard.leave()
  const figure = (name: string, value: number): Figure => ({
    name,
    value,
    target: TARGET,
    unit: 'ms',
    worse: 'above',
  })
  return [
    figure("a teammate's answer in the visitor's stream, p50", percentile(answers, 0.5)),
    figure('the same, p99', percentile(answers, 0.99)),
    figure("a visitor's message in the team's stream, p50", percentile(questions, 0.5)),
    figure('the same, p99', percentile(questions, 0.99)),
  ]
}

/** The conversation that was opened last. */
export async function newest(url: string, bearer: Record<string, string>): Promise<string> {
  const answer = await fetch(`${url}/api/manage/conversations?limit=1`, { headers: bearer })
  const { data } = (await answer.json()) as { data: { id: string }[] }
  return String(data[0]?.id)
}
