import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createTestApp,
  type TestApp,
  type TestOrganisation,
  testClock,
  ticketArgs,
} from '../../../../test/app.ts'
import { manageCalls } from '../../../../test/manage-calls.ts'
import { mate } from '../../../../test/mate.ts'
import { meddle } from '../../../../test/meddle.ts'
import { latestSeq, listEvents } from '../../../core/spine/queries.ts'

const clock = testClock()
let app: TestApp
let to: TestOrganisation
beforeAll(async () => {
  app = await createTestApp({ clock })
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
})

type Facts = Record<string, unknown>
const calls = (token?: string) => manageCalls(app, to, token)
const make = async (macro: object, token?: string) => {
  const { status, body } = await calls(token).ask('POST', '/macros', { name: 'Lid', body: 'x', ...macro })
  expect([status, body]).toMatchObject([201, {}])
  return String(body.id)
}
const names = async (query = '', token?: string) =>
  (await calls(token).all(`/macros${query}`)).map(({ name }) => name)
const lastEvent = async () => {
  const last = await latestSeq(app.core.read, to.org)
  const [event] = await listEvents(app.core.read, to.org, { after: last - 1, limit: 1 })
  return { type: event?.type, data: JSON.parse(event?.data ?? '') as Facts }
}
const NOT_SHARED = 'only an owner or admin may share macros and change shared ones'

