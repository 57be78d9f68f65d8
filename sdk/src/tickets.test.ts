import { expect, test } from 'vitest'
import { type Heard, json, serve } from './test-server.ts'
import { ticketsApi } from './tickets.ts'

const created = json(200, { created_ticket_number: 'ASM-1' }, { 'x-ticket-id': '01JZ0000000000000000000001' })

test('sends the raw key and every field as multipart', async () => {
  const { baseUrl, heard } = await serve(created)
  const ticket = await ticketsApi({ baseUrl: `${baseUrl}/`, apiKey: 'key-1' }).createTicket({
    query: 'The lid does not close',
    title: 'Lid',
    user: { name: 'Jo', email: 'jo@mail.example', imageUrl: 'https://mail.example/jo.png', username: 'jo' },
  })
  expect(ticket).toEqual({ createdTicketNumber: 'ASM-1', ticketId: '01JZ0000000000000000000001' })
  expect(heard[0]).toMatchObject({ method: 'POST', url: '/interactions' })
  expect(heard[0]?.headers.authorization).toBe('key-1')
  expect(heard[0]?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/)
  const form = await formIn(heard[0])
  expect([...form.keys()]).toEqual(['query', 'title', 'user'])
  expect(JSON.parse(String(form.get('user')))).toEqual({
    name: 'Jo',
    email: 'jo@mail.example',
    image_url: 'https://mail.example/jo.png',
    username: 'jo',
  })
})

test('sends everything else a ticket may have', async () => {
  const { baseUrl, heard } = await serve(created)
  await ticketsApi({ baseUrl, apiKey: 'k' }).createTicket({
    query: 'q',
    user: { name: 'Somebody' },
    sourceSpecificId: 'shop-1',
    company: { sourceSpecificId: 'kitchens' },
    additionalProperties: { plan: 'gold', seats: 3 },
    originalTimestamp: new Date('2026-06-10T18:34:00Z'),
    files: [new File(['one'], 'größe.png'), new Blob(['two'])],
    fileUrls: ['https://example.com/a,b.png', 'https://example.com/c.png'],
  })
  const form = await formIn(heard[0])
  expect([...form].map(([name, value]) => [name, typeof value === 'string' ? value : value.name])).toEqual([
    ['query', 'q'],
    ['source_specific_id', 'shop-1'],
    ['company_source_specific_id', 'kitchens'],
    ['additional_properties', '{"plan":"gold","seats":3}'],
    ['user_name', 'Somebody'],
    ['files', 'größe.png'],
    ['files', 'blob'],
    ['files_image_url', 'https://example.com/a,b.png'],
    ['files_image_url', 'https://example.com/c.png'],
    ['original_timestamp', '2026-06-10T18:34:00.000Z'],
  ])
})

test.each([
  [{ id: '01JZ0000000000000000000001' }, '/interactions/reply?id=01JZ0000000000000000000001'],
  [{ sourceSpecificId: 'shop 1/2' }, '/interactions/reply?source_specific_id=shop+1%2F2'],
])('replies to the ticket %j', async (ticket, url) => {
  const { baseUrl, heard } = await serve(json(200, { created_history_id: '01JZ0000000000000000000002' }))
  const reply = {
    ticket,
    content: 'It closes now',
    user: { email: 'jo@mail.example' },
    sourceSpecificId: 'r1',
  }
  expect(await ticketsApi({ baseUrl, apiKey: 'k' }).reply(reply)).toEqual({
    createdHistoryId: '01JZ0000000000000000000002',
  })
  expect(heard[0]?.url).toBe(url)
  const form = await formIn(heard[0])
  expect(Object.fromEntries(form)).toEqual({
    content: 'It closes now',
    source_specific_id: 'r1',
    user: '{"email":"jo@mail.example"}',
  })
})

test('says when what answers is no ticket', async () => {
  const { baseUrl } = await serve(json(200, { hello: 'world' }))
  const strange = ticketsApi({ baseUrl, apiKey: 'k' }).createTicket({ query: 'q' })
  await expect(strange).rejects.toMatchObject({ code: 'invalid' })
})

/** Parsed by the platform, as a server would. */
async function formIn(heard: Heard | undefined): Promise<FormData> {
  const headers = { 'content-type': heard?.headers['content-type'] ?? '' }
  return await new Response(heard?.body ?? '', { headers }).formData()
}
