import { describe, expect, it } from 'vitest'
import type { MacroBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { type ActionDraft, actionOf, draftOfAction, freshAction, inUnits, isTaken } from './actions.ts'
import { changeOf, complaintsOf, type Draft, differs, draftOf, emptyDraft, fieldsOf } from './draft.ts'

const macro: MacroBody = {
  id: 'M',
  name: 'Send a lid',
  shortcut: 'lid',
  body: 'Hello {{ contact.name }}',
  actions: [
    { type: 'snooze', value: 4_320 },
    { type: 'assignee', value: null },
    { type: 'priority', value: null },
    { type: 'add_tag', value: 'lids' },
  ],
  shared: true,
  owner_id: 'N',
  updated_at: '2026-11-21T12:00:00.000Z',
}
const fine: Draft = { ...emptyDraft, name: 'Lid', body: 'Hello' }
const tag = (value: string, key: number): ActionDraft => ({ key, type: 'add_tag', value, unit: 'days' })
const wrong = (part: Partial<Draft>) =>
  complaintsOf({ ...fine, ...part }).map(({ field, word }) => `${field}: ${word}`)

describe('a draft', () => {
  it('of a macro nobody touched is that macro, and changes nothing', () => {
    const draft = draftOf(macro)
    const { name, shortcut, body, actions, shared } = macro
    expect(fieldsOf(draft)).toEqual({ name, shortcut, body, actions, shared })
    expect(changeOf(draft, draft)).toEqual({})
    expect(differs(draft, draftOf(macro))).toBe(false)
  })

  it('changes only what was touched, and a shortcut that was emptied to none', () => {
    const before = draftOf(macro)
    expect(changeOf(before, { ...before, shortcut: ' ', actions: before.actions.slice(0, 1) })).toEqual({
      shortcut: null,
      actions: [{ type: 'snooze', value: 4_320 }],
    })
    expect(differs(before, { ...before, shortcut: ' ' })).toBe(true)
  })

  it('that is half an action has something to lose', () => {
    expect(differs(fine, { ...fine, actions: [tag('', 0)] })).toBe(true)
  })
})

describe('what the server would refuse', () => {
  it('is said of everything at once', () => {
    expect(complaintsOf(fine)).toEqual([])
    expect(wrong({ name: ' \u200b', body: ' ', shortcut: 'New lid' })).toEqual([
      'name: name',
      'shortcut: shortcut',
      'body: nothing',
    ])
  })

  it.each(['a', '-', 'a'.repeat(32), '', ' lid '])('has nothing against the shortcut %j', (shortcut) => {
    expect(wrong({ shortcut })).toEqual([])
  })
  it.each(['ä', 'A', 'a b', 'a'.repeat(33), '/lid'])('is the shortcut %j', (shortcut) => {
    expect(wrong({ shortcut })).toEqual(['shortcut: shortcut'])
  })

  it('is a variable nobody knows, also one of no letters, and not what merely looks like one', () => {
    expect(complaintsOf({ ...fine, body: '{{contact.name}} {{ contact.nick }}' })).toEqual([
      { field: 'body', word: 'variable', values: { name: 'contact.nick' } },
    ])
    expect(wrong({ body: '{{}}' })).toEqual(['body: variable'])
    expect(wrong({ body: '{contact.nick} {{ {} }} {{contact.email}}' })).toEqual([])
  })

  it('is a text of more than 10,000 characters, where an emoji is one', () => {
    expect(wrong({ body: '🫖'.repeat(10_000) })).toEqual([])
    expect(complaintsOf({ ...fine, body: 'x'.repeat(10_002) })).toEqual([
      { field: 'body', word: 'long', values: { count: 2 } },
    ])
  })

  it('is no text without an action, and not with one', () => {
    expect(wrong({ body: '', actions: [tag('lids', 0)] })).toEqual([])
  })

  it('is an action that is none, or a second one about the same tag, by its place', () => {
    const snooze: ActionDraft = { key: 4, type: 'snooze', value: '367', unit: 'days' }
    const actions = [
      tag('lids', 0),
      tag(' ', 1),
      { ...tag(' lids ', 2), type: 'remove_tag' as const },
      snooze,
    ]
    expect(wrong({ actions })).toEqual(['actions.1: tag', 'actions.2: twice', 'actions.3: snooze'])
  })
})

describe('an action', () => {
  it.each([
    ['1.5', 'hours', 90],
    ['366', 'days', 527_040],
    ['1', 'minutes', 1],
    ['', 'days', null],
    ['0', 'days', null],
    ['-1', 'hours', null],
    ['0.3', 'minutes', null],
    ['1e9', 'days', null],
  ] as const)('that snoozes for %j %s takes %j minutes', (value, unit, minutes) => {
    expect(actionOf({ key: 0, type: 'snooze', value, unit })?.value ?? null).toBe(minutes)
  })

  it.each([
    [1_440, { count: 1, unit: 'days' }],
    [120, { count: 2, unit: 'hours' }],
    [1_441, { count: 1_441, unit: 'minutes' }],
  ] as const)('of %d minutes is written in the largest unit', (minutes, words) => {
    expect(inUnits(minutes)).toEqual(words)
  })

  it('is offered once for what can be only one thing, and tags again and again', () => {
    const status = freshAction('status', 0)
    expect(isTaken('status', [status])).toBe(true)
    expect(isTaken('snooze', [status])).toBe(true)
    expect(isTaken('status', [freshAction('snooze', 0)])).toBe(true)
    expect(isTaken('priority', [status])).toBe(false)
    expect(isTaken('add_tag', [tag('lids', 0)])).toBe(false)
  })

  it.each(macro.actions)('of $type comes back from the form as it was', (action) => {
    expect(actionOf(draftOfAction(action, 0))).toEqual(action)
  })
})
