import { expect, test } from 'vitest'
import { drop, type Heard, json, serve, silence } from './test-server.ts'
import { ticketsApi } from './tickets.ts'

const created = json(200, { created_ticket_number: 'ASM-1' }, { 'x-ticket-id': '01JZ0000000000000000000001' })
const unavailable = json(503, { error: 'the server is draining' }, { 'retry-after': '0' })

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

test('retries a 503 with the same key and the same body', async () => {
  const { baseUrl, heard } = await serve(unavailable, created)
  const tickets = ticketsApi({ baseUrl, apiKey: 'key-1' })
  const ticket = await tickets.createTicket({ query: 'Once only', idempotencyKey: 'entry-7' })
  expect(ticket.createdTicketNumber).toBe('ASM-1')
  expect(heard.map(({ headers }) => headers['idempotency-key'])).toEqual(['entry-7', 'entry-7'])
  expect(heard[1]?.body).toContain('Once only')
})

test('retries a dropped connection with a key', async () => {
  const { baseUrl, heard } = await serve(drop, drop, created)
  await ticketsApi({ baseUrl, apiKey: 'key-1' }).createTicket({ query: 'q', idempotencyKey: 'entry-8' })
  expect(heard).toHaveLength(3)
})

test('never repeats a POST without a key', async () => {
  const { baseUrl, heard } = await serve(unavailable, created)
  const refused = ticketsApi({ baseUrl, apiKey: 'key-1' }).createTicket({ query: 'q' })
  await expect(refused).rejects.toMatchObject({ status: 503, code: 'unavailable', retryAfter: 0 })
  expect(heard).toHaveLength(1)
})

test('gives up after the retries it was given', async () => {
  const { baseUrl, heard } = await serve(unavailable)
  const refused = ticketsApi({ baseUrl, apiKey: 'k', retries: 2 }).createTicket({
    query: 'q',
    idempotencyKey: 'e',
  })
  await expect(refused).rejects.toMatchObject({ status: 503 })
  expect(heard).toHaveLength(3)
})

test('never repeats a refusal, and says it in the words of the server', async () => {
  const { baseUrl, heard } = await serve(json(400, { error: 'query is required' }))
  const refused = ticketsApi({ baseUrl, apiKey: 'k' }).createTicket({ query: '', idempotencyKey: 'e' })
  await expect(refused).rejects.toMatchObject({
    name: 'ParleyError',
    message: 'query is required',
    status: 400,
    code: 'invalid',
    retryAfter: null,
  })
  expect(heard).toHaveLength(1)
})

test('honours Retry-After before trying again', async () => {
  const { baseUrl } = await serve(
    json(429, { error: 'rate limit exceeded' }, { 'retry-after': '1' }),
    created,
  )
  const began = performance.now()
  await ticketsApi({ baseUrl, apiKey: 'k' }).createTicket({ query: 'q', idempotencyKey: 'e' })
  expect(performance.now() - began).toBeGreaterThanOrEqual(990)
})

test('calls a silent server a timeout', async () => {
  const { baseUrl } = await serve(silence)
  const refused = ticketsApi({ baseUrl, apiKey: 'k', timeout: 50 }).createTicket({ query: 'q' })
  await expect(refused).rejects.toMatchObject({ status: 0, code: 'timeout' })
})

test('stops waiting when it is called off', async () => {
  const { baseUrl } = await serve(json(503, {}, { 'retry-after': '60' }))
  const calling = new AbortController()
  const call = ticketsApi({ baseUrl, apiKey: 'k' }).createTicket({
    query: 'q',
    idempotencyKey: 'e',
    signal: calling.signal,
  })
  setTimeout(() => calling.abort(), 50)
  await expect(call).rejects.toMatchObject({ name: 'AbortError' })
})
