import { expect, test } from 'vitest'
import { drop, json, serve, silence } from './test-server.ts'
import { ticketsApi } from './tickets.ts'

const created = json(200, { created_ticket_number: 'ASM-1' }, { 'x-ticket-id': '01JZ0000000000000000000001' })
const unavailable = json(503, { error: 'the server is draining' }, { 'retry-after': '0' })

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

test('makes a key where it was given none, one per call', async () => {
  const { baseUrl, heard } = await serve(unavailable, created)
  const tickets = ticketsApi({ baseUrl, apiKey: 'key-1' })
  await tickets.createTicket({ query: 'q' })
  await tickets.createTicket({ query: 'q' })
  const keys = heard.map(({ headers }) => headers['idempotency-key'])
  expect(keys).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/), keys[0], expect.any(String)])
  expect(keys[2]).not.toBe(keys[0])
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
