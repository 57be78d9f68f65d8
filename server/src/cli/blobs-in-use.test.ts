import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, ticketArgs } from '../../test/app.ts'
import { meddle } from '../../test/meddle.ts'
import { nothingEnclosed } from '../core/messages/add-message.ts'
import { blobsInUse } from './blobs-in-use.ts'

let app: TestApp
let to: TestOrganisation
beforeAll(async () => {
  app = await createTestApp()
  to = await app.organisation()
})
afterAll(() => app.close())

const file = { filename: 'a', content_type: 'x/y', byte_size: 1, width: null, height: null }
async function bytes(text: string): Promise<string> {
  const source = Readable.from([Buffer.from(text)], { objectMode: false })
  return (await app.blobs.put(source, { maxBytes: 100 })).sha256
}
const ahead = (sha256: string) =>
  app.core.run('keepUpload', { org: to.org, teammateId: to.ownerId, file: { ...file, sha256 } })
async function listed(): Promise<string[]> {
  const all: string[] = []
  for await (const blob of blobsInUse(app.core.read)) all.push(blob)
  return all
}

it('names what messages have and what waits for one, each once, also of an older database', async () => {
  const [both, attached, waiting] = [await bytes('both'), await bytes('attached'), await bytes('waiting')]
  const attachments = [both, attached].map((sha256) => ({ state: 'stored' as const, ...file, sha256 }))
  await app.core.run('openTicket', ticketArgs(to, { enclosed: { ...nothingEnclosed, attachments } }))
  for (const sha256 of [both, waiting, waiting]) await ahead(sha256)
  expect(await listed()).toEqual([both, attached, waiting].sort())
  await meddle(app, async (db) => {
    await db.schema.dropTable('upload').execute()
    await db
      .deleteFrom('kysely_migration' as 'schedule')
      .where('name', '=', '0013-macros-and-uploads')
      .execute()
  })
  expect(await listed()).toEqual([both, attached].sort())
})
