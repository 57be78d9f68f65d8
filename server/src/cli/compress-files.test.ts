import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { compressFiles } from './compress-files.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-test-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('puts both beside every text, in folders too, that is worth it', async () => {
  const text = 'const answer = 42\n'.repeat(200)
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'assets', 'a.js'), text)
  writeFileSync(join(folder, 'small.css'), 'a{}')
  writeFileSync(join(folder, 'picture.png'), text)
  await compressFiles(folder)
  expect(readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()).toEqual(
    ['assets', 'assets/a.js', 'assets/a.js.br', 'assets/a.js.gz', 'picture.png', 'small.css'].sort(),
  )
  const read = (ending: string) => readFileSync(join(folder, 'assets', `a.js${ending}`))
  expect(brotliDecompressSync(read('.br')).toString()).toBe(text)
  expect(gunzipSync(read('.gz')).toString()).toBe(text)
})
