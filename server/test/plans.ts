import { sql } from 'kysely'
import type { Queryable } from '../src/db/schema.ts'
import { engine } from './engines.ts'

/** What the engine means to do for every query that `ask` makes, those inside others too. */
export async function plansOf(db: Queryable, ask: (db: Queryable) => Promise<unknown>): Promise<string[]> {
  const plans: Promise<string>[] = []
  const spy = db.withPlugin({
    transformQuery({ node, queryId }) {
      const { sql: text, parameters } = db.getExecutor().compileQuery(node, queryId)
      plans.push(explain(db, text, parameters))
      return node
    },
    transformResult: async ({ result }) => result,
  })
  await ask(spy)
  return await Promise.all(plans)
}

export async function explain(
  db: Queryable,
  text: string,
  parameters: readonly unknown[] = [],
): Promise<string> {
  const words = engine === 'sqlite' ? 'explain query plan ' : 'explain '
  const { rows } = await db.executeQuery<Record<string, unknown>>({
    ...sql`select 1`.compile(db),
    sql: words + text,
    parameters,
  })
  return rows.map((row) => String(row.detail ?? row['QUERY PLAN'])).join('\n')
}
