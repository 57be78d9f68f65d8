// Broken forms, files and framings, as `npm run malformed` makes them for tickets, sent to the route for files.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation } from '../../../test/app.ts'
import { file, postForm } from '../../../test/forms.ts'
import { brokenFiles } from '../../../test/malformed/broken-files.ts'
import { brokenForms } from '../../../test/malformed/broken-forms.ts'
import { brokenFraming } from '../../../test/malformed/broken-framing.ts'
import { type Case, diceOf } from '../../../test/malformed/requests.ts'
import { type Outcome, sendCase } from '../../../test/malformed/send-case.ts'
import { listen } from '../../../test/raw-http.ts'

let app: TestApp
let to: TestOrganisation
let port: number
beforeAll(async () => {
  app = await createTestApp()
  to = await app.organisation()
  port = await listen(app.http)
})
afterAll(() => app.close())

const OF_EACH = 10
const AT_ONCE = 16
const DEADLINE = 15_000

/** The same bytes to the other route; names of files keep their length, for it was announced. */
function readdressed(given: Omit<Case, 'family'>, family: string): Case {
  const pieces = given.pieces.map((piece) =>
    Buffer.from(
      piece
        .toString('latin1')
        .replace(/^POST \S+ HTTP/, 'POST /api/manage/files HTTP')
        .replaceAll('name="files"', 'name="file" '),
      'latin1',
    ),
  )
  return { ...given, family, pieces }
}

it('answers each, keeps only whole files, and takes ordinary ones meanwhile', async () => {
  const target = { apiKey: `Bearer ${to.accessToken}`, ticketSource: 'x', siteKey: '', visitorToken: '' }
  const families = Object.entries({ ...brokenForms, ...brokenFiles, ...brokenFraming })
  const cases = families.flatMap(([family, make]) =>
    Array.from({ length: OF_EACH }, (_, n) => readdressed(make(target, diceOf(7, n)), family)),
  )
  const outcomes: Outcome[] = []
  const ordinary: number[] = []
  let next = 0
  const client = async () => {
    for (let n = next++; n < cases.length; n = next++) {
      outcomes.push(await sendCase(port, n, cases[n] as Case, DEADLINE))
      if (n % 10 > 0) continue
      const fields = { file: file(`${n}`, 'a.txt') }
      ordinary.push((await postForm(app, '/api/manage/files', target.apiKey, fields)).statusCode)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, client))
  expect(outcomes).toHaveLength(cases.length)
  expect(outcomes.filter(({ late, status }) => late || status >= 500)).toEqual([])
  const kept = outcomes.filter(({ status }) => status === 201)
  const rows = await app.core.read.selectFrom('upload').select('id').execute()
  expect(rows).toHaveLength(kept.length + ordinary.length)
  // Many, or this would say little.
  expect(outcomes.length - kept.length).toBeGreaterThan(300)
  expect(new Set(ordinary)).toEqual(new Set([201]))
  await expect.poll(() => readdir(join(app.place.dataDir, 'blobs', 'tmp'))).toEqual([])
}, 120_000)