describe('a macro', () => {
  it('is made, shown, changed and deleted, and what is told of it says nothing of its text', async () => {
    const given = {
      name: '  Lid:  send a new one ',
      shortcut: 'new-lid',
      body: 'Hello {{contact.first_name}}',
      actions: [
        { type: 'status', value: 'closed' },
        { type: 'assignee', value: 'me' },
        { type: 'priority', value: null },
        { type: 'add_tag', value: ' lids ' },
        { type: 'remove_tag', value: 'new' },
      ],
      shared: true,
    }
    const made = await calls().ask('POST', '/macros', given)
    const actions = given.actions.map((action) =>
      action.type === 'add_tag' ? { ...action, value: 'lids' } : action,
    )
    const at = new Date(clock.now()).toISOString()
    const macro = {
      ...given,
      id: expect.any(String),
      name: 'Lid: send a new one',
      actions,
      owner_id: to.ownerId,
      updated_at: at,
    }
    expect([made.status, made.body]).toEqual([201, macro])
    const path = `/macros/${made.body.id}`
    expect(await calls().get(path)).toEqual(made.body)
    const facts = { id: made.body.id, owner_id: to.ownerId, shared: true }
    expect(await lastEvent()).toEqual({ type: 'macro.created', data: facts })

    clock.advance(1_000)
    const changed = await calls().must('PATCH', path, { body: '', shortcut: null })
    const later = new Date(clock.now()).toISOString()
    expect(changed).toEqual({ ...made.body, body: '', shortcut: null, updated_at: later })
    expect(await lastEvent()).toEqual({ type: 'macro.changed', data: facts })
    const seq = await latestSeq(app.core.read, to.org)
    expect(await calls().must('PATCH', path, { name: macro.name, actions, shared: true })).toEqual(changed)
    expect(await latestSeq(app.core.read, to.org)).toBe(seq)

    expect((await calls().ask('DELETE', path)).status).toBe(204)
    expect(await lastEvent()).toEqual({ type: 'macro.deleted', data: facts })
    for (const method of ['GET', 'PATCH', 'DELETE'] as const)
      expect(await calls().ask(method, path, method === 'PATCH' ? { name: 'x' } : undefined)).toMatchObject({
        status: 404,
        body: { detail: 'macro not found' },
      })
  })

  it('is made once under one key, of each teammate', async () => {
    const payload = { name: 'Lid', body: 'x', shortcut: 'lid' }
    const headers = { 'idempotency-key': 'a' }
    const post = (token?: string) => calls(token).ask('POST', '/macros', payload, headers)
    const first = await post()
    expect(await post()).toEqual(first)
    expect((await post((await mate(app, to)).accessToken)).body.id).not.toBe(first.body.id)
    expect(await names()).toEqual(['Lid'])
  })

  const long = (length: number) => '\u{1f600}'.repeat(length)
  const action = (type: string, value: unknown) => ({ actions: [{ type, value }] })
  it.each([
    [{ name: undefined }, 'name', 'name is required'],
    [{ name: ' \u200b ' }, 'name', 'name is required'],
    [{ name: 'x'.repeat(121) }, 'name', 'name is too long (maximum 120 characters)'],
    [{ shortcut: '' }, 'shortcut', 'a shortcut has 1 to 32 of a to z, 0 to 9 and -'],
    [{ shortcut: 'Lid' }, 'shortcut', 'a shortcut has 1 to 32 of a to z, 0 to 9 and -'],
    [{ shortcut: 'lid\n' }, 'shortcut', 'a shortcut has 1 to 32 of a to z, 0 to 9 and -'],
    [{ shortcut: 'x'.repeat(33) }, 'shortcut', 'a shortcut has 1 to 32 of a to z, 0 to 9 and -'],
    [{ shortcut: 7 }, 'shortcut', 'shortcut must be a text, or null'],
    [{ body: 7 }, 'body', 'body must be a text'],
    [{ body: long(10_001) }, 'body', 'body is too long (maximum 10000 characters)'],
    [{ body: 'Hi {{contact.nmae}}' }, 'body', 'unknown variable {{contact.nmae}}'],
    [{ body: `{{${'x'.repeat(99)}}}` }, 'body', `unknown variable {{${'x'.repeat(60)}}}`],
    [{ body: ' ', actions: [] }, 'body', 'a macro has a text or does something'],
    [{ body: undefined }, 'body', 'a macro has a text or does something'],
    [{ shared: 1 }, 'shared', 'shared must be true or false'],
    [{ actions: {} }, 'actions', 'actions must be a list'],
    [
      { actions: Array.from({ length: 21 }, (_, n) => ({ type: 'add_tag', value: `${n}` })) },
      'actions',
      'a macro has at most 20 actions',
    ],
    [
      action('delete', 1),
      'actions.0.type',
      'an action is one of: status, assignee, priority, add_tag, remove_tag, snooze',
    ],
    [action('status', 'snoozed'), 'actions.0.value', 'status must be one of: open, pending, closed'],
    [
      action('priority', 'none'),
      'actions.0.value',
      'priority must be one of: low, normal, high, urgent, or null',
    ],
    [action('assignee', 7), 'actions.0.value', 'assignee_id must be an id, or null'],
    [action('assignee', 'nobody'), 'actions.0.value', 'this is nobody who works here'],
    [action('assignee', '\0'), 'actions.0.value', 'this is nobody who works here'],
    [action('add_tag', ' '), 'actions.0.value', 'a tag must not be blank'],
    [action('remove_tag', 'x'.repeat(51)), 'actions.0.value', 'a tag has at most 50 characters'],
    [action('snooze', 0), 'actions.0.value', 'snooze takes minutes: 1 to 527040'],
    [action('snooze', 527_041), 'actions.0.value', 'snooze takes minutes: 1 to 527040'],
    [action('snooze', 1.5), 'actions.0.value', 'snooze takes minutes: 1 to 527040'],
    [action('snooze', '2027-01-01T00:00:00Z'), 'actions.0.value', 'snooze takes minutes: 1 to 527040'],
    [
      {
        actions: [
          { type: 'status', value: 'open' },
          { type: 'snooze', value: 5 },
        ],
      },
      'actions.1',
      'two actions are about status',
    ],
    [
      {
        actions: [
          { type: 'add_tag', value: 'a' },
          { type: 'remove_tag', value: 'a ' },
        ],
      },
      'actions.1',
      'two actions are about the tag a',
    ],
  ])('is not made of %j', async (given, field, detail) => {
    const before = await latestSeq(app.core.read, to.org)
    const whole = { name: 'Lid', body: 'x', ...given }
    const answer = await calls().ask('POST', '/macros', whole)
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid', field, detail } })
    expect(await latestSeq(app.core.read, to.org)).toBe(before)
    // But for what may be left out of a change.
    if (Object.values(given).includes(undefined)) return
    const id = await make({})
    expect(await calls().ask('PATCH', `/macros/${id}`, given)).toEqual(answer)
  })

  it('may have ten thousand characters of any kind, and an assignee who works here', async () => {
    const { id } = await mate(app, to)
    const body = `${long(9_999)}é`
    const made = await make({
      body,
      actions: [{ type: 'assignee', value: id }],
      shortcut: 'a-1'.padEnd(32, 'z'),
    })
    expect((await calls().get(`/macros/${made}`)).body).toBe(body)
    const theirs = (await app.organisation()).ownerId
    const foreign = { actions: [{ type: 'assignee', value: theirs }] }
    expect((await calls().ask('PATCH', `/macros/${made}`, foreign)).status).toBe(422)
  })

  it('has a shortcut that is taken once by each who sees it', async () => {
    const agent = (await mate(app, to)).accessToken
    const conflict = {
      status: 409,
      body: { code: 'conflict', field: 'shortcut', detail: 'a macro with this shortcut exists' },
    }
    const again = (macro: object, token?: string) =>
      calls(token).ask('POST', '/macros', { name: 'x', body: 'x', shortcut: 'lid', ...macro })
    const own = await make({ shortcut: 'lid' })
    expect(await again({})).toMatchObject(conflict)
    expect((await again({}, agent)).status).toBe(201)
    expect((await again({ shared: true })).status).toBe(201)
    expect(await again({ shared: true })).toMatchObject(conflict)
    expect(await calls().ask('PATCH', `/macros/${own}`, { shared: true })).toMatchObject(conflict)
    expect((await calls().ask('PATCH', `/macros/${own}`, { shortcut: 'lid', body: 'y' })).status).toBe(200)
    const other = await make({})
    expect(await calls().ask('PATCH', `/macros/${other}`, { shortcut: 'lid' })).toMatchObject(conflict)
    for (const _ of [1, 2]) await make({ shortcut: null })
    const both = await Promise.all([again({ shortcut: 'two' }), again({ shortcut: 'two' })])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
  })

  it('is one of five hundred at most', async () => {
    await meddle(app, async (db) => {
      for (let n = 0; n < 499; n++)
        await db
          .insertInto('macro')
          .values({
            org_id: to.org,
            id: `macro ${n}`,
            owner_id: to.ownerId,
            audience: to.ownerId,
            name: 'x',
            sort_name: 'x',
            shortcut: null,
            body: 'x',
            actions: '[]',
            created_at: '',
            updated_at: '',
          })
          .execute()
    })
    const post = () => calls().ask('POST', '/macros', { name: 'x', body: 'x' })
    const both = await Promise.all([post(), post()])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(await post()).toMatchObject({ body: { detail: 'an organisation has at most 500 macros' } })
    expect((await calls().ask('PATCH', '/macros/macro 1', {})).status).toBe(404)
  })
})

