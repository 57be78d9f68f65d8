import { defineConfig } from 'vitest/config'

const server = 'server/src'
/** These need a service of their own; the other projects leave them to it. */
const withRedis = [`${server}/limits/redis.test.ts`, `${server}/bus/redis.test.ts`]
const withS3 = [`${server}/blobs/s3.test.ts`]
const withPostgres = [`${server}/db/postgres-away.test.ts`]
/** What only SQLite does. */
const onSqlite = [
  `${server}/db/hot-statements.test.ts`,
  `${server}/db/migrations/0019-cheaper-checks.test.ts`,
]
/** These start the real command line, again and again: seconds each, where `unit` is to take two minutes in all. */
const withProcesses = [
  'cli',
  'cli-demo',
  'cli-keys',
  'deploy',
  'backup',
  'doctor',
  'limits-restart',
  'chat-restart',
  'ssrf',
  'disk-full',
  'database-fails',
].map((name) => `server/test/${name}.test.ts`)

/** These wait for real seconds to pass: deadlines, back-offs, a lock that somebody keeps. */
const withRealTime = [
  `${server}/http/{server,slow-bodies}.test.ts`,
  `${server}/{limits/memory,idle-memory}.test.ts`,
  `${server}/outbound/connection.test.ts`,
  `${server}/surfaces/{database-held,overload}.test.ts`,
  'sdk/src/{retries,tickets-retries}.test.ts',
]

/** It replaces a module, which only works before anybody else has loaded it. */
const withModuleOfItsOwn = [`${server}/surfaces/manage/guessing.test.ts`]

/** In CI, examples made at random are the same each time. */
const setupFiles = process.env.CI === 'true' ? ['server/test/same-examples.ts'] : []

/** Which projects run on this machine, and which are named as left out: `bin/test.js`. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [`${server}/**/*.test.ts`, 'server/test/*.test.ts', 'sdk/src/**/*.test.ts'],
          exclude: [
            ...withRedis,
            ...withS3,
            ...withPostgres,
            ...withProcesses,
            ...withRealTime,
            ...withModuleOfItsOwn,
          ],
          env: { TEST_ENGINE: 'sqlite' },
          setupFiles,
          // Loading the server anew for each of 200 files took twice as long as all their tests together.
          isolate: false,
          maxWorkers: 2,
          testTimeout: 20_000,
        },
      },
      {
        test: {
          // Each file in a world of its own: the language somebody speaks is one for the whole page.
          name: 'front',
          include: ['dashboard/src/**/*.test.ts', 'widget/src/**/*.test.ts'],
          setupFiles,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'postgres',
          include: [
            `${server}/{core,db,jobs,surfaces}/**/*.test.ts`,
            'server/test/{demo,sdk,sdk-contacts,sdk-conversations,sdk-macros,sdk-own,sdk-team}.test.ts',
          ],
          exclude: [...withModuleOfItsOwn, ...onSqlite],
          env: { TEST_ENGINE: 'postgres' },
          setupFiles,
          isolate: false,
          testTimeout: 30_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'processes',
          include: [...withProcesses, ...withRealTime, ...withModuleOfItsOwn],
          env: { TEST_ENGINE: 'sqlite' },
          testTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      { test: { name: 'redis', include: withRedis, testTimeout: 30_000, sequence: { groupOrder: 1 } } },
      { test: { name: 's3', include: withS3, testTimeout: 30_000, sequence: { groupOrder: 1 } } },
      {
        test: {
          name: 'nodes',
          include: ['server/test/nodes/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['server/test/journeys/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          // After all others: a browser that shares its cores with them misses what it waits for.
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
