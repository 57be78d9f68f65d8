// On SQLite with its own writer, what a site key stands for is kept in memory: no change may be answered from before it.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation } from '../../../test/app.ts'
import { chatCalls } from '../../../test/chat-calls.ts'
import { manageCalls } from '../../../test/manage-calls.ts'

let app: TestApp
let to: TestOrganisation
beforeAll(async () => {
  app = await createTestApp({ writer: 'thread' })
  to = await app.organisation()
})
afterAll(() => app.close())

const config = async () => {
  const origin = { origin: 'https://shop.example' }
  const { status, body } = await chatCalls(app, to).ask('GET', '/config', undefined, origin)
  return status === 200 ? (body as { greeting: string }).greeting : status
}
const change = (site: object) => manageCalls(app, to).must('PATCH', `/sites/${to.site.id}`, site)

it('a changed site is another one to the very next call', async () => {
  expect(await config()).toBe('Hello! How can we help?')
  await change({ greeting: 'Good morning' })
  expect(await config()).toBe('Good morning')
  await change({ allowed_origins: ['https://other.example'] })
  expect(await config()).toBe(403)
  await change({ allowed_origins: [], enabled: false })
  expect(await config()).toBe(404)
  await change({ enabled: true })
  expect(await config()).toBe('Good morning')
  await manageCalls(app, to).must('DELETE', `/sites/${to.site.id}`)
  expect(await config()).toBe(401)
})