describe('whose it is', () => {
  it('one’s own is there for nobody else, whatever their role', async () => {
    const agent = await mate(app, to)
    const own = await make({ name: 'Mine', shortcut: 'mine' }, agent.accessToken)
    for (const token of [to.accessToken, (await mate(app, to, { role: 'admin' })).accessToken]) {
      expect(await names('', token)).toEqual([])
      for (const [method, payload] of [['GET'], ['PATCH', { name: 'x' }], ['DELETE']] as const)
        expect((await calls(token).ask(method, `/macros/${own}`, payload)).status).toBe(404)
    }
    expect(await names('', agent.accessToken)).toEqual(['Mine'])
    const { conversationId } = await app.core.run('openTicket', ticketArgs(to))
    const run = (token: string) => calls(token).ask('POST', `/conversations/${conversationId}/macros/${own}`)
    expect((await run(to.accessToken)).status).toBe(404)
    expect((await run(agent.accessToken)).status).toBe(200)
    const [event] = (await listEvents(app.core.read, to.org, { after: 0, limit: 200 })).filter(
      ({ type }) => type === 'macro.created',
    )
    expect(JSON.stringify(event)).not.toContain('Mine')
  })

  it('a shared one is used by all, and made, changed and deleted by owners and admins', async () => {
    const [agent, admin] = [await mate(app, to), await mate(app, to, { role: 'admin' })]
    const shared = await make({ shared: true }, admin.accessToken)
    const forbidden = { status: 403, body: { code: 'forbidden', detail: NOT_SHARED } }
    const asAgent = calls(agent.accessToken)
    expect((await asAgent.ask('GET', `/macros/${shared}`)).status).toBe(200)
    expect(await asAgent.ask('PATCH', `/macros/${shared}`, { name: 'x' })).toMatchObject(forbidden)
    expect(await asAgent.ask('PATCH', `/macros/${shared}`, { shared: false })).toMatchObject(forbidden)
    expect(await asAgent.ask('DELETE', `/macros/${shared}`)).toMatchObject(forbidden)
    expect(await asAgent.ask('POST', '/macros', { name: 'x', body: 'x', shared: true })).toMatchObject(
      forbidden,
    )
    const own = await make({ name: 'Own' }, agent.accessToken)
    expect(await asAgent.ask('PATCH', `/macros/${own}`, { shared: true })).toMatchObject(forbidden)

    expect((await calls().ask('PATCH', `/macros/${shared}`, { name: 'Ours' })).status).toBe(200)
    expect(await calls().ask('PATCH', `/macros/${shared}`, { shared: false })).toMatchObject({
      status: 403,
      body: { detail: 'only whose it was may have it for themselves again' },
    })
    expect(await names('', agent.accessToken)).toEqual(['Ours', 'Own'])
    const back = await calls(admin.accessToken).must('PATCH', `/macros/${shared}`, { shared: false })
    expect(back).toMatchObject({ shared: false, owner_id: admin.id, name: 'Ours' })
    expect(await names('', agent.accessToken)).toEqual(['Own'])
    await calls(admin.accessToken).must('PATCH', `/macros/${shared}`, { shared: true })
    expect((await calls().ask('DELETE', `/macros/${shared}`)).status).toBe(204)
  })
})

