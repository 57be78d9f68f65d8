// What the Dockerfile says, done in a folder: its COPY, RUN, ENV and CMD, where there is no container to do them in.
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const repository = fileURLToPath(new URL('../../', import.meta.url))

export type Step = { instruction: string; value: string; flags: Record<string, string> }
export type Stage = { name: string; from: string; steps: Step[] }

export function readDockerfile(): Stage[] {
  const text = readFileSync(join(repository, 'Dockerfile'), 'utf8')
  const lines = text
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter(Boolean)
  const stages: Stage[] = []
  for (const line of lines) {
    const [, instruction = '', rest = ''] = /^([A-Z]+) (.+)$/.exec(line) ?? []
    if (instruction === '') throw new Error(`not an instruction: ${line}`)
    if (instruction === 'FROM') {
      const [from = '', name = ''] = rest.split(' AS ')
      stages.push({ name, from, steps: [] })
      continue
    }
    const [, options = '', value = ''] = /^((?:--\S+ )*)(.*)$/.exec(rest) ?? []
    const flags = Object.fromEntries(
      [...options.matchAll(/--([\w-]+)=(\S+)/g)].map(([, key, to]) => [key, to]),
    )
    stages.at(-1)?.steps.push({ instruction, value, flags })
  }
  return stages
}

export const lastOf = (stage: Stage, instruction: string): string | undefined =>
  stage.steps.findLast((step) => step.instruction === instruction)?.value

/** `ENV A=1 B=2` of a stage, in order. */
export function environmentOf(stage: Stage): Record<string, string> {
  const all = stage.steps
    .filter(({ instruction }) => instruction === 'ENV')
    .flatMap(({ value }) => value.split(' '))
  return Object.fromEntries(
    all.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  )
}

const ignored = readFileSync(join(repository, '.dockerignore'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))

/** As Docker decides it: the last pattern that fits wins, and a folder's fate is that of what lies in it. */
export function isIgnored(path: string): boolean {
  let out = false
  for (const line of ignored) {
    const keeps = line.startsWith('!')
    const pattern = keeps ? line.slice(1) : line
    const parents = path.split('/').map((_, place, parts) => parts.slice(0, place + 1).join('/'))
    if (parents.some((parent) => fits(parent, pattern))) out = !keeps
  }
  return out
}

/** Unlike a shell's, these stars take a leading dot as well. */
function fits(path: string, pattern: string): boolean {
  const source = pattern.replaceAll('.', '\\.').replaceAll('**/', '(?:.+/)?').replaceAll('*', '[^/]*')
  return new RegExp(`^${source}$`).test(path)
}

/** Copies what the context holds of `source`, and says which files those were. */
export function copyFromContext(source: string, target: string): string[] {
  const from = join(repository, source)
  if (!existsSync(from)) throw new Error(`COPY names ${source}, which is not there`)
  const files = statSync(from).isDirectory()
    ? readdirSync(from, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(repository, join(entry.parentPath, entry.name)))
    : [source]
  const taken = files.filter((file) => !isIgnored(file))
  if (taken.length === 0) throw new Error(`.dockerignore leaves nothing of ${source}`)
  for (const file of taken) {
    const to = statSync(from).isDirectory()
      ? join(target, relative(source, file))
      : join(target, basename(file))
    mkdirSync(dirname(to), { recursive: true })
    cpSync(join(repository, file), to)
  }
  return taken
}

type Replay = {
  /** The root folder of each stage, by its name. */
  roots: Record<string, string>
  /** Every file that came out of the build context. */
  copied: string[]
}

/**
 * Replays the stages before the last one into folders, then the last one's COPY steps. RUN steps of the build stage use
 * the packages of this checkout, which the same `npm ci` made; those of the others are run as they stand.
 */
export function replay(
  stages: readonly Stage[],
  root: string,
  run: (command: string, cwd: string) => void,
): Replay {
  const roots: Record<string, string> = {}
  const copied: string[] = []
  for (const stage of stages) {
    const here = join(root, stage.name || 'final')
    const parent = roots[stage.from]
    if (parent) cpSync(parent, here, { recursive: true })
    mkdirSync(join(here, 'app'), { recursive: true })
    roots[stage.name || 'final'] = here
    for (const { instruction, value, flags } of stage.steps) {
      if (instruction === 'RUN' && stage.name !== '') {
        if (stage.name === 'build' && value === 'npm ci')
          symlinkSync(join(repository, 'node_modules'), join(here, 'app/node_modules'))
        else run(value, join(here, 'app'))
      }
      if (instruction !== 'COPY') continue
      const words = value.split(' ')
      const target = resolve(here, 'app', words.at(-1) ?? '')
      mkdirSync(target, { recursive: true })
      for (const source of words.slice(0, -1))
        if (flags.from === undefined) copied.push(...copyFromContext(source, target))
        // Hard links: the packages are some 230 MB.
        else execFileSync('cp', ['-al', `${roots[flags.from]}${source}/.`, target])
    }
  }
  // Whoever the server runs as must reach what root copied.
  chmodSync(root, 0o755)
  return { roots, copied }
}
