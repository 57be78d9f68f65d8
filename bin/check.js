// `npm run check`: what CI runs, step for step; stops at the first that fails.
import { spawnSync } from 'node:child_process'

const steps = [
  ['types: server', 'tsc', '-p', 'server'],
  ['types: dashboard', 'tsc', '-p', 'dashboard'],
  ['types: widget', 'tsc', '-p', 'widget'],
  ['types: sdk', 'tsc', '-p', 'sdk'],
  ['lint and format', 'biome', 'check', '--error-on-warnings', '.'],
  ['dead code', 'knip'],
  ['builds: dashboard, widget, sdk', 'npm', 'run', 'build', '--workspaces', '--if-present'],
  ['tests', 'npm', 'test'],
]

for (const [name, command, ...args] of steps) {
  process.stdout.write(`\n── ${name}\n`)
  const started = performance.now()
  const { status } = spawnSync(String(command), args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  const seconds = ((performance.now() - started) / 1_000).toFixed(1)
  if (status !== 0) {
    process.stderr.write(`\n${name}: failed after ${seconds} s\n`)
    process.exit(status ?? 1)
  }
  process.stdout.write(`   ${name}: fine, ${seconds} s\n`)
}
