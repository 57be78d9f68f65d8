import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { type Parley, parley as start } from './parley.ts'

let dataDir: string
let started: Parley[] = []
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'parley-keys-'))
})
afterEach(async () => {
  for (const { child, exit } of started) if (child.kill('SIGKILL')) await exit()
  started = []
  rmSync(dataDir, { recursive: true, force: true })
})

function parley(args: string[], env: Record<string, string> = {}): Parley {
  const run = start(dataDir, args, { env })
  started.push(run)
  return run
}

async function said(args: string[], env?: Record<string, string>): Promise<string> {
  const run = parley(args, env)
  expect([await run.exit(), run.stderr()]).toEqual([0, ''])
  return run.stdout().trimEnd()
}

async function refused(code: number, args: string[], env?: Record<string, string>): Promise<string> {
  const run = parley(args, env)
  expect([await run.exit(), run.stdout()]).toEqual([code, ''])
  expect(run.stderr()).not.toMatch(/\n +at /)
  return run.stderr().trimEnd()
}

const setUp = async (name = 'Pottle') =>
  JSON.parse(
    await said([
      'setup',
      ...[
        '--organisation',
        name,
        '--email',
        'noor@example.com',
        '--password',
        'correct horse battery',
        '--json',
      ],
    ]),
  )

const json = async (args: string[], env?: Record<string, string>) =>
  JSON.parse(await said(['keys', ...args, '--json'], env))
const names = async (at: string[] = []) =>
  (await json(['list', ...at])).map((key: { name: string }) => key.name)

async function ticket(url: string, key: string): Promise<number> {
  const body = new URLSearchParams({ query: 'The lid does not close' })
  const headers = { authorization: key }
  return (await fetch(`${url}/interaction`, { method: 'POST', headers, body })).status
}

// A process each, some of them a second long.
describe('keys on the database', { timeout: 60_000 }, () => {
  it('are made, listed and deleted, by name or id', async () => {
    await setUp()
    const website = await json(['create', '--name', ' Website ', '--expires', '2030-01-31'])
    expect(website).toEqual({
      id: expect.stringMatching(/^\w{8}$/),
      name: 'Website',
      key: expect.stringMatching(/^prl_live_\w{58}$/),
      expires_at: '2030-01-31T00:00:00.000Z',
      created_at: expect.any(String),
    })
    const list = await json(['list'])
    expect(list).toEqual([
      {
        id: website.id,
        name: 'Website',
        begins_with: `prl_live_${website.id}_`,
        created_at: website.created_at,
        expires_at: website.expires_at,
        last_used_at: null,
      },
      expect.objectContaining({ name: 'Set up' }),
    ])
    expect(JSON.stringify(list)).not.toContain(website.key.slice(18))

    expect(await said(['keys', 'delete', ' Website'])).toBe(`deleted ${website.id} Website`)
    expect(await json(['delete', list[1].id])).toEqual({ id: list[1].id, name: 'Set up' })
    expect(await said(['keys', 'list'])).toBe('there are no API keys')
    const { url } = await parley(['serve']).ready()
    expect(await ticket(url, website.key)).toBe(401)
  })

  it('are shown in lines and columns to a person', async () => {
    await setUp()
    const created = await said(['keys', 'create', '--name', 'Web shop'])
    expect(created).toMatch(/^key {14}prl_live_\w{58}$/m)
    expect(created).toMatch(/^expires_at {7}never$/m)
    const id = /^id +(\w{8})$/m.exec(created)?.[1]
    const [head, first, ...others] = (await said(['keys', 'list'])).split('\n')
    expect(head).toMatch(/^id {8}name {6}created {19}expires {2}last used$/)
    expect(first).toMatch(new RegExp(`^${id}  Web shop  20[\\d-]+T[\\d:.]+Z  never    never$`))
    expect(others).toHaveLength(1)
  })

  it('belong to the organisation that is named, when there are several', async () => {
    await setUp()
    await setUp()
    expect(await refused(2, ['keys', 'list'])).toBe(
      'parley: there are several organisations: say which with --organisation (pottle, pottle-2)',
    )
    await json(['create', '--name', 'Website', '--organisation', 'pottle-2'])
    expect(await names(['--organisation', 'pottle-2'])).toEqual(['Website', 'Set up'])
    expect(await names(['--organisation', 'pottle'])).toEqual(['Set up'])
    await refused(2, ['keys', 'delete', 'Website', '--organisation', 'pottle'])
    expect(await refused(2, ['keys', 'list', '--organisation', 'x'])).toMatch(/there is no organisation x$/)
  })

  it('of a name that is the id of another are not guessed at', async () => {
    await setUp()
    const { id } = await json(['create', '--name', 'Website'])
    await json(['create', '--name', id])
    expect(await refused(2, ['keys', 'delete', id])).toMatch(
      /is the id of one API key and the name of another/,
    )
    expect(await names()).toHaveLength(3)
  })

  it('are out of reach while a server has it open, which says how to ask that server', async () => {
    await parley(['serve']).ready()
    const sentence = await refused(3, ['keys', 'list'])
    expect(sentence).toMatch(/^parley: another Parley server is already running .*--url http/)
    expect(sentence.split('\n')).toHaveLength(1)
  })

  it('that is not there are a sentence, and no database is made', async () => {
    expect(await refused(2, ['keys', 'list'])).toMatch(/^parley: there is no database in /)
    expect(existsSync(join(dataDir, 'parley.db'))).toBe(false)
    await said(['migrate'])
    expect(await refused(2, ['keys', 'list'])).toMatch(/make one with parley setup$/)
  })
})

