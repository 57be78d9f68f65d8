// The published examples: every curl line of docs/api is run against a real server, and its answer compared.
import { readdirSync, readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OrgId } from '../src/core/ids.ts'
import { indexSome } from '../src/core/search/index-messages.ts'
import { createTestApp, type TestApp } from './app.ts'
import { file, png } from './forms.ts'

const folder = new URL('../../docs/api/', import.meta.url)
const pages = readdirSync(folder).filter((name) => name.endsWith('.md'))

type Example = { line: number; command: string; status: number; body: unknown }

/** A `sh` block is a request, the `json <status>` block after it the answer. */
function examplesOf(markdown: string): Example[] {
  const pattern = /```sh\n([^`]+)```\n+```json (\d{3})\n([\s\S]*?)```/g
  return [...markdown.matchAll(pattern)].map((match) => ({
    line: markdown.slice(0, match.index).split('\n').length,
    command: (match[1] ?? '').trim(),
    status: Number(match[2]),
    // A 204 has no body to show.
    body: match[3] ? JSON.parse(match[3]) : undefined,
  }))
}

/** The few options of curl that the pages use; anything else is an error in the page. */
function requestOf(command: string): { url: string; init: RequestInit } {
  const words = [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map((m) => m[1] ?? m[2] ?? m[3] ?? '')
  const headers = new Headers()
  let [method, url, form, data]: [string, string, FormData | undefined, string | undefined] = [
    'GET',
    '',
    undefined,
    undefined,
  ]
  for (let at = 1; at < words.length; at++) {
    const word = words[at] ?? ''
    const value = words[at + 1] ?? ''
    if (word === '-X') method = value
    else if (word === '-H')
      headers.set(value.slice(0, value.indexOf(':')), value.slice(value.indexOf(':') + 1).trim())
    else if (word === '-d') data = value
    else if (word === '-F') {
      form ??= new FormData()
      const [name, text] = [value.slice(0, value.indexOf('=')), value.slice(value.indexOf('=') + 1)]
      form.append(name, text.startsWith('@') ? fileNamed(text.slice(1)) : text)
    } else if (word.startsWith('-')) throw new Error(`${word} is not an option these examples may use`)
    else {
      url = word
      continue
    }
    at++
  }
  // As curl does: it adds the boundary to this header by itself.
  if (form) headers.delete('content-type')
  return {
    url,
    init: { method, headers, ...(form && { body: form }), ...(data !== undefined && { body: data }) },
  }
}

/** The files the pages upload. */
function fileNamed(name: string): File {
  const contents: Record<string, Buffer> = {
    'lid.png': png(3, 2),
    'manual.pdf': Buffer.from('%PDF-1.7 A manual'),
  }
  const bytes = contents[name]
  if (!bytes) throw new Error(`these examples have no file ${name}`)
  return file(bytes, name)
}

type Variables = Record<string, string>

const nameIn = (expected: unknown) => /^\$([A-Z_]+)$/.exec(String(expected))?.[1]

/** `"…"` in the page stands for any text that is not empty, `"$NAME"` for the text of that name. */
function withPlaceholders(expected: unknown, variables: Variables): unknown {
  if (expected === '…') return expect.stringMatching(/./)
  if (Array.isArray(expected)) return expected.map((item) => withPlaceholders(item, variables))
  if (typeof expected === 'string') return variables[nameIn(expected) ?? ''] ?? expected
  if (typeof expected !== 'object' || expected === null) return expected
  return Object.fromEntries(
    Object.entries(expected).map(([key, value]) => [key, withPlaceholders(value, variables)]),
  )
}

/** Where the page names a value for the first time, the answer says what it is. */
function learn(expected: unknown, actual: unknown, variables: Variables): void {
  const name = nameIn(expected)
  if (name !== undefined && typeof actual === 'string' && actual !== '') variables[name] ??= actual
  if (typeof expected !== 'object' || !expected || typeof actual !== 'object' || !actual) return
  const answered = new Map<string, unknown>(Object.entries(actual))
  for (const [key, value] of Object.entries(expected)) learn(value, answered.get(key), variables)
}

describe.each(pages)('docs/api/%s', (page) => {
  let app: TestApp
  let variables: Variables
  let org: OrgId
  const examples = examplesOf(readFileSync(new URL(page, folder), 'utf8'))

  beforeAll(async () => {
    app = await createTestApp()
    await app.http.listen({ host: '127.0.0.1', port: 0 })
    const { port } = app.http.server.address() as AddressInfo
    const organisation = await app.organisation()
    const { apiKey, accessToken, site } = organisation
    org = organisation.org
    variables = {
      PARLEY: `http://127.0.0.1:${port}`,
      API_KEY: apiKey,
      TOKEN: accessToken,
      SITE_KEY: site.key,
      SITE_SECRET: site.secret,
      IMAGE: png(3, 2).toString('base64'),
    }
  })
  afterAll(() => app.close())

  it('has examples, and a request for every answer', () => {
    const markdown = readFileSync(new URL(page, folder), 'utf8')
    expect(examples.length).toBeGreaterThan(4)
    expect(examples).toHaveLength(markdown.match(/```json \d/g)?.length ?? 0)
    expect(examples).toHaveLength(markdown.match(/```sh/g)?.length ?? 0)
  })

  // They tell one story from top to bottom: numbers count up, keys repeat.
  it.each(examples)('line $line answers $status', async ({ command, status, body }) => {
    const filled = command.replace(/\$([A-Z_]+)/g, (_, name: string) => variables[name] ?? `unknown ${name}`)
    const { url, init } = requestOf(filled)
    // The server does this behind what was said; here it has done it before the next line.
    while (await indexSome(app.core, org));
    const response = await fetch(url, init)
    const text = await response.text()
    const answer: unknown = text === '' ? undefined : JSON.parse(text)
    learn(body, answer, variables)
    expect({ status: response.status, body: answer }).toEqual({
      status,
      body: withPlaceholders(body, variables),
    })
  })
})
