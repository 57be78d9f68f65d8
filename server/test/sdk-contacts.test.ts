// Contacts and companies through the SDK, against the server it is for.
import { expect, it } from 'vitest'
import { all, sdkServer } from './sdk-server.ts'

const server = sdkServer()
const { manage } = server

it('makes, changes and finds contacts and companies', async () => {
  const company = await manage().createCompany({
    name: 'Pottle & Pan',
    domain: 'pottle.example',
    companyType: 'Maker of lids',
    numberOfSeats: 12,
    contractValue: 1_200,
    contractType: 'Month',
  })
  expect(company).toMatchObject({ number_of_seats: 12, company_type: 'Maker of lids', merged_ids: [] })
  expect(await manage().changeCompany(company.id, { tags: ['vip'] })).toMatchObject({ tags: ['vip'] })
  const jo = await manage().createContact({
    name: 'Jo March',
    email: 'jo@mail.example',
    companyId: company.id,
    phones: ['+44 20 7946 0000'],
    sourceSpecificIds: ['crm-1'],
    imageUrl: 'https://mail.example/jo.png',
  })
  expect(jo).toMatchObject({
    company: { id: company.id },
    source_specific_ids: ['crm-1'],
    image_url: 'https://mail.example/jo.png',
  })
  const changed = await manage().changeContact(jo.id, { role: 'Potter', phones: null, tags: ['vip'] })
  expect(changed).toMatchObject({ role: 'Potter', phones: [], name: 'Jo March' })
  const taken = manage().createContact({ email: 'jo@mail.example' })
  await expect(taken).rejects.toMatchObject({ code: 'conflict', field: 'email' })
  const ids = async (list: AsyncIterable<{ id: string }>) => (await all(list)).map(({ id }) => id)
  expect(await ids(manage().contacts({ q: 'jo mar', tag: 'vip', company: company.id }))).toEqual([jo.id])
  expect(await ids(manage().contacts({ q: 'nobody' }))).toEqual([])
  expect(await ids(manage().companies({ q: 'pot' }))).toEqual([company.id])
  expect(await ids(manage().contactsOfCompany(company.id))).toEqual([jo.id])
  expect((await manage().company(company.id)).name).toBe('Pottle & Pan')

  const ticket = { query: 'The lid does not close', user: { email: 'jo@mail.example' }, company }
  const { ticketId } = await server.tickets().createTicket(ticket)
  expect(await ids(manage().conversationsOfContact(jo.id))).toEqual([ticketId])
  expect(await ids(manage().conversationsOfCompany(company.id))).toEqual([ticketId])
  const [newest] = await all(manage().timeline(jo.id))
  expect(newest).toMatchObject({ type: 'conversation.opened', conversation: { id: ticketId } })
})

it('merges both, undoes it, and erases', async () => {
  const make = async (name: string) => (await manage().createContact({ name })).id
  const [into, from] = [await make('Ada'), await make('Ada L.')]
  const { merge_id, contact } = await manage().mergeContacts(into, from)
  expect(contact.merged_ids).toEqual([from])
  expect(await manage().contact(from)).toMatchObject({ id: into, merged_from: from })
  expect((await manage().undoContactMerge(merge_id)).contact.merged_ids).toEqual([])

  const found = async (name: string) => (await manage().createCompany({ name })).id
  const [acme, inc] = [await found('Acme'), await found('Acme Inc')]
  const merged = await manage().mergeCompanies(acme, inc, { idempotencyKey: 'merge-1' })
  expect(merged.company.merged_ids).toEqual([inc])
  expect((await manage().undoCompanyMerge(merged.merge_id)).company.merged_ids).toEqual([])

  const receipt = await manage().eraseContact(from)
  expect((await manage().eraseContact(from)).id).toBe(receipt.id)
  expect(await manage().erasure(receipt.id)).toMatchObject({ contact_id: from })
})
