// Macros through the SDK, against the server it is for.
import { expect, it } from 'vitest'
import { all, sdkServer } from './sdk-server.ts'

const { tickets, manage } = sdkServer()

it('makes, finds, changes, runs and deletes macros', async () => {
  const { ticketId } = await tickets().createTicket({ query: 'My lid', user: { name: 'Jo March' } })
  const given = {
    name: 'Send a lid',
    shortcut: 'lid',
    body: 'Hello {{contact.first_name}}{{contact.email}}',
    actions: [
      { type: 'add_tag', value: 'lids' },
      { type: 'snooze', value: 30 },
    ],
    shared: true,
  } as const
  const macro = await manage().createMacro({ ...given, idempotencyKey: 'macro-1' })
  expect(macro).toMatchObject(given)
  expect(await manage().createMacro({ ...given, idempotencyKey: 'macro-1' })).toEqual(macro)
  const taken = manage().createMacro({ name: 'Another', shortcut: 'lid', body: 'x', shared: true })
  await expect(taken).rejects.toMatchObject({ code: 'conflict', field: 'shortcut' })
  const own = await manage().createMacro({ name: 'Own', body: 'x' })
  expect(await all(manage().macros())).toEqual([own, macro])
  expect(await all(manage().macros({ q: 'li' }))).toEqual([macro])

  const changed = await manage().changeMacro(macro.id, { shortcut: null })
  expect(changed).toMatchObject({ ...given, shortcut: null })
  expect(await manage().macro(macro.id)).toEqual(changed)
  const run = await manage().runMacro(ticketId ?? '', macro.id)
  expect(run).toMatchObject({
    body: 'Hello Jo',
    empty_variables: ['contact.email'],
    conversation: { id: ticketId, status: 'snoozed', tags: ['lids'] },
  })
  const unknown = manage().changeMacro(own.id, { body: '{{contact.nick}}' })
  await expect(unknown).rejects.toMatchObject({
    field: 'body',
    message: 'unknown variable {{contact.nick}}',
  })
  await manage().deleteMacro(own.id)
  await expect(manage().macro(own.id)).rejects.toMatchObject({ code: 'not_found' })
})
