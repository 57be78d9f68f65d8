// The text of a form, however it was encoded: who may come twice, how long each may be, and what no database takes.
import { DomainError } from '../core/errors.ts'
import { storable } from '../core/storable.ts'
import { ProtocolError } from './errors.ts'

/** The starting limits of docs: fields 256 KiB, forty of them. */
export const FIELD_LIMIT = 256 * 1024
export const MOST_FIELDS = 40
const NAME_LIMIT = 100

/** A class, because one is made for every request: its methods are not. */
export class Fields {
  readonly values: Record<string, string> = Object.create(null)
  readonly lists: Record<string, string[]> = Object.create(null)
  #count = 0

  /** @param repeatable fields that may come several times; `name[]` counts as `name`. Whoever reads them caps their items. */
  constructor(repeatable: readonly string[]) {
    for (const name of repeatable) this.lists[name] = []
  }

  /** @throws {ProtocolError} 400 for a name given twice, too long a name or value, too many of them. */
  put(given: string, value: string): void {
    if (given.length > NAME_LIMIT) throw new ProtocolError(400, 'a field name is too long')
    if (++this.#count > MOST_FIELDS) throw tooManyFields()
    const text = storable(value)
    const list = this.lists[singular(given)]
    if (list) {
      if (text.trim() !== '') list.push(text)
      return
    }
    if (given in this.values) throw new ProtocolError(400, `${given.toWellFormed()} is given twice`)
    // A UTF-16 unit is at most three bytes, so that most values need no counting.
    if (text.length * 3 > FIELD_LIMIT && Buffer.byteLength(text) > FIELD_LIMIT) throw fieldTooLong(given)
    this.values[given] = text
  }

  isList(name: string): boolean {
    return singular(name) in this.lists
  }
}

/** `files[]` and `files` are one field: clients differ in how they write an array. */
export function singular(name: string): string {
  return name.endsWith('[]') ? name.slice(0, -2) : name
}

export const tooManyFields = () => new ProtocolError(400, 'too many fields')
export const tooLarge = () => new ProtocolError(413, 'the body is too large')
export function fieldTooLong(name: string): ProtocolError {
  return new ProtocolError(400, `${name.slice(0, NAME_LIMIT).toWellFormed()} is too long (maximum 256 KiB)`)
}

/** What reading ran into, in the client's terms. */
export function inWords(error: unknown, otherwise: string): Error {
  return error instanceof ProtocolError || error instanceof DomainError
    ? error
    : new ProtocolError(400, otherwise)
}
