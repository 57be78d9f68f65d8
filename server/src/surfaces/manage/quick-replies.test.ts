import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, ticketArgs } from '../../../test/app.ts'
import { postForm } from '../../../test/forms.ts'
import { manageCalls } from '../../../test/manage-calls.ts'
import { latestSeq } from '../../core/spine/queries.ts'

let app: TestApp
let to: TestOrganisation
let id: string
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
  id = (await app.core.run('openTicket', ticketArgs(to))).conversationId
})

const manage = () => manageCalls(app, to)
const say = (body: object) => manage().ask('POST', `/conversations/${id}/messages`, body)
const offered = async () =>
  (await manage().all(`/conversations/${id}/messages`)).map(({ quick_replies }) => quick_replies)

describe('quick replies', () => {
  it('stand with the reply that offers them, on one line each', async () => {
    const said = await say({ body: 'Which?', quick_replies: [' The\r\n steel\tone\0 ', 'Vidrio, \u{1F375}'] })
    expect(said).toMatchObject({
      status: 201,
      body: { quick_replies: ['The steel one', 'Vidrio, \u{1F375}'] },
    })
    expect((await say({ body: 'None', quick_replies: [] })).status).toBe(201)
    expect(await offered()).toEqual([[], ['The steel one', 'Vidrio, \u{1F375}'], []])
  })

  it('come as a form too, where a comma parts nothing', async () => {
    const path = `/api/manage/conversations/${id}/messages`
    const quick_replies = ['Yes, please', 'No']
    const sent = await postForm(app, path, `Bearer ${to.accessToken}`, { body: 'Shall I?', quick_replies })
    expect([sent.statusCode, sent.json()]).toMatchObject([201, { quick_replies }])
  })

  it('are part of what one key stands for', async () => {
    const headers = { 'idempotency-key': 'k' }
    const send = (quick_replies: string[]) =>
      manage().ask('POST', `/conversations/${id}/messages`, { body: 'x', quick_replies }, headers)
    expect((await send(['a'])).status).toBe(201)
    expect((await send(['a'])).body).toMatchObject({ quick_replies: ['a'] })
    expect((await send(['b'])).body).toMatchObject({ code: 'mismatch' })
  })

  it.each([
    ['Yes', 'quick_replies must be a list of texts'],
    [[1], 'quick_replies must be a list of texts', 'quick_replies.0'],
    [Array.from({ length: 11 }, (_, n) => `${n}`), 'at most 10 quick replies'],
    [['a', ' \n '], 'a quick reply is blank'],
    [['\u200b'], 'a quick reply is blank'],
    [['\u{1F375}'.repeat(81)], 'a quick reply has at most 80 characters'],
    [['Yes', ' yes'], 'two quick replies read alike'],
    [['Café', 'Cafe\u0301'], 'two quick replies read alike'],
  ])('are refused as %j, and nothing is sent', async (quick_replies, detail, field = 'quick_replies') => {
    const before = await latestSeq(app.core.read, to.org)
    expect(await say({ body: 'x', quick_replies })).toMatchObject({
      status: 422,
      body: { detail, field },
    })
    expect(await latestSeq(app.core.read, to.org)).toBe(before)
  })

  it('may have 80 characters of two units each, and belong to no note', async () => {
    expect((await say({ body: 'x', quick_replies: ['\u{1F375}'.repeat(80)] })).status).toBe(201)
    expect(await say({ body: 'x', kind: 'note', quick_replies: ['a'] })).toMatchObject({
      status: 422,
      body: { detail: 'quick replies go with a reply', field: 'quick_replies' },
    })
  })
})
