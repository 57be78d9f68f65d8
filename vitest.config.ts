import { defineConfig } from 'vitest/config'

const server = 'server/src'
/** These need a service of their own; the other projects leave them to it. */
const withRedis = [`${server}/limits/redis.test.ts`, `${server}/bus/redis.test.ts`]
const withS3 = [`${server}/blobs/s3.test.ts`]
/** These start the real command line, again and again: seconds each, where `unit` is to take two minutes in all. */
const withProcesses = ['cli', 'cli-keys', 'backup', 'doctor', 'limits-restart', 'ssrf'].map(
  (name) => `server/test/${name}.test.ts`,
)

/** Which projects run on this machine, and which are named as left out: `bin/test.js`. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            `${server}/**/*.test.ts`,
            'server/test/*.test.ts',
            'sdk/src/**/*.test.ts',
            'dashboard/src/**/*.test.ts',
          ],
          exclude: [...withRedis, ...withS3, ...withProcesses],
          env: { TEST_ENGINE: 'sqlite' },
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'postgres',
          include: [`${server}/{core,db,jobs,surfaces}/**/*.test.ts`],
          env: { TEST_ENGINE: 'postgres' },
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'processes',
          include: withProcesses,
          env: { TEST_ENGINE: 'sqlite' },
          testTimeout: 60_000,
        },
      },
      { test: { name: 'redis', include: withRedis, testTimeout: 30_000 } },
      { test: { name: 's3', include: withS3, testTimeout: 30_000 } },
      {
        test: {
          name: 'nodes',
          include: ['server/test/nodes/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['server/test/journeys/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
