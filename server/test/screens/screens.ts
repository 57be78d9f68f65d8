// `npm run screens`: every screen in every variant as a picture under screens/, to be looked at.
//   npm run screens -- thread phone    only those whose file name has both words
//   npm run screens -- --axe           says also which barriers axe-core finds
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { openBrowser } from '../journeys/browser.ts'
import { findChromium } from './chromium.ts'
import { writeIndex } from './picture-index.ts'
import { usual } from './screen.ts'
import { screens } from './table.ts'
import { openCamera } from './take.ts'
import { startWorkspaces } from './workspaces.ts'

const folder = fileURLToPath(new URL('../../../screens/', import.meta.url))
const AT_ONCE = 3
const say = (text: string): void => void process.stderr.write(`${text}\n`)

const { values, positionals: words } = parseArgs({
  allowPositionals: true,
  options: { axe: { type: 'boolean', default: false } },
})

const wanted = screens
  .flatMap((screen) => (screen.variants ?? usual).map((variant) => ({ screen, variant })))
  .map((one) => ({ ...one, file: `${one.screen.name}.${one.variant}.png` }))
  .filter(({ file }) => words.every((word) => file.includes(word)))

process.exitCode = await run()

async function run(): Promise<number> {
  if (wanted.length === 0) {
    say(
      `No screen has ${words.join(' and ')} in its name. There are: ${screens.map(({ name }) => name).join(', ')}`,
    )
    return 2
  }
  let chromium: string
  try {
    chromium = findChromium()
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
    return 2
  }
  mkdirSync(folder, { recursive: true })
  const { workspaces, stop } = await startWorkspaces(say)
  const leave = (): void => void stop().then(() => process.exit(130))
  process.once('SIGINT', leave)
  const browser = await openBrowser(chromium)
  const wrong: string[] = []
  let done = 0
  const begun = performance.now()
  async function allOf(group: typeof wanted): Promise<void> {
    const [first] = group
    if (!first) return
    const workspace = workspaces[first.screen.in]
    const camera = await openCamera(browser, first.variant, workspace, first.screen.signedOut === true)
    for (const { screen, file } of group) {
      if (!browser.isConnected()) throw new Error('the browser is gone')
      const started = performance.now()
      const complaints = await camera
        .take(screen, { path: folder + file, axe: values.axe })
        // One that cannot be taken is no reason to do without the others.
        .catch((error: unknown) => [`was not taken: ${error instanceof Error ? error.message : error}`])
      const seconds = ((performance.now() - started) / 1_000).toFixed(1)
      const place = `${String(++done).padStart(String(wanted.length).length)}/${wanted.length}`
      const wrongs = complaints.length > 0 ? ` · ${complaints.length} to look at` : ''
      say(`[${place}] ${file} ${seconds} s${wrongs}`)
      wrong.push(...complaints.map((complaint) => `${file} ${complaint}`))
      for (const complaint of complaints) say(`  ${complaint.split('\n', 1)[0]}`)
    }
    await camera.close()
  }
  try {
    // The longest first, so that none is left alone at the end.
    const groups = Map.groupBy(wanted, ({ screen, variant }) => `${variant} ${screen.in} ${screen.signedOut}`)
    const left = [...groups.values()].sort((a, b) => b.length - a.length)
    // Each waits for its page most of the time.
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let next = left.shift(); next; next = left.shift()) await allOf(next)
      }),
    )
  } finally {
    // One that is gone never says that it closed.
    if (browser.isConnected()) await browser.close()
    await stop()
  }
  writeIndex(folder)
  const minutes = ((performance.now() - begun) / 60_000).toFixed(1)
  say(
    `\n${wanted.length} pictures in ${minutes} minutes are in ${folder}, all of them in ${folder}index.html`,
  )
  for (const complaint of wrong) say(`  ${complaint}`)
  return wrong.length > 0 ? 1 : 0
}
