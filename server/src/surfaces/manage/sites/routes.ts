// The part of the manage API that is about chat sites: where visitors write, and with which keys.
import { type Route, route } from '../../../http/surface.ts'
import { administrator as auth } from '../auth.ts'
import { pageQuery } from '../paging.ts'
import { ulidParams as params } from '../params.ts'
import {
  createdSiteBody,
  listOf,
  renewedIdentitySecretBody,
  renewedSecretKeyBody,
  siteBody,
} from '../wire.ts'
import { newSiteBody, renewal, siteChange } from './fields.ts'
import { change, create, listAll, remove, renewIdentity, renewSecret, showOne } from './sites.ts'

const refuses = { not_found: 'site not found' } as const

export const sites: readonly Route[] = [
  route('GET', '/sites', {
    auth,
    scope: 'keys:read',
    query: pageQuery,
    doc: { summary: 'Lists chat sites, oldest first', answers: { 200: listOf(siteBody) } },
    handle: listAll,
  }),
  route('POST', '/sites', {
    auth,
    scope: 'keys:write',
    body: newSiteBody,
    doc: {
      summary: 'Creates a chat site, whose secrets only this answer shows',
      answers: { 201: createdSiteBody },
      refuses: { conflict: 'an organisation has at most 100 sites' },
      idempotent: true,
    },
    handle: create,
  }),
  route('GET', '/sites/:id', {
    auth,
    scope: 'keys:read',
    params,
    doc: { summary: 'Shows a chat site', answers: { 200: siteBody }, refuses },
    handle: showOne,
  }),
  route('PATCH', '/sites/:id', {
    auth,
    scope: 'keys:write',
    params,
    body: siteChange,
    doc: { summary: 'Changes a chat site', answers: { 200: siteBody }, refuses },
    handle: change,
  }),
  route('DELETE', '/sites/:id', {
    auth,
    scope: 'keys:write',
    params,
    doc: { summary: 'Deletes a chat site and its keys', answers: { 204: null }, refuses },
    handle: remove,
  }),
  route('POST', '/sites/:id/secret-key', {
    auth,
    scope: 'keys:write',
    params,
    body: renewal,
    doc: {
      summary: 'Makes the secret key of a site anew',
      answers: { 201: renewedSecretKeyBody },
      refuses,
      idempotent: true,
    },
    handle: renewSecret,
  }),
  route('POST', '/sites/:id/identity-secret', {
    auth,
    scope: 'keys:write',
    params,
    body: renewal,
    doc: {
      summary: 'Makes the secret anew that visitors of a site prove themselves with',
      answers: { 201: renewedIdentitySecretBody },
      refuses,
      idempotent: true,
    },
    handle: renewIdentity,
  }),
]
