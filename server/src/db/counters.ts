// Counters of a batch. Every unit of it takes its numbers from memory, and each row that moved is written once, before the
// commit: sixteen tickets would otherwise write two rows sixteen times. On SQLite alone, where the writer is the only one
// who writes. On PostgreSQL the row is the lock that others wait for.
import type { OrgId } from '../core/ids.ts'
import type { CounterName, Queryable, Tx } from './schema.ts'
import { statement } from './statement.ts'

/** `prefix`: of the organisation's ticket numbers, which never changes. */
export type Counted = { value: number; prefix: string }
type Counter = Counted & { org: OrgId; name: CounterName; isWritten: boolean }

const find = statement((db, p: { org: OrgId; name: CounterName }) =>
  db
    .selectFrom('counter')
    .innerJoin('organisation', 'organisation.id', 'counter.org_id')
    .select(['counter.value', 'organisation.prefix'])
    .where('counter.org_id', '=', p.org)
    .where('counter.name', '=', p.name),
)

const save = statement((db, p: { org: OrgId; name: CounterName; value: number }) =>
  db.updateTable('counter').set({ value: p.value }).where('org_id', '=', p.org).where('name', '=', p.name),
)

/** Those of one batch, from its beginning until they are closed. */
export class Counters {
  readonly #db: Queryable
  readonly #counters = new Map<string, Counter>()

  constructor(db: Queryable) {
    this.#db = db
    open.set(db, this)
  }

  /** Moves the counter on by `by`. Undefined when there is none of this name. */
  async take(org: OrgId, name: CounterName, by: number): Promise<Counted | undefined> {
    const counter = this.#counters.get(`${org} ${name}`) ?? (await this.#read(org, name))
    if (!counter) return undefined
    counter.value += by
    counter.isWritten = false
    return { value: counter.value, prefix: counter.prefix }
  }

  async #read(org: OrgId, name: CounterName): Promise<Counter | undefined> {
    const row = await find.first(this.#db, { org, name })
    // Somebody else of the same unit may have been as far.
    const counter = this.#counters.get(`${org} ${name}`) ?? (row && { ...row, org, name, isWritten: true })
    if (counter) this.#counters.set(`${org} ${name}`, counter)
    return counter
  }

  /** To be called before what was counted is kept. */
  async write(): Promise<void> {
    for (const counter of this.#counters.values()) {
      if (!counter.isWritten) await save.all(this.#db, counter)
      counter.isWritten = true
    }
  }

  /** To be called when what was counted is undone: the rows are right. */
  forget(): void {
    this.#counters.clear()
  }

  close(): void {
    open.delete(this.#db)
  }
}

const open = new WeakMap<Queryable, Counters>()

/** Those of the batch that this transaction is; undefined where each unit is a transaction of its own. */
export function countersOf(tx: Tx): Counters | undefined {
  return open.get(tx)
}
