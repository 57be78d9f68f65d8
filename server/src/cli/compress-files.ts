// What browsers fetch is compressed once, when it is built: never while somebody waits for it.
import { readdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** Fonts and pictures are compressed already. */
const TEXTS = new Set(['.js', '.css', '.html', '.svg', '.json', '.ts'])
/** Smaller ones fit into the first packet as they are. */
const WORTH_IT = 1_024
/** The best takes four times as long, for two in a hundred. */
const QUALITY = 9

const brotli = promisify(brotliCompress)
const gzipped = promisify(gzip)

/** Beside every text file under `folder`, the same as `.br` and `.gz`. */
export async function compressFiles(folder: string): Promise<void> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => TEXTS.has(extname(file)))
    .map((file) => join(folder, file))
  await Promise.all(files.map(compressFile))
}

async function compressFile(path: string): Promise<void> {
  const content = await readFile(path)
  if (content.length < WORTH_IT) return
  const params = { [constants.BROTLI_PARAM_QUALITY]: QUALITY }
  await Promise.all([
    brotli(content, { params }).then((bytes) => writeFile(`${path}.br`, bytes)),
    gzipped(content, { level: 9 }).then((bytes) => writeFile(`${path}.gz`, bytes)),
  ])
}

// As the last step of a front end's own `npm run build`.
if (import.meta.main) await compressFiles('dist')
