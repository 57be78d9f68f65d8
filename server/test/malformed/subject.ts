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
  const { api_key: apiKey, access_token: accessToken } = await setUp(dataDir)
  const node = [process.execPath, ...RUNTIME_FLAGS]
  const server = parley(dataDir, ['serve'], {
    node,
    env: { RATE_LIMITS: 'off', LOG_LEVEL: 'info', ...RUNTIME_ENV },
  })
  const { url: named, pid } = await server.ready()
  const url = named.replace('//localhost', '//127.0.0.1')
  const subject = { server, pid, url, port: Number(new URL(url).port), dataDir, accessToken, apiKey }
  return { ...subject, ticketSource: 'malformed' }
}

/** Loads what is loaded at first use: the ticket replies go to, sharp, file-type, the parsers, compiled code. */
export async function warmUp(subject: Subject): Promise<void> {
  await ordinaryTicket(subject, { query: 'first', source_specific_id: subject.ticketSource })
  for (let n = 0; n < 300; n++) await ordinaryTicket(subject, { query: `warm ${n}` }, n % 10 === 0)
  await lookAtFiles(subject)
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

/** How many ordinary tickets {@link settledMemory} sends. */
export const SETTLING = 400

/**
 * Megabytes, the least within three seconds. Nobody forces a garbage collection, what counts is what an operator sees;
 * but an idle V8 does not collect either, so ordinary tickets come first and bring it about.
 */
export async function settledMemory(subject: Subject): Promise<number> {
  for (let n = 0; n < SETTLING; n++) await ordinaryTicket(subject, { query: `ordinary ${n}` }, false)
  let least = Number.POSITIVE_INFINITY
  for (let look = 0; look < 12; look++) {
    await sleep(250)
    least = Math.min(least, await residentMb(subject.pid))
  }
  return least
}
