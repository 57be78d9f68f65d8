// `npm test`: runs every project this machine can, and says by name what it left out. In CI nothing may be left out.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** What a project needs; `unit`, `front`, `processes` and `s3` (which brings its own S3 server) need nothing. */
const needs = {
  postgres: { missing: () => !process.env.TEST_DATABASE_URL, set: 'TEST_DATABASE_URL=postgres://…' },
  redis: { missing: () => !process.env.TEST_REDIS_URL, set: 'TEST_REDIS_URL=redis://…' },
  nodes: {
    missing: () => !process.env.TEST_DATABASE_URL || !process.env.TEST_REDIS_URL,
    set: 'TEST_DATABASE_URL and TEST_REDIS_URL',
  },
  journeys: { missing: () => !existsSync(browser()), set: 'CHROMIUM=/path/to/chromium' },
}

function browser() {
  return process.env.CHROMIUM ?? '/usr/bin/chromium'
}

const asked = process.argv.slice(2)
const leftOut = Object.entries(needs).filter(([, need]) => need.missing())

if (leftOut.length > 0 && process.env.CI === 'true') {
  for (const [project, { set }] of leftOut)
    process.stderr.write(`CI must run the ${project} tests: set ${set}\n`)
  process.exit(1)
}

const projects = ['unit', 'front', 'processes', 's3', ...Object.keys(needs)].filter(
  (project) => !leftOut.some(([missing]) => missing === project),
)
const vitest = new URL('../node_modules/vitest/vitest.mjs', import.meta.url).pathname
const selection = asked.some((argument) => argument.startsWith('--project'))
  ? []
  : projects.flatMap((project) => ['--project', project])
const { status } = spawnSync(process.execPath, [vitest, 'run', ...selection, ...asked], { stdio: 'inherit' })

for (const [project, { set }] of leftOut)
  process.stdout.write(`Left out: the ${project} tests. To run them, set ${set}\n`)
process.exit(status ?? 1)
