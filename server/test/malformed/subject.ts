// The server that is treated so badly, and what a well-behaved client still asks of it.
import { setTimeout as sleep } from 'node:timers/promises'
import { residentMb } from '../../bench/memory.ts'
import { RUNTIME_ENV, RUNTIME_FLAGS, setUp } from '../crash/parley-process.ts'
import { png } from '../forms.ts'
import { type Parley, parley } from '../parley.ts'
import type { Target } from './requests.ts'
import { readStored } from './stored.ts'

export type Subject = Target & {
  server: Parley
  pid: number
  url: string
  port: number
  dataDir: string
  accessToken: string
}

/** As `npm start` runs it, but for the limits; no link leads anywhere, since the list of open addresses is empty. */
export async function startSubject(dataDir: string): Promise<Subject> {
  const { api_key: apiKey, access_token: accessToken, site_key: siteKey } = await setUp(dataDir)
  const node = [process.execPath, ...RUNTIME_FLAGS]
  const server = parley(dataDir, ['serve'], {
    node,
    env: { RATE_LIMITS: 'off', LOG_LEVEL: 'info', ...RUNTIME_ENV },
  })
  const { url: named, pid } = await server.ready()
  const url = named.replace('//localhost', '//127.0.0.1')
  const subject = { server, pid, url, port: Number(new URL(url).port), dataDir, accessToken, apiKey }
  return { ...subject, ticketSource: 'malformed', siteKey, visitorToken: 'visitor-of-all' }
}

/** Loads what is loaded at first use: the ticket replies go to, sharp, file-type, the parsers, compiled code. */
export async function warmUp(subject: Subject): Promise<void> {
  await ordinaryTicket(subject, { query: 'first', source_specific_id: subject.ticketSource })
  await openChat(subject)
  for (let n = 0; n < 300; n++) await ordinaryTicket(subject, { query: `warm ${n}` }, n % 10 === 0)
  await lookAtFiles(subject)
}

/** The one that broken messages go to. */
export async function openChat({ url, siteKey, visitorToken }: Subject): Promise<void> {
  const visitor = {
    name: 'Ada',
    email: 'ada@malformed.example',
    message: 'first',
    visitor_token: visitorToken,
  }
  const headers = { 'x-api-key': siteKey, 'content-type': 'application/json' }
  const init = { method: 'POST', headers, body: JSON.stringify(visitor) }
  const answer = await fetch(`${url}/api/v1/chat/conversations`, init)
  await answer.arrayBuffer()
  if (answer.status !== 201) throw new Error(`the chat was answered with ${answer.status}`)
}

/** @returns the status of its answer. */
export async function ordinaryTicket(
  { url, apiKey }: Subject,
  fields: Record<string, string>,
  withPicture = true,
): Promise<number> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  if (withPicture) form.set('files', new File([new Uint8Array(png(600, 500))], 'a.png'))
  const headers = { authorization: apiKey }
  const answer = await fetch(`${url}/interactions`, { method: 'POST', headers, body: form })
  await answer.arrayBuffer()
  return answer.status
}

/** What a dashboard asks for: every file and the small picture of each. @returns how often each status came. */
export async function lookAtFiles({ url, accessToken, dataDir }: Subject): Promise<Map<number, number>> {
  const { attachments } = readStored(dataDir)
  const headers = { authorization: `Bearer ${accessToken}` }
  const statuses = new Map<number, number>()
  let next = 1
  const viewer = async () => {
    while (next <= attachments) {
      const file = `${url}/api/manage/attachments/${next++}`
      for (const path of [`${file}?inline=1`, `${file}/thumbnail`]) {
        const answer = await fetch(path, { headers })
        await answer.arrayBuffer()
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
      }
    }
  }
  await Promise.all(Array.from({ length: 4 }, viewer))
  return statuses
}

/** Resolves when no job waits any more, or after twenty seconds: the judge sees what is left. */
export async function jobsDone({ dataDir }: Subject): Promise<void> {
  for (const end = Date.now() + 20_000; Date.now() < end; await sleep(100)) {
    const { jobs } = readStored(dataDir)
    if (!Object.keys(jobs).some((job) => /pending|leased/.test(job))) return
  }
}

/** Ordinary tickets of one round of {@link settledMemory}. */
const SETTLING = 400
const MOST_ROUNDS = 6

/** `tickets`: how many ordinary ones it took. */
export type Settled = { mb: number; tickets: number }

/**
 * The least within three seconds. Nobody forces a garbage collection, what counts is what an operator sees; but an idle
 * V8 does not collect either, so ordinary tickets come first and bring it about. Whoever names what is `enough` gets as
 * many rounds of them as that takes, six at most: what then still stays is kept, not forgotten.
 */
export async function settledMemory(subject: Subject, enough = Number.POSITIVE_INFINITY): Promise<Settled> {
  let mb = Number.POSITIVE_INFINITY
  let tickets = 0
  for (let round = 0; round < MOST_ROUNDS && (round === 0 || mb > enough); round++) {
    for (let n = 0; n < SETTLING; n++) await ordinaryTicket(subject, { query: `ordinary ${n}` }, false)
    tickets += SETTLING
    for (let look = 0; look < 12; look++) {
      await sleep(250)
      mb = Math.min(mb, await residentMb(subject.pid))
    }
  }
  return { mb, tickets }
}
