import type { Once } from './idempotency.ts'
import { type ManageCalls, part, queryOf } from './manage-calls.ts'
import type { Macro, MacroAction, MacroRun } from './wire.ts'

/** What is left out of a change stays. */
export type MacroFields = {
  name?: string
  /** 1 to 32 of a to z, 0 to 9 and -; taken once among the shared ones, and once among the caller's. */
  shortcut?: string | null
  /** Markdown with variables such as `{{contact.first_name}}`, up to 10,000 characters. */
  body?: string
  actions?: readonly MacroAction[]
  /** For owners and admins; else it is the caller's alone. */
  shared?: boolean
}

export type MacrosApi = {
  /** Shared ones and the caller's own by name; `q`: the beginning of a word of the name, or of the shortcut. */
  macros(filter?: { q?: string; signal?: AbortSignal }): AsyncGenerator<Macro, void>
  macro(id: string, signal?: AbortSignal): Promise<Macro>
  /** @throws {ParleyError} `conflict` with `field` `shortcut` when that is taken. */
  createMacro(macro: MacroFields & { name: string } & Once): Promise<Macro>
  /** Answers the macro as it is then. @throws {ParleyError} */
  changeMacro(id: string, change: MacroFields, signal?: AbortSignal): Promise<Macro>
  deleteMacro(id: string, signal?: AbortSignal): Promise<void>
  /** Does all that it does to the conversation, and answers its text filled in. It sends nothing. @throws {ParleyError} */
  runMacro(conversationId: string, macroId: string, once?: Once): Promise<MacroRun>
}

export function macrosApi({ get, list, send, tell, create }: ManageCalls): MacrosApi {
  const macro = (id: string): string => `/macros/${part(id)}`
  return {
    macros: ({ q, signal } = {}) => list(`/macros${queryOf({ q })}`, signal),
    macro: (id, signal) => get(macro(id), signal),
    createMacro: ({ name, shortcut, body, actions, shared, ...once }) =>
      create('/macros', { name, shortcut, body, actions, shared }, once),
    changeMacro: (id, change, signal) => send('PATCH', macro(id), { json: change, signal }),
    deleteMacro: (id, signal) => tell('DELETE', macro(id), { signal }),
    runMacro: (conversationId, macroId, once) =>
      create(`/conversations/${part(conversationId)}${macro(macroId)}`, undefined, once),
  }
}