describe('keys of a running server', { timeout: 60_000 }, () => {
  it('are made, listed and deleted through it, and open it or not from that moment', async () => {
    const { access_token: token } = await setUp()
    const { url } = await parley(['serve']).ready()
    const at = ['--url', `${url}/`, '--token', token]
    const env = { PARLEY_URL: url, PARLEY_TOKEN: token }
    const { id, key } = await json(['create', '--name', 'Website', '--expires', '2030-01-31', ...at])
    expect(await ticket(url, key)).toBe(200)
    const [first] = await json(['list'], env)
    expect(first).toMatchObject({ id, name: 'Website', expires_at: '2030-01-31T00:00:00.000Z' })

    const again = ['keys', 'create', '--name', 'Website', ...at]
    expect(await refused(2, again)).toBe('parley: an API key with this name exists')
    expect(await refused(2, [...again, '--expires', '2001-01-31'])).toMatch(/must lie in the future$/)
    expect(await refused(2, ['keys', 'delete', 'Nobody', ...at])).toBe('parley: API key not found')

    expect(await said(['keys', 'delete', 'Website'], env)).toBe(`deleted ${id} Website`)
    expect(await ticket(url, key)).toBe(401)
    expect(await names(at)).toEqual(['Set up'])
    const wrong = [...at.slice(0, 3), 'pat_x']
    expect(await refused(2, ['keys', 'list', ...wrong])).toMatch(/does not take this access token$/)
  })

  it('are listed to the last page', async () => {
    const pages = [
      { data: [fields('b')], next_cursor: 'a+b/c' },
      { data: [fields('a')], next_cursor: null },
    ]
    const heard: string[] = []
    const url = await answering((path) => {
      heard.push(path)
      return [200, JSON.stringify(pages[heard.length - 1])]
    })
    expect(await names(['--url', url, '--token', 'pat_x'])).toEqual(['b', 'a'])
    expect(heard).toEqual([
      '/api/manage/api-keys?limit=200',
      '/api/manage/api-keys?limit=200&after=a%2Bb%2Fc',
    ])
  })

  it.each([
    ['another page', 200, '<h1>Welcome</h1>', /answered 200 with nothing a Parley server would say$/],
    ['another error', 502, 'Bad Gateway', /answered 502 with nothing a Parley server would say$/],
    ['a fault', 500, '{"code":"fault","detail":"Something failed."}', /answered 500: Something failed\.$/],
    ['a redirection, where the token must not follow', 307, '', /^parley: no Parley server answers at/],
  ])('that answers with %s leave with 1 and a sentence', async (_, status, body, sentence) => {
    const url = await answering((path) => [path === '/elsewhere' ? 200 : status, body])
    expect(await refused(1, ['keys', 'list', '--url', url, '--token', 'pat_x'])).toMatch(sentence)
  })

  it('that is not there leave with 1 and a sentence', async () => {
    const nobody = ['--url', 'http://127.0.0.1:1', '--token', 'pat_x']
    expect(await refused(1, ['keys', 'list', ...nobody])).toBe(
      'parley: no Parley server answers at http://127.0.0.1:1',
    )
  })
})

describe('a wrong command line', () => {
  const remote = ['--url', 'http://127.0.0.1:1', '--token', 'pat_x']
  it.each([
    [['list', '--url', 'http://127.0.0.1:1'], 'parley: --url needs an access token'],
    [['list', '--token', 'pat_x'], 'parley: --token is for a server: say which with --url'],
    [
      ['list', '--url', 'localhost:3000', '--token', 'pat_x'],
      'parley: --url must be an http or https address',
    ],
    [['list', ...remote, '--organisation', 'x'], 'parley: with --url the access token decides'],
    [['create'], "error: required option '--name <name>'"],
    [['delete'], "error: missing required argument 'id-or-name'"],
    [['rotate'], "error: unknown command 'rotate'"],
  ])('leaves with 2 and a sentence: keys %j', async (args, sentence) => {
    expect(await refused(2, ['keys', ...args])).toContain(sentence)
  })

  it('leaves with 2 and changes nothing when the key cannot be', async () => {
    await setUp()
    const create = (name: string, ...more: string[]) =>
      refused(2, ['keys', 'create', '--name', name, ...more])
    expect(await create(' ')).toBe('parley: name is required')
    expect(await create('x', '--expires', '2030-02-30')).toMatch(/^parley: expires_at must be a time/)
    expect(await create('Set up')).toBe('parley: an API key with this name exists')
    expect(await names()).toEqual(['Set up'])
  })
})

const fields = (name: string) => ({
  id: name.repeat(8),
  name,
  begins_with: '',
  created_at: '',
  expires_at: null,
  last_used_at: null,
})

/** Something that is not Parley; gone with the test. */
async function answering(answer: (path: string) => [status: number, body: string]): Promise<string> {
  const server = createServer((request, response) => {
    const [status, body] = answer(request.url ?? '')
    response.writeHead(status, status === 307 ? { location: '/elsewhere' } : {}).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