describe('the list', () => {
  it('comes by name, page by page, and is found by beginnings of words and of shortcuts', async () => {
    for (const [name, shortcut] of [
      ['Zoom in', null],
      ['éclair', 'cake'],
      ['Ask for a refund', 'money-back'],
      ['refund_100%', null],
      ['Refund', 'ref'],
      ['refund', null],
    ] as const)
      await make({ name, shortcut })
    const all = ['Ask for a refund', 'éclair', 'Refund', 'refund', 'refund_100%', 'Zoom in']
    expect(await names()).toEqual(all)
    expect(await names('?limit=1')).toEqual(all)
    expect(await names('?q=REF')).toEqual(['Ask for a refund', 'Refund', 'refund', 'refund_100%'])
    expect(await names('?q=ref&limit=1')).toEqual(['Ask for a refund', 'Refund', 'refund', 'refund_100%'])
    expect(await names('?q=for%20a%20re')).toEqual(['Ask for a refund'])
    expect(await names('?q=ECL')).toEqual(['éclair'])
    expect(await names('?q=mon')).toEqual(['Ask for a refund'])
    expect(await names('?q=refund_')).toEqual(['refund_100%'])
    for (const nothing of ['fund', 'back', '%25', '_', '\\', "'", '%00x'])
      expect([nothing, await names(`?q=${nothing}`)]).toEqual([nothing, []])
    for (const blank of ['', '%20', '%00']) expect(await names(`?q=${blank}`)).toEqual(all)
  })

  it.each([
    ['q=a&q=b', 'q', 'q is given twice'],
    [`q=${'x'.repeat(101)}`, 'q', 'q is too long'],
    ['limit=201', 'limit', 'limit must be at most 200'],
    ['after=x', 'after', 'after is not a cursor of this list'],
  ])('refuses %s', async (query, field, detail) => {
    expect(await calls().ask('GET', `/macros?${query}`)).toMatchObject({
      status: 422,
      body: { field, detail },
    })
  })
})
