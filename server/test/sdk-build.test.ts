// The SDK as it is shipped: what it may assume of where it runs.
import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createContext, runInContext } from 'node:vm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, type TestApp } from './app.ts'
import { listen } from './raw-http.ts'
import { bundledSdk, walk, walked } from './sdk-walk.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const tsc = join(root, 'node_modules/typescript/bin/tsc')
const folder = mkdtempSync(join(tmpdir(), 'parley-sdk-'))
let app: TestApp
let baseUrl: string
beforeAll(async () => {
  execFileSync(process.execPath, [tsc, '-p', join(root, 'sdk/tsconfig.build.json'), '--outDir', folder])
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  app = await createTestApp()
  baseUrl = `http://127.0.0.1:${await listen(app.http)}`
}, 60_000)
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await app.close()
})

const built = () => {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const files = names.filter((name) => /\.(js|d\.ts)$/.test(name))
  return files.map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
}

it('is built of files that import nothing but each other', () => {
  const imported = built().flatMap(({ text }) =>
    [...text.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map(([, to = '']) => to),
  )
  expect(imported.length).toBeGreaterThan(20)
  expect(imported.filter((to) => !/^\.\.?\/[\w./-]+$/.test(to))).toEqual([])
})

it('names nothing that only Node has', () => {
  const node = /\b(process|Buffer|require|__dirname|__filename|global|setImmediate|NodeJS)\b(?!['’])/
  const code = built().map(({ name, text }) => ({
    name,
    text: text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ''),
  }))
  expect(code.length).toBeGreaterThan(20)
  expect(code.filter(({ text }) => node.test(text)).map(({ name }) => name)).toEqual([])
})

it('is built with types that hold a program that uses it', () => {
  const program = join(folder, 'program.ts')
  writeFileSync(
    program,
    `import { manageApi, type Conversation } from './index.js'
    const manage = manageApi({ baseUrl: '', accessToken: '' })
    export const one: Promise<Conversation> = manage.conversation('1')
    // @ts-expect-error there is no such status
    export const none = manage.conversations({ status: 'asleep' })`,
  )
  const options = ['--noEmit', '--strict', '--module', 'nodenext', '--lib', 'es2023,dom,dom.asynciterable']
  expect(() => execFileSync(process.execPath, [tsc, ...options, program], { cwd: folder })).not.toThrow()
})

/** What Node 20, Deno, Bun and browsers share, and this SDK uses; of the language itself a context has its own. */
const shared = {
  AbortController,
  AbortSignal,
  Blob,
  clearTimeout,
  crypto,
  fetch,
  File,
  FormData,
  Headers,
  Response,
  setTimeout,
  TextDecoder,
  URLSearchParams,
}

it('runs where there is nothing but what all platforms share', async () => {
  const { apiKey, accessToken } = await app.organisation()
  const context = createContext({ ...shared, given: { baseUrl, apiKey, accessToken } })
  runInContext(await bundledSdk(), context)
  expect(runInContext('[typeof process, typeof Buffer, typeof URL].join()', context)).toBe(
    'undefined,undefined,undefined',
  )
  const answer: unknown = await runInContext(`(${walk})(Parley, given)`, context)
  // Objects of another realm are equal only as text.
  expect(JSON.parse(JSON.stringify(answer))).toEqual(walked)
})

// The server wants the Node it was pinned to; the SDK is for others too, which the environment names.
const runtimes = [
  { name: 'the pinned Node', command: [process.execPath] },
  { name: 'another Node', command: named('SDK_NODE') },
  { name: 'Deno', command: named('SDK_DENO', 'run', '--allow-net', '--allow-read') },
  { name: 'Bun', command: named('SDK_BUN', 'run') },
]

function named(variable: string, ...options: string[]): string[] {
  const path = process.env[variable]
  return path ? [path, ...options] : []
}

it.each(runtimes.filter(({ command }) => command.length > 0))(
  'runs as it was built, in a program of its own, under $name',
  async ({ command: [runtime = '', ...options] }) => {
    const { apiKey, accessToken } = await app.organisation()
    const program = join(folder, 'walk.mjs')
    writeFileSync(
      program,
      `import * as sdk from './index.js'
      console.log(JSON.stringify(await (${walk})(sdk, ${JSON.stringify({ baseUrl, apiKey, accessToken })})))`,
    )
    const { stdout } = await promisify(execFile)(runtime, [...options, program])
    expect(JSON.parse(stdout)).toEqual(walked)
  },
)
