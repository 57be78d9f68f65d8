// A workspace of a given size with a server on it, made once and kept for the next run.
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ServerProcess, setUp, startParley } from '../../test/crash/parley-process.ts'
import { generate, type Size } from './generate.ts'

/** `ids`: some conversations of every status. */
export type Workspace = { server: ServerProcess; token: string; ids: string[] }

/** Makes what is missing in `dataDir`, with progress, and starts the server. */
export async function openWorkspace(dataDir: string, size: Size): Promise<Workspace> {
  const made = join(dataDir, 'made.json')
  if (!existsSync(made)) {
    await mkdir(dataDir, { recursive: true })
    const { access_token } = await setUp(dataDir)
    const began = performance.now()
    await generate(join(dataDir, 'parley.db'), size, (done) => {
      if (done % 50_000 === 0) process.stdout.write(`  ${done} conversations\n`)
    })
    const seconds = ((performance.now() - began) / 1_000).toFixed(0)
    process.stdout.write(
      `made ${size.conversations} conversations, ${size.messages} messages in ${seconds} s\n`,
    )
    await writeFile(made, JSON.stringify({ access_token }))
  }
  const { access_token: token } = JSON.parse(await readFile(made, 'utf8'))
  const server = await startParley({ dataDir })
  return { server, token, ids: await someIds(server.url, token) }
}

async function someIds(url: string, token: string): Promise<string[]> {
  const ids: string[] = []
  for (const status of ['open', 'closed', 'pending', 'snoozed']) {
    const answer = await ask(url, token, `/conversations?limit=100&status=${status}`)
    ids.push(...JSON.parse(answer.body).data.map((row: { id: string }) => row.id))
  }
  return ids
}

export async function ask(url: string, token: string, path: string): Promise<{ ms: number; body: string }> {
  const began = performance.now()
  const response = await fetch(`${url}/api/manage${path}`, { headers: { authorization: `Bearer ${token}` } })
  const body = await response.text()
  const ms = performance.now() - began
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}: ${body.slice(0, 300)}`)
  return { ms, body }
}
