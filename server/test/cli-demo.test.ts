// `parley demo` as somebody types it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { type Parley, parley } from './parley.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'parley-demo-'))
const started: Parley[] = []
afterAll(async () => {
  for (const { child, exit } of started) if (child.kill('SIGKILL')) await exit()
  rmSync(dataDir, { recursive: true, force: true })
})

async function run(
  args: string[],
  folder = dataDir,
): Promise<{ code: number | null; out: string; err: string }> {
  const process = parley(folder, args)
  started.push(process)
  const code = await process.exit(60_000)
  return { code, out: process.stdout(), err: process.stderr() }
}

it('says who can sign in, and they can; beside a running server it is refused; again it changes nothing', async () => {
  const first = await run(['demo'])
  expect([first.code, first.err]).toEqual([0, ''])
  expect(first.out).toContain(
    '300 of 300 conversations, 120 contacts and 30 companies were added to parley-demo.',
  )
  const password = /password (\S+)\n/.exec(first.out)?.[1] ?? ''
  const emails = first.out.match(/\w+@parley-demo\.example/g) ?? []
  expect([password.length, emails.length]).toEqual([16, 6])

  const server = parley(dataDir, ['serve'])
  started.push(server)
  const { url } = await server.ready()
  for (const email of [emails[0], emails[5]]) {
    const answer = await fetch(`${url}/api/manage/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    })
    expect([email, answer.status]).toEqual([email, 200])
  }
  const beside = await run(['demo'])
  expect([beside.code, beside.out]).toEqual([3, ''])
  expect(beside.err).toMatch(/^parley: another Parley server is already running on this data folder .+\n$/)
  server.child.kill('SIGTERM')
  await server.exit()

  const second = await run(['demo', '--seed', '7'])
  expect([second.code, second.out]).toEqual([
    0,
    'the sample workspace is in parley-demo already: nothing was changed\n',
  ])
}, 120_000)

it.each([
  ['an organisation there is not', ['--organisation', 'nobody'], 'there is no organisation nobody'],
  ['a seed that is no number', ['--seed', 'x'], '--seed is a whole number'],
  ['a password nobody should have', ['--password', 'short'], 'the password needs at least 10 characters'],
])('leaves with 2 and a sentence: %s', async (_, args, sentence) => {
  const refused = await run(['demo', ...args], join(dataDir, 'empty'))
  expect([refused.code, refused.out]).toEqual([2, ''])
  expect(refused.err).toContain(`parley: ${sentence}`)
})
