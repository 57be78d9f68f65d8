// The SDK against the server it is for: what its own tests assume of the wire is so.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { manageApi, type ParleyError, ticketsApi } from '../../sdk/src/index.ts'
import { createTestApp, type TestApp, type TestOrganisation } from './app.ts'
import { png } from './forms.ts'
import { listen } from './raw-http.ts'

let app: TestApp
let to: TestOrganisation
let baseUrl: string
beforeAll(async () => {
  app = await createTestApp()
  to = await app.organisation()
  baseUrl = `http://127.0.0.1:${await listen(app.http)}`
})
afterAll(() => app.close())

const tickets = () => ticketsApi({ baseUrl, apiKey: to.apiKey })
const manage = () => manageApi({ baseUrl, accessToken: to.accessToken })

it('opens a ticket with everything, replies to it, and reads both back', async () => {
  const created = await tickets().createTicket({
    query: 'The lid does not close',
    user: { email: 'jo@mail.example', name: 'Jo' },
    sourceSpecificId: 'shop-1',
    company: { sourceSpecificId: 'kitchens' },
    additionalProperties: { plan: 'gold' },
    originalTimestamp: new Date('2026-06-10T18:34:00Z'),
    files: [new File([new Uint8Array(png(2, 1))], 'lid.png')],
    idempotencyKey: 'entry-1',
  })
  expect(created).toEqual({ createdTicketNumber: 'ASM-1', ticketId: expect.any(String) })
  const reply = { content: 'It closes now', user: { email: 'jo@mail.example' } }
  await tickets().reply({ ...reply, ticket: { sourceSpecificId: 'shop-1' } })
  await tickets().reply({ ...reply, ticket: { id: created.ticketId ?? '' } })

  const conversation = await manage().conversation(created.ticketId ?? '')
  expect(conversation).toMatchObject({
    company_reference: 'kitchens',
    additional_properties: { plan: 'gold' },
    unread: 3,
  })
  const messages = []
  for await (const message of manage().messages(conversation.id)) messages.push(message)
  expect(messages).toMatchObject([
    {
      body: 'The lid does not close',
      original_timestamp: '2026-06-10T18:34:00.000Z',
      attachments: [{ filename: 'lid.png', width: 2 }],
    },
    { body: 'It closes now' },
    { body: 'It closes now' },
  ])
})

it('throws what the server says', async () => {
  const again = tickets().createTicket({ query: 'again', sourceSpecificId: 'shop-1' })
  const taken: Partial<ParleyError> = {
    status: 409,
    code: 'conflict',
    message: 'source specific id already exists',
  }
  await expect(again).rejects.toMatchObject(taken)
  const nowhere = tickets().reply({ ticket: { sourceSpecificId: 'none' }, content: 'x', user: { id: '1' } })
  await expect(nowhere).rejects.toMatchObject({ status: 404, code: 'not_found' })
})
