// `parley keys`: what an administrator does with API keys, from a terminal or a script.
import { shownName } from '../core/accounts/shown-name.ts'
import { DomainError, missing } from '../core/errors.ts'
import { type Key, type Where, withKeys } from './open-keys.ts'

type Options = Where & { json?: boolean }

export async function listKeys({ json, ...where }: Options): Promise<void> {
  const keys = await withKeys(where, (store) => store.list())
  if (json) print(JSON.stringify(keys))
  else print(keys.length === 0 ? 'there are no API keys' : table(keys))
}

/** Prints the key once: nothing but its hash is kept. */
export async function createKey(options: Options & { name: string; expires?: string }): Promise<void> {
  const { json, name, expires, ...where } = options
  const created = await withKeys(where, (store) => store.create({ name, expires_at: timeFrom(expires) }))
  if (json) return print(JSON.stringify(created))
  const lines = Object.entries(created).map(([field, value]) => `${field.padEnd(16)} ${value ?? 'never'}`)
  print(lines.join('\n'))
}

export async function deleteKey(wanted: string, { json, ...where }: Options): Promise<void> {
  const { id, name } = await withKeys(where, async (store) => {
    const key = theOne(wanted, await store.list())
    await store.delete(key.id)
    return key
  })
  print(json ? JSON.stringify({ id, name }) : `deleted ${id} ${name}`)
}

/** A name may look like the id of another key: then nobody guesses which one was meant. */
function theOne(wanted: string, keys: Key[]): Key {
  const { data: name } = shownName.safeParse(wanted)
  const [key, other] = keys.filter((one) => one.id === wanted || one.name === name)
  if (!key) throw missing('API key')
  if (other)
    throw new DomainError(
      'conflict',
      `${wanted} is the id of one API key and the name of another: use the other id`,
    )
  return key
}

/** A day stands for its first moment in UTC: a key may end too early for somebody, never too late. */
function timeFrom(expires: string | undefined): string | null {
  if (expires === undefined) return null
  return /^\d{4}-\d{2}-\d{2}$/.test(expires) ? `${expires}T00:00:00Z` : expires
}

function table(keys: Key[]): string {
  const never = (time: string | null) => time ?? 'never'
  const rows = [
    ['id', 'name', 'created', 'expires', 'last used'],
    ...keys.map((key) => [key.id, key.name, key.created_at, never(key.expires_at), never(key.last_used_at)]),
  ]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')).join('\n')
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
