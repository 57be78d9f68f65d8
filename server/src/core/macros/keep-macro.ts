// Macros come, change and go: one change of an organisation after the other, so that their number and shortcuts hold.
import type { Tx } from '../../db/schema.ts'
import { findTeammate, holdSettings } from '../accounts/queries.ts'
import { DomainError, missing } from '../errors.ts'
import type { Actor, EventDraft } from '../events.ts'
import type { OrgId } from '../ids.ts'
import { sortNameOf } from '../sort-name.ts'
import type { Verb } from '../verb.ts'
import { type MacroAction, ME } from './actions.ts'
import {
  countMacros,
  EVERYBODY,
  findMacro,
  findTwin,
  type MacroRow,
  removeMacro,
  saveMacro,
} from './queries.ts'

/** Of one organisation, its teammates' own ones included. */
const MOST_MACROS = 500

type Fields = {
  name: string
  shortcut: string | null
  /** Markdown with variables. */
  body: string
  actions: readonly MacroAction[]
  shared: boolean
}

type By = { org: OrgId; teammateId: string; actor: Actor }

/**
 * @throws {DomainError} `forbidden` where an agent would share it, `conflict` when the shortcut is taken or there are too
 * many, `invalid` for an assignee nobody knows or when it would do nothing.
 */
export const createMacro: Verb<By & { macro: Fields }, { id: string }> = async (
  tx,
  args,
  { now, id: fresh },
) => {
  const { org, teammateId, actor, macro } = args
  const by = await holdBy(tx, args)
  if ((await countMacros(tx, org)) >= MOST_MACROS)
    throw new DomainError('conflict', `an organisation has at most ${MOST_MACROS} macros`)
  if (macro.shared) assertMayShare(by.role)
  const row = {
    id: fresh(),
    owner_id: teammateId,
    audience: macro.shared ? EVERYBODY : teammateId,
    ...written(macro),
    updated_at: now,
  }
  await assertFits(tx, org, row, macro.actions)
  await saveMacro(tx, org, row)
  return { result: { id: row.id }, org, events: [told('macro.created', row, actor)] }
}

/**
 * What is not named stays; nothing happens when all is as wanted.
 * @throws {DomainError} `not_found` also for another teammate's own; else as {@link createMacro}.
 */
export const changeMacro: Verb<By & { id: string; wanted: Partial<Fields> }, null> = async (
  tx,
  args,
  { now },
) => {
  const { org, teammateId, actor, wanted } = args
  const by = await holdBy(tx, args)
  const before = await findMacro(tx, org, teammateId, args.id)
  if (!before) throw missing('macro')
  const was = before.audience === EVERYBODY
  const { shared = was, ...fields } = wanted
  if (was || shared) assertMayShare(by.role)
  if (was && !shared && before.owner_id !== teammateId)
    throw new DomainError('forbidden', 'only whose it was may have it for themselves again')
  const audience = shared ? EVERYBODY : before.owner_id
  const after = {
    ...before,
    audience,
    ...written({ ...before, actions: JSON.parse(before.actions), ...fields }),
  }
  if (JSON.stringify(after) === JSON.stringify(before)) return { result: null }
  await assertFits(tx, org, after, wanted.actions ?? [])
  await saveMacro(tx, org, { ...after, updated_at: now })
  return { result: null, org, events: [told('macro.changed', after, actor)] }
}

/** @throws {DomainError} `not_found`, or `forbidden` for a shared one and an agent. */
export const deleteMacro: Verb<By & { id: string }, null> = async (tx, args) => {
  const { org, teammateId, actor, id } = args
  const by = await holdBy(tx, args)
  const macro = await findMacro(tx, org, teammateId, id)
  if (!macro) throw missing('macro')
  if (macro.audience === EVERYBODY) assertMayShare(by.role)
  await removeMacro(tx, org, id)
  return { result: null, org, events: [told('macro.deleted', macro, actor)] }
}

async function holdBy(tx: Tx, { org, teammateId }: By) {
  await holdSettings(tx, org)
  // Their role is looked up anew: it may have changed since they were recognised.
  const by = await findTeammate(tx, org, teammateId)
  if (!by) throw new DomainError('unauthenticated', 'sign in first')
  return by
}

function assertMayShare(role: 'owner' | 'admin' | 'agent'): void {
  if (role === 'agent')
    throw new DomainError('forbidden', 'only an owner or admin may share macros and change shared ones')
}

async function assertFits(tx: Tx, org: OrgId, row: MacroRow, given: readonly MacroAction[]): Promise<void> {
  if (row.body.trim() === '' && row.actions === '[]')
    throw new DomainError('invalid', 'a macro has a text or does something', { field: 'body' })
  for (const [place, { type, value }] of given.entries())
    if (type === 'assignee' && value !== null && value !== ME && !(await findTeammate(tx, org, value)))
      throw new DomainError('invalid', 'this is nobody who works here', { field: `actions.${place}.value` })
  if (await findTwin(tx, org, row))
    throw new DomainError('conflict', 'a macro with this shortcut exists', { field: 'shortcut' })
}

function written({ name, shortcut, body, actions }: Omit<Fields, 'shared'>) {
  return { name, sort_name: sortNameOf(name), shortcut, body, actions: JSON.stringify(actions) }
}

type Told = 'macro.created' | 'macro.changed' | 'macro.deleted'

/** The feed is read by everybody, so of what is somebody's own it says nothing but that it is. */
function told(type: Told, { id, owner_id, audience }: MacroRow, actor: Actor): EventDraft {
  return { type, conversationId: null, actor, data: { id, owner_id, shared: audience === EVERYBODY } }
}
