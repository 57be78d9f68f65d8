// Who a visitor is: proven by the site's own secret, or not at all.
import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation } from '../../../test/app.ts'
import { chatCalls } from '../../../test/chat-calls.ts'
import { manageCalls } from '../../../test/manage-calls.ts'

let app: TestApp
let to: TestOrganisation
let secret: string
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
  secret = await secretOf(to.site.id)
})

const chat = () => chatCalls(app, to)
const manage = () => manageCalls(app, to)
const secretOf = async (site: string) =>
  String((await manage().must('POST', `/sites/${site}/identity-secret`, {})).identity_secret)
const contacts = () => manage().all('/contacts')
const newest = async () => (await manage().all('/conversations'))[0] as { contact: { id: string } }

/** As an organisation's own server would. */
const sign = (given: { id?: string; email?: string }, with_ = secret) => ({
  ...given,
  hash: createHmac('sha256', with_)
    .update(`${given.id ?? ''}\n${given.email ?? ''}`)
    .digest('hex'),
})
const open = (identity?: object, more: object = {}) =>
  chat().ask('POST', '/conversations', {
    name: 'Ada',
    email: 'ada@example.com',
    message: 'x',
    visitor_token: 'v',
    ...(identity && { identity }),
    ...more,
  })
const unproven = { status: 401, body: { error: 'Identity could not be verified' } }

it('proven is a verified contact: the one of that address, history and all', async () => {
  const known = await manage().must('POST', '/contacts', { name: 'Ada L', email: 'ada@example.com' })
  expect((await open(sign({ email: 'ada@example.com' }))).status).toBe(201)
  expect(await contacts()).toMatchObject([{ id: known.id, name: 'Ada L', verified: true }])
  expect((await newest()).contact.id).toBe(known.id)
})

it('proven by an id is the same contact again, whatever address is typed', async () => {
  await open(sign({ id: 'user-17' }))
  await open(sign({ id: 'user-17' }), { email: 'other@example.com', visitor_token: 'v2' })
  const all = await contacts()
  expect(all).toMatchObject([{ name: 'Ada', verified: true, source_specific_ids: ['user-17'] }])
  // What was typed beside a proof of something else is not taken for an address of theirs.
  expect(all[0]?.email).toBeNull()
})

const other = 'prl_ident_00000000_0000000000000000000000000000000000000000000000000'
describe.each(['id', 'email', 'both'])('of %s', (by) => {
  const whole = { id: 'user-17', email: 'ada@example.com' }
  const given = () => (by === 'both' ? whole : by === 'id' ? { id: whole.id } : { email: whole.email })

  it.each([
    ['no hash', () => ({ ...given(), hash: '' })],
    ['a wrong one', () => ({ ...given(), hash: 'f'.repeat(64) })],
    ['one of another secret', () => sign(given(), other)],
    ['one of an empty secret', () => sign(given(), '')],
    ['one of the site key', () => sign(given(), to.site.key)],
    [
      'one of somebody else',
      () => ({ ...given(), hash: sign({ id: 'user-18', email: 'eve@example.com' }).hash }),
    ],
    ['one cut short', () => ({ ...given(), hash: sign(given()).hash.slice(0, 32) })],
  ])('%s proves nothing, and nothing is stored', async (_, identity) => {
    expect(await open(identity())).toMatchObject(unproven)
    expect(await contacts()).toEqual([])
    await open()
    const proven = await chat().ask('PUT', `${chat().path('v')}/identity`, identity())
    expect(proven).toMatchObject(unproven)
    expect(await contacts()).toMatchObject([{ verified: false }])
  })

  it('a right one does, in upper case too', async () => {
    const { hash, ...identity } = sign(given())
    expect((await open({ ...identity, hash: hash.toUpperCase() })).status).toBe(201)
    expect(await contacts()).toMatchObject([{ verified: true }])
  })
})

it('of one site proves nothing on another', async () => {
  const site = await manage().must('POST', '/sites', { name: 'Second' })
  const theirs = sign({ email: 'ada@example.com' }, String(site.identity_secret))
  expect(await open(theirs)).toMatchObject(unproven)
})

it('of an id proves no address: both are signed together', async () => {
  const { hash } = sign({ id: 'user-17' })
  expect(await open({ id: 'user-17', email: 'eve@example.com', hash })).toMatchObject(unproven)
  // Nor may one slip into the other.
  const slipped = sign({ id: 'user-17', email: 'ada@example.com' })
  expect(await open({ id: 'user-17\nada@example.com', hash: slipped.hash })).toMatchObject({ status: 422 })
})

it('without a secret of the site nobody is proven', async () => {
  const fresh = await app.organisation()
  const identity = sign({ email: 'ada@example.com' }, '')
  const given = { name: 'A', email: 'ada@example.com', message: 'x', visitor_token: 'v', identity }
  expect(await chatCalls(app, fresh).ask('POST', '/conversations', given)).toMatchObject(unproven)
})

describe('proving it later', () => {
  const prove = (identity: object, token = 'v') =>
    chat().ask('PUT', `${chat().path(token)}/identity`, identity)

  it('gives the conversation to who they are, and leaves the claim to others', async () => {
    await open()
    const claimed = (await newest()).contact.id
    await open(undefined, { visitor_token: 'stranger' })
    const answer = await prove({ ...sign({ email: 'ada@example.com' }), name: 'Ada Lovelace' })
    expect(answer).toMatchObject({ status: 200, body: { verified: true } })
    const all = await contacts()
    expect(all).toHaveLength(2)
    const verified = all.find(({ id }) => id !== claimed)
    expect(verified).toMatchObject({ name: 'Ada Lovelace', verified: true })
    expect(all.find(({ id }) => id === claimed)).toMatchObject({ verified: false })
    const conversations = (await manage().all('/conversations')) as { contact: { id: string } }[]
    expect(conversations.map(({ contact }) => contact.id).sort()).toEqual([claimed, verified?.id].sort())
    // Again is nothing.
    expect((await prove(sign({ email: 'ada@example.com' }))).status).toBe(200)
    expect(await contacts()).toHaveLength(2)
  })

  it('is not for a conversation that is proven to be somebody else’s', async () => {
    await open(sign({ email: 'ada@example.com' }))
    expect(await prove(sign({ email: 'eve@example.com' }))).toMatchObject({
      status: 409,
      body: { error: 'This conversation belongs to somebody else' },
    })
    expect(await contacts()).toHaveLength(1)
  })

  it('needs a conversation, and what may be an identity', async () => {
    expect(await prove(sign({ id: 'x' }), 'nobody')).toMatchObject({ status: 404 })
    await open()
    for (const bad of [
      {},
      { hash: 'x' },
      { id: '', email: '', hash: 'x' },
      { id: 5, hash: 'x' },
      { email: 'x', hash: 'x' },
    ])
      expect((await prove(bad)).status).toBe(422)
  })
})
