import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import i18next from 'i18next'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { errorCodes, errorReasons } from '../../../server/src/core/errors.ts'
import { languages, speak } from '../i18n/i18n.ts'
import { asProblem, Problem, readProblem } from './problem.ts'
import { problemWords } from './problem-words.ts'
import { serverSentences, whatIsGone } from './server-sentences.ts'

const server = fileURLToPath(new URL('../../../server/src/', import.meta.url))
const sources = globSync('{core,http,surfaces/manage}/**/*.ts', { cwd: server })
  .filter((file) => !file.endsWith('.test.ts'))
  .map((file) => readFileSync(server + file, 'utf8'))
/** With whatever is put into them as `{}`, in sentences made of several pieces too. */
const said = sources.join('\n').replace(/\$\{[^}]*\}/g, '{}')

const codes = [...errorCodes, ...errorReasons, 'protocol', 'fault', 'unreachable', 'script'] as const
const keys = [...new Set(Object.values(serverSentences))]

afterAll(() => speak('en'))

describe.each(languages)('in %s', (language) => {
  beforeEach(() => speak(language))

  it.each(codes)('has words for what the server calls %s', (code) => {
    const detail = 'a sentence nobody knows'
    const words = problemWords({ status: code === 'unavailable' ? 503 : 422, code, detail, retryAfter: 7 })
    expect(words).not.toBe('A sentence nobody knows.')
    expect(words).toMatch(/^\p{Lu}.{10,}[.“]$/u)
    expect(words).not.toMatch(/[{}]|problems:|codes\./)
  })

  it.each(keys)('words the sentence %s', (key) => {
    expect(i18next.exists(`problems:said.${key}`, { count: 3 })).toBe(true)
  })

  it.each(whatIsGone)('says of a missing %s that it is gone', (what) => {
    expect(problemWords({ code: 'not_found', detail: `${what} not found` })).toBe(
      i18next.t(`problems:gone.${what}`),
    )
    expect(i18next.exists(`problems:gone.${what}`)).toBe(true)
  })
})

/** Made of a field and an ending, or of a number and an ending. */
const COMPOSED: Readonly<Record<string, string>> = {
  'email already exists': '{} already exists',
  'there are {} shared views, and there can be no more': '{}, and there can be no more',
  'you have {} views, and there can be no more': '{}, and there can be no more',
  'password is required': 'password is required',
  'name is too long (maximum {} characters)': 'name is too long (maximum {} characters)',
  'body is too long (maximum {})': 'body is too long (maximum 256 KiB)',
}

it.each(Object.keys(serverSentences))('knows that the server still says: %s', (sentence) => {
  const plain = sentence.replace(/\{\w+\}/g, '{}')
  expect(said).toContain((COMPOSED[plain] ?? plain).replace(/^q: /, ''))
})

/** What only programs are told, or people elsewhere: there the server's own sentence will do. */
const ELSEWHERE = [
  '{} already exists',
  '{}, and there can be no more',
  'source specific id already exists',
  'this conversation was imported meanwhile',
  'a token cannot make one that may do more',
  'a token cannot make one that outlives it',
  'this access token lacks the scope {}',
  'A conversation with this visitor token already exists',
  'This conversation belongs to somebody else',
  'This client_message_id was used for a different message',
  'this takes a session, or an access token without scopes',
]

it('has words for every refusal that is about more than the form of a request', () => {
  const thrown = [...said.matchAll(/DomainError\(\s*'(?:conflict|forbidden)',\s*(['`])(.+?)\1/g)].map(
    ([, , sentence]) => sentence,
  )
  expect(thrown.length).toBeGreaterThan(20)
  const known = new Set(Object.keys(serverSentences).map((sentence) => sentence.replace(/\{\w+\}/g, '{}')))
  expect(
    thrown.filter((sentence) => !known.has(sentence ?? '') && !ELSEWHERE.includes(sentence ?? '')),
  ).toEqual([])
})

describe('a problem', () => {
  it('is told in the language the page has when it is read', async () => {
    const problem = new Problem(
      422,
      'invalid',
      'the password needs at least 1000 characters',
      null,
      'password',
    )
    await speak('en')
    expect(problem.message).toBe('At least 1,000 characters.')
    await speak('de')
    expect(problem.message).toBe('Mindestens 1.000 Zeichen.')
    expect(problem.detail).toBe('the password needs at least 1000 characters')
  })

  it('keeps what the server put into its sentence', async () => {
    await speak('de')
    const detail = 'q: status: must be one of: open, closed'
    expect(problemWords({ status: 422, code: 'invalid', detail })).toBe(
      'status: nimmt einen dieser Werte: open, closed.',
    )
  })

  it('repeats the server where nothing better is known', async () => {
    await speak('de')
    expect(problemWords({ status: 422, code: 'invalid', detail: 'limits must be an object' })).toContain(
      '„Limits must be an object.“',
    )
    expect(problemWords({ status: 418, code: 'teapot', detail: 'short and stout' })).toBe('Short and stout.')
  })

  it('of something in between says with which status it answered', async () => {
    await speak('en')
    const { message, code } = await readProblem(new Response('<h1>Bad gateway</h1>', { status: 502 }))
    expect([code, message]).toEqual([
      'unavailable',
      'The server, or what stands in front of it, answered 502.',
    ])
  })

  it('without an answer is one of the way there', async () => {
    await speak('de')
    expect(asProblem(new TypeError('fetch failed')).message).toBe('Der Server ist nicht erreichbar.')
  })
})
