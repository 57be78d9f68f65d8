// Mantine's whole stylesheet is four times what the parts used here need. The build takes those of the components that are
// imported, and of whatever these are made of, in the order the whole one has them.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const NAME = 'virtual:mantine.css'
const whole = fileURLToPath(import.meta.resolve('@mantine/core/styles.css'))
const modules = join(dirname(whole), 'esm')
/** What no component asks for: the ground of a page, and variables that all of them use. */
const ALWAYS = ['global', 'baseline']

export function mantineCss(): Plugin {
  return {
    name: 'mantine-css',
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    load(id) {
      if (id !== `\0${NAME}`) return undefined
      for (const file of sources()) this.addWatchFile(file)
      return styles([...ALWAYS, ...stylesheetsOf(imported())])
    },
  }
}

const sources = (): string[] => globSync(join(import.meta.dirname, 'src/**/*.{ts,tsx}'))

/** Names that the dashboard imports from Mantine, types too: they cost nothing here. */
function imported(): string[] {
  const lists = sources().flatMap((file) => [
    ...readFileSync(file, 'utf8').matchAll(/import\s*\{([^}]*)\}\s*from '@mantine\/core'/g),
  ])
  return lists.flatMap(([, names = '']) =>
    names.split(',').map((name) => name.replace(/^\s*type\s/, '').trim()),
  )
}

function stylesheetsOf(names: readonly string[]): string[] {
  const index = readFileSync(join(modules, 'index.mjs'), 'utf8')
  const found = new Set<string>()
  const seen = new Set<string>()

  function walk(file: string): void {
    if (seen.has(file) || !existsSync(file)) return
    seen.add(file)
    const sheet = /(\w+)\.module\.mjs$/.exec(file)?.[1]
    if (sheet !== undefined) found.add(sheet)
    for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(/^import[^"]*"(\.[^"]+)"/gm))
      walk(join(dirname(file), path))
  }

  for (const [, exported = '', path = ''] of index.matchAll(/^import \{([^}]*)\} from "(\.[^"]+)"/gm))
    if (exported.split(',').some((name) => names.includes(name.trim()))) walk(join(modules, path))
  return [...found]
}

function styles(sheets: readonly string[]): string {
  const all = readFileSync(whole, 'utf8')
  const texts = sheets
    .map((sheet) => join(dirname(whole), 'styles', `${sheet}.css`))
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'utf8').trim())
  return texts.sort((a, b) => all.indexOf(a.slice(0, 200)) - all.indexOf(b.slice(0, 200))).join('\n')
}
