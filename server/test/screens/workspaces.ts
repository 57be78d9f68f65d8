// The servers that screens are taken of: one before its set-up, one just set up, one with a filled workspace.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { dataFolder, startServer } from '../journeys/server.ts'
import { type Call, makePlaces } from './places.ts'

export type WorkspaceName = 'unset' | 'empty' | 'full'

export type Workspace = {
  url: string
  /** The one-time link; after set-up it leads to the page that says so. */
  link: string
  cookies: Cookie[]
  /** Whose cookies they are. */
  person: string
  /** Addresses of single things, by name: a conversation with files, one with long words, an invitation. */
  places: Record<string, string>
}

type Cookie = { name: string; value: string; domain: string; path: string; secure: boolean }
type Say = (text: string) => void

const bin = fileURLToPath(new URL('../../bin/parley.js', import.meta.url))
const PASSWORD = 'violet kettle harbour'
const OWNER = 'noor@parley-demo.example'

/** Starts all three on folders of their own; `stop` ends them and removes everything. */
export async function startWorkspaces(say: Say) {
  const running: { stop(): Promise<void> }[] = []
  const stop = async (): Promise<void> => {
    for (const one of running.splice(0).reverse()) await one.stop()
  }
  async function start(folder = dataFolder()): Promise<{ url: string; link: string }> {
    const server = await startServer(folder.dir)
    running.push({
      async stop() {
        await server.stop('SIGTERM')
        folder.remove()
      },
    })
    return { url: server.ready.url, link: server.ready.open ?? server.ready.url }
  }
  try {
    say('starting a server before its set-up')
    const unset = { ...(await start()), cookies: [], person: '', places: {} }
    say('starting one that was just set up')
    const bare = await start()
    const empty = { ...bare, cookies: await setUp(bare), person: '', places: {} }
    say('filling a sample workspace, some ten seconds')
    const folder = dataFolder()
    await promisify(execFile)(process.execPath, [bin, 'demo', '--password', PASSWORD], {
      env: { ...process.env, BASE_URL: '', DATA_DIR: folder.dir },
    })
    const filled = await start(folder)
    const { url } = filled
    for (const browser of OTHER_BROWSERS) await signIn(url, OWNER, browser)
    const cookies = await signIn(url, OWNER)
    const call = caller(url, cookies)
    const person = (await call<{ teammate: { id: string } }>('/session')).teammate.id
    const places = await makePlaces(url, call, person)
    await mention(url, places.merged, person)
    const full = { ...filled, cookies, person, places }
    running.push(await keepCompany(url, full.places.thread))
    const workspaces: Record<WorkspaceName, Workspace> = { unset, empty, full }
    return { workspaces, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function setUp({ url, link }: { url: string; link: string }): Promise<Cookie[]> {
  const fields = { organisation: 'Pottle & Pan', name: 'Noor Valdis', email: OWNER, password: PASSWORD }
  const body = new URLSearchParams(fields)
  return cookiesOf(url, await fetch(link, { method: 'POST', body, redirect: 'manual' }))
}

async function signIn(url: string, email: string, browser = 'screens'): Promise<Cookie[]> {
  const answer = await fetch(`${url}/api/manage/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': browser },
    body: JSON.stringify({ email, password: PASSWORD }),
  })
  return cookiesOf(url, answer)
}

const OTHER_BROWSERS = [
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  'curl/8.5.0',
]

function caller(url: string, cookies: Cookie[]): Call {
  return async (path, method = 'GET', body) => {
    const headers = {
      cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
      origin: url,
      ...(body && { 'content-type': 'application/json' }),
    }
    const init = { method, headers, ...(body && { body: JSON.stringify(body) }) }
    const answer = await fetch(`${url}/api/manage${path}`, init)
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status} ${await answer.text()}`)
    const text = await answer.text()
    // What these routes answer is described; a screen that misses something says so when it is taken.
    return text === '' ? undefined : JSON.parse(text)
  }
}

/** One's own mentions are made by others. */
async function mention(url: string, address = '', person: string): Promise<void> {
  const conversation = new URL(address, url).searchParams.get('conversation')
  const mattis = caller(url, await signIn(url, 'mattis@parley-demo.example'))
  const body = '@Noor Valdis do we still send the leaflet about hard water along?'
  await mattis(`/conversations/${conversation}/messages`, 'POST', { kind: 'note', body, mentions: [person] })
}

const HEARTBEAT = 20_000

/** Two others look at one conversation, and one of them writes there. */
async function keepCompany(url: string, address = '') {
  const conversation_id = new URL(address, url).searchParams.get('conversation')
  const others = await Promise.all(
    ['mattis', 'aiko'].map(async (name) => caller(url, await signIn(url, `${name}@parley-demo.example`))),
  )
  const beat = (): void => {
    for (const [place, call] of others.entries()) {
      const doing = { status: 'online', conversation_id, typing: place === 1, draft_length: place * 84 }
      // One that is late is made good for by the next.
      call('/presence', 'PUT', doing).catch(() => undefined)
    }
  }
  beat()
  const timer = setInterval(beat, HEARTBEAT)
  return { stop: async () => clearInterval(timer) }
}

function cookiesOf(url: string, answer: Response): Cookie[] {
  const cookies = answer.headers.getSetCookie().map((line) => {
    const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
    // Browsers take localhost for secure, as the server does.
    return { name, value, domain: new URL(url).hostname, path: '/', secure: true }
  })
  if (cookies.length === 0) throw new Error(`signing in at ${url} answered ${answer.status}`)
  return cookies
}
