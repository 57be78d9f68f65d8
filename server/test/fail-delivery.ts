import { newId } from '../src/core/ids.ts'
import type { TestApp, TestOrganisation } from './app.ts'
import { meddle } from './meddle.ts'

/** As if that message had to be carried out of the house, and was given up. */
export async function failDelivery(
  app: TestApp,
  to: TestOrganisation,
  conversationId: string,
  messageId: string,
): Promise<void> {
  await meddle(app, async (db) => {
    await db.updateTable('message').set({ delivery: 'dead' }).where('id', '=', messageId).execute()
    await db
      .insertInto('job')
      .values({
        id: newId(),
        org_id: to.org,
        kind: 'deliver',
        lane: `deliver ${conversationId}`,
        position: 0,
        payload: JSON.stringify({ conversationId, messageId }),
        state: 'dead',
        attempt: 10,
        run_at: '2026-01-01T00:00:00.000Z',
        created_at: '2026-01-01T00:00:00.000Z',
      })
      .execute()
  })
}
