// The published list of event types, held to the one in core: a new type, or a new fact of one, fails until it is there.
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { EventData, EventType } from '../src/core/events.ts'
import { reactions } from '../src/reactions.ts'

type Facts = { [T in EventType]: Record<keyof EventData[T], true> }

/** Total by type: what is missing here does not compile. */
const facts: Facts = {
  'company.created': { id: true },
  'company.updated': { id: true, changes: true },
  'company.deleted': { id: true },
  'contact.created': { id: true },
  'contact.updated': { id: true, changes: true },
  'contact.deleted': { id: true },
  'company.merged': { id: true, from_id: true, merge_id: true },
  'company.unmerged': { id: true, from_id: true, merge_id: true },
  'contact.merged': { id: true, from_id: true, merge_id: true },
  'contact.unmerged': { id: true, from_id: true, merge_id: true },
  'contact.erased': { id: true, erasure_id: true, finished: true },
  'conversation.erased': { number: true },
  'conversation.opened': { number: true, title: true, channel: true, imported: true },
  'conversation.reopened': { number: true, imported: true },
  'conversation.updated': { changes: true, message_id: true, seq: true, imported: true },
  'conversation.merged': { merge_id: true, merged: true, message_id: true, seq: true },
  'conversation.unmerged': { merge_id: true, unmerged: true, message_id: true, seq: true },
  'conversation.read': { teammate_id: true, unread: true, unread_mentions: true },
  'conversation.seen': { seq: true },
  'conversation.proven': { contact_id: true },
  'draft.changed': { teammate_id: true, kind: true, empty: true },
  'message.created': {
    message_id: true,
    seq: true,
    kind: true,
    direction: true,
    author: true,
    preview: true,
    attachments: true,
    mentions: true,
    imported: true,
  },
  'mention.created': { teammate_id: true, message_id: true, seq: true },
  'site.created': { id: true },
  'site.changed': { id: true },
  'site.deleted': { id: true },
  'view.created': { id: true, owner_id: true, shared: true },
  'view.changed': { id: true, owner_id: true, shared: true },
  'view.deleted': { id: true, owner_id: true, shared: true },
  'attachment.changed': { attachment_id: true, message_id: true, state: true, content_type: true },
  'delivery.changed': { message_id: true, delivery: true, attempt: true },
  'macro.created': { id: true, owner_id: true, shared: true },
  'macro.changed': { id: true, owner_id: true, shared: true },
  'macro.deleted': { id: true, owner_id: true, shared: true },
  'organisation.created': { name: true },
  'organisation.updated': { limits: true, name: true },
  'teammate.created': { id: true, name: true, role: true },
  'teammate.updated': { id: true, changes: true },
  'invitation.created': { id: true, role: true },
  'getting_started.changed': { hidden: true },
  'sample.changed': { state: true, done: true, total: true },
  'credential.created': { id: true, kind: true, name: true },
  'credential.deleted': { id: true, kind: true, name: true },
}

/** `| types | when | data |`, in the section about types. Words in brackets explain a fact and are none. */
function published(): [type: string, facts: string[]][] {
  const page = readFileSync(new URL('../../docs/api/manage.md', import.meta.url), 'utf8')
  const [, section = ''] = page.split('\n### Types\n')
  const [table = ''] = section.split(/\n##/)
  return table.split('\n').flatMap((line) => {
    const [, types = '', , data = ''] = line.split(/(?<!\\)\|/)
    const names = (text: string) =>
      [...text.replace(/\([^)]*\)/g, '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)
    return names(types).map((type): [string, string[]] => [type, names(data).sort()])
  })
}

it('the manage API documents every type of event, each once, with all its facts', () => {
  const inCore = Object.entries(facts).map(([type, names]) => [type, Object.keys(names).sort()])
  const byType = (list: unknown[][]) => list.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))
  expect(byType(published())).toEqual(byType(inCore))
})

it('this list is that of what follows', () => {
  expect(Object.keys(facts).sort()).toEqual(Object.keys(reactions).sort())
})
