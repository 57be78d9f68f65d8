// The part of the manage API that is about macros: answers prepared beforehand, and what is done along with them.
import { type Route, route } from '../../../http/surface.ts'
import { teammate as auth } from '../auth.ts'
import { ulidParams as params } from '../params.ts'
import { listOf, macroBody, macroRunBody } from '../wire.ts'
import { macroChange, newMacroBody } from './fields.ts'
import { change, create, listAll, macroQuery, remove, showOne } from './macros.ts'
import { run, runParams } from './run.ts'

const refuses = {
  not_found: 'macro not found',
  forbidden: 'only an owner or admin may share macros and change shared ones',
} as const
const conflict = ['a macro with this shortcut exists', { field: 'shortcut' }] as const

export const macros: readonly Route[] = [
  route('GET', '/macros', {
    auth,
    scope: 'conversations:read',
    query: macroQuery,
    doc: {
      summary: 'Lists shared macros and your own by name, or those that match',
      answers: { 200: listOf(macroBody) },
    },
    handle: listAll,
  }),
  route('POST', '/macros', {
    auth,
    scope: 'conversations:write',
    body: newMacroBody,
    doc: {
      summary: 'Creates a macro',
      answers: { 201: macroBody },
      refuses: { forbidden: refuses.forbidden, conflict },
      idempotent: true,
    },
    handle: create,
  }),
  route('GET', '/macros/:id', {
    auth,
    scope: 'conversations:read',
    params,
    doc: {
      summary: 'Shows a macro',
      answers: { 200: macroBody },
      refuses: { not_found: refuses.not_found },
    },
    handle: showOne,
  }),
  route('PATCH', '/macros/:id', {
    auth,
    scope: 'conversations:write',
    params,
    body: macroChange,
    doc: { summary: 'Changes a macro', answers: { 200: macroBody }, refuses: { ...refuses, conflict } },
    handle: change,
  }),
  route('DELETE', '/macros/:id', {
    auth,
    scope: 'conversations:write',
    params,
    doc: { summary: 'Deletes a macro', answers: { 204: null }, refuses },
    handle: remove,
  }),
  route('POST', '/conversations/:id/macros/:macro', {
    auth,
    scope: 'conversations:write',
    params: runParams,
    doc: {
      summary: 'Does what a macro does, and answers its text filled in',
      about:
        'All of its actions as one change, or none. It sends nothing: the text is yours to send, or not.',
      answers: { 200: macroRunBody },
      refuses: { not_found: 'conversation not found', invalid: 'assignee_id is nobody who works here' },
      idempotent: true,
    },
    handle: run,
  }),
]
