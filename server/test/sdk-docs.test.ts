// Every example of docs/sdk.md, run in its order against the real server; what it prints is what the page says.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as sdk from '../../sdk/src/index.ts'
import { indexSome } from '../src/core/search/index-messages.ts'
import { createTestApp, type TestApp } from './app.ts'
import { png } from './forms.ts'
import { listen } from './raw-http.ts'

const page = readFileSync(new URL('../../docs/sdk.md', import.meta.url), 'utf8')
const blocks = [...page.matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(([, language = '', text = '']) => ({
  language,
  text,
}))

/** A js block, and the text block that must follow it. */
const examples = blocks.flatMap(({ language, text: code }, at) => {
  if (language !== 'js') return []
  const next = blocks[at + 1]
  if (next?.language !== 'text') throw new Error(`nothing says what this prints:\n${code}`)
  return [{ code, printed: next.text }]
})

let app: TestApp
let baseUrl: string
beforeAll(async () => {
  app = await createTestApp()
  baseUrl = `http://127.0.0.1:${await listen(app.http)}`
})
afterAll(() => app.close())

it('has examples, each with what it prints', () => {
  expect(examples.length).toBeGreaterThan(8)
  expect(blocks).toHaveLength(2 * examples.length)
})

it('prints what it says', async () => {
  const { org, apiKey, accessToken } = await app.organisation()
  const lines: unknown[][] = []
  const log = (...words: unknown[]) => lines.push(words)
  const between = async () => {
    // The server does this behind what was said; here it has done it before the next example.
    while (await indexSome(app.core, org));
    lines.push([END])
  }
  const photo = new Blob([new Uint8Array(png(3, 2))])
  const parts = { baseUrl, apiKey, accessToken, photo, console: { log }, between, sdk }
  const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor
  await new AsyncFunction(...Object.keys(parts), whole())(...Object.values(parts))
  const printed = lines
    .map((words) => `${words.map(String).join(' ')}\n`)
    .join('')
    .split(`${END}\n`)
  for (const [at, example] of examples.entries()) expect(printed[at]).toMatch(patternOf(example.printed))
})

const END = '--- end of an example ---'

/** One program, for later examples use what earlier ones named. */
function whole(): string {
  const code = examples.map((example) => `${example.code}\nawait between()\n`).join('')
  return code.replace(/^import (\{[^}]+\}) from '@parley\/sdk'$/gm, 'const $1 = sdk')
}

function patternOf(printed: string): RegExp {
  return new RegExp(
    `^${printed
      .split('…')
      .map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('[\\s\\S]+')}$`,
  )
}
