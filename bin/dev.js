// `npm run dev`: the server restarts when its source changes; the dashboard is served by Vite in front of it, on one origin.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const repository = fileURLToPath(new URL('..', import.meta.url))
/** The one origin a person sees; the server stands behind it. */
const origin = 'http://localhost:3000'
const port = '3001'

const children = [
  spawn(process.execPath, ['--watch', '--watch-path=server/src', 'server/bin/parley.js', 'serve'], {
    cwd: repository,
    stdio: 'inherit',
    env: { DATA_DIR: './data/dev', ...process.env, PORT: port, BASE_URL: origin },
  }),
  spawn(process.execPath, ['../node_modules/vite/bin/vite.js', '--port', '3000', '--strictPort'], {
    cwd: fileURLToPath(new URL('../dashboard', import.meta.url)),
    stdio: 'inherit',
    env: { ...process.env, PARLEY_SERVER: `http://localhost:${port}` },
  }),
]

function stop() {
  for (const child of children) child.kill('SIGTERM')
}
process.on('SIGINT', stop)
process.on('SIGTERM', stop)
for (const child of children) child.on('exit', stop)
