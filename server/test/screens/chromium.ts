import { existsSync } from 'node:fs'

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
]

/** Where `CHROMIUM` says, else where it usually is. @throws {Error} with a sentence that says what to do. */
export function findChromium(): string {
  const named = process.env.CHROMIUM
  if (named) {
    if (existsSync(named)) return named
    throw new Error(`CHROMIUM says ${named}, and nothing is there.`)
  }
  const found = USUAL_PLACES.find((path) => existsSync(path))
  if (found) return found
  throw new Error(
    'No Chromium was found. Install one (Debian: apt install chromium), or say where it is: CHROMIUM=/path/to/chromium npm run screens',
  )
}
