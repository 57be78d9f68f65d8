// The SDK against the server it is for: what its own tests assume of the wire is so.
import { expect, expectTypeOf, it } from 'vitest'
import {
  accountsApi,
  type CompanyAccount,
  type CustomerAccount,
  type ParleyError,
} from '../../sdk/src/index.ts'
import type { companyBody, customerBody } from '../src/surfaces/tickets/accounts/wire.ts'
import { png } from './forms.ts'
import { sdkServer } from './sdk-server.ts'

const server = sdkServer()
const { tickets, manage } = server

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

it('says of accounts exactly what the server says', () => {
  type Flat<T> = { [Name in keyof T]: T[Name] }
  expectTypeOf<Flat<CompanyAccount>>().toEqualTypeOf<Flat<ReturnType<typeof companyBody>>>()
  expectTypeOf<Flat<CustomerAccount>>().toEqualTypeOf<Flat<ReturnType<typeof customerBody>>>()
})

it('makes, finds, changes, lists and deletes accounts', async () => {
  const accounts = accountsApi({ baseUrl: server.baseUrl, apiKey: server.to.apiKey })
  const company = {
    type: 'Company',
    name: 'Pottle & Pan',
    domain: 'pottle.example',
    sourceSpecificIds: ['crm-17'],
    contractValue: 1_200,
    numberOfSeats: 12,
    tags: ['kitchen'],
  } as const
  const { id } = await accounts.createAccount(company)
  const taken = accounts.createAccount(company)
  await expect(taken).rejects.toMatchObject({ status: 409, code: 'conflict' })
  const customer = await accounts.upsertAccount({
    type: 'Customer',
    name: 'Noor',
    domain: 'noor@pottle.example',
    companyId: id,
  })
  const change = { removedTags: ['kitchen'], tags: ['vip'], sourceSpecificIds: ['billing-4'] }
  expect(await accounts.changeAccount({ domain: 'pottle.example' }, change)).toEqual({ id })
  expect(await accounts.account({ sourceSpecificId: 'billing-4' })).toMatchObject({
    type: 'Company',
    id,
    tags: ['vip'],
    source_specific_ids: ['billing-4', 'crm-17'],
    contract_value: 1_200,
    number_of_seats: 12,
  })
  expect(await accounts.account({ id: customer.id })).toMatchObject({ type: 'Customer', company_id: id })
  const names: (string | null)[] = []
  for await (const { domain } of accounts.accounts()) names.push(domain)
  expect(names).toEqual(['pottle.example', 'jo@mail.example', 'noor@pottle.example'])
  await accounts.deleteAccount({ domain: 'noor@pottle.example' })
  const gone = accounts.deleteAccount({ id: customer.id })
  await expect(gone).rejects.toMatchObject({ status: 404, code: 'not_found' })
})
