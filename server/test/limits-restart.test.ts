// The published minute is a minute: neither a restart nor a kill gives sixty more replies.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, it } from 'vitest'
import { parley } from './parley.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'parley-limits-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

async function reply(url: string, authorization: string): Promise<number> {
  const body = new URLSearchParams({ content: 'x', user: '{"email": "a@example.com"}' })
  const answer = await fetch(`${url}/interactions/reply?source_specific_id=none`, {
    method: 'POST',
    headers: { authorization },
    body,
  })
  await answer.arrayBuffer()
  return answer.status
}

it.each(['SIGTERM', 'SIGKILL'] as const)(
  'sixty replies a minute stay sixty across %s',
  async (signal) => {
    const own = join(dataDir, signal)
    const details = [
      '--organisation',
      'Pottle',
      '--email',
      'noor@example.com',
      '--password',
      'correct horse battery',
    ]
    const setup = parley(own, ['setup', ...details, '--json'])
    expect(await setup.exit()).toBe(0)
    const { api_key: key } = JSON.parse(setup.stdout())

    const first = parley(own, ['serve'])
    const { url } = await first.ready()
    const statuses = await Promise.all(Array.from({ length: 61 }, () => reply(url, key)))
    expect([
      statuses.filter((status) => status === 404).length,
      statuses.filter((s) => s === 429).length,
    ]).toEqual([60, 1])
    // They are written every second; a kill within it may lose that second.
    await sleep(1_500)
    first.child.kill(signal)
    await first.exit()

    const second = parley(own, ['serve'])
    try {
      const again = await second.ready()
      expect(await reply(again.url, key)).toBe(429)
    } finally {
      second.child.kill('SIGKILL')
      await second.exit()
    }
  },
  30_000,
)
