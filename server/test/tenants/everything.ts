import type { OrgId } from '../../src/core/ids.ts'
import type { Schema } from '../../src/db/schema.ts'
import type { TestApp } from '../app.ts'

/** Every row the other organisation has. */
export async function everythingOf(app: TestApp, org: OrgId): Promise<string> {
  const tables: (keyof Schema)[] = [
    'teammate',
    'session',
    'second_factor',
    'recovery_code',
    'invitation',
    'credential',
    'channel',
    'site',
    'visitor',
    'company',
    'company_identity',
    'company_tag',
    'contact',
    'contact_identity',
    'contact_tag',
    'contact_word',
    'company_word',
    'profile_merge',
    'erasure',
    'erasure_blob',
    'sample',
    'sample_item',
    'conversation',
    'conversation_tag',
    'conversation_read',
    'conversation_tally',
    'conversation_merge',
    'merged_message',
    'draft',
    'mention',
    'saved_view',
    'message',
    'attachment',
    'upload',
    'macro',
    'event',
    'audit',
    'idempotency',
    'counter',
    'job',
  ]
  const rows = tables.map(async (table) => {
    const column: 'org_id' = 'org_id'
    const found = await app.core.read
      .selectFrom(table as 'event')
      .selectAll()
      .where(column, '=', org)
      .execute()
    // Their own calls of a moment ago are noted as "last used" a moment later.
    const texts = found.map((row) =>
      JSON.stringify(row, (name, value) => (name === 'last_used_at' ? null : value), 1),
    )
    // PostgreSQL reads them in whatever order suits it at the moment.
    return `${table}\n${texts.sort().join('\n')}`
  })
  return (await Promise.all(rows)).join('\n')
}
