// The part of the manage API that is about saved views.
import { type Route, route } from '../../../http/surface.ts'
import { teammate as auth } from '../auth.ts'
import { pageQuery } from '../paging.ts'
import { ulidParams as params } from '../params.ts'
import * as wire from '../wire.ts'
import {
  changeView,
  createView,
  deleteView,
  listAllViews,
  newViewBody,
  showView,
  viewChange,
} from './views.ts'

const not_found = 'view not found'
const conflict = ['you have a view with this name', { field: 'name' }] as const
const forbidden = 'only its author, an owner or an admin may change a shared view'

export const views: readonly Route[] = [
  route('GET', '/views', {
    auth,
    scope: 'conversations:read',
    query: pageQuery,
    doc: {
      summary: 'Lists saved views, your own and then the shared ones',
      about: 'Each with how many conversations its list has for you, counted to 100.',
      answers: { 200: wire.listOf(wire.viewBody) },
    },
    handle: listAllViews,
  }),
  route('POST', '/views', {
    auth,
    scope: 'conversations:write',
    body: newViewBody,
    doc: {
      summary: 'Keeps filters of the list of conversations under a name',
      about: 'Up to 50 of your own, and 100 shared ones. Names are unique in each.',
      answers: { 201: wire.viewBody },
      refuses: { conflict },
      idempotent: true,
    },
    handle: createView,
  }),
  route('GET', '/views/:id', {
    auth,
    scope: 'conversations:read',
    params,
    doc: { summary: 'Shows a saved view', answers: { 200: wire.viewBody }, refuses: { not_found } },
    handle: showView,
  }),
  route('PATCH', '/views/:id', {
    auth,
    scope: 'conversations:write',
    params,
    body: viewChange,
    doc: {
      summary: 'Renames, moves or shares a saved view, or has it ask for something else',
      about: 'A shared one by its author, an owner or an admin; its author alone makes it personal again.',
      answers: { 200: wire.viewBody },
      refuses: { not_found, conflict, forbidden },
    },
    handle: changeView,
  }),
  route('DELETE', '/views/:id', {
    auth,
    scope: 'conversations:write',
    params,
    doc: {
      summary: 'Deletes a saved view',
      answers: { 204: null },
      refuses: { not_found, forbidden },
    },
    handle: deleteView,
  }),
]
