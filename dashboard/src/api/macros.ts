import type { MacroBody } from '../../../server/src/surfaces/manage/wire.ts'
import { request, requestNothing } from './request.ts'

export type MacroFields = Pick<MacroBody, 'name' | 'shortcut' | 'body' | 'actions' | 'shared'>

const PATH = '/api/manage/macros'

export function createMacro(fields: MacroFields): Promise<MacroBody> {
  return request(PATH, { method: 'POST', body: fields })
}

/** What is not named stays as it is then, so that two people may change different things at a time. */
export function changeMacro(id: string, change: Partial<MacroFields>): Promise<MacroBody> {
  return request(`${PATH}/${encodeURIComponent(id)}`, { method: 'PATCH', body: change })
}

export function deleteMacro(id: string): Promise<void> {
  return requestNothing(`${PATH}/${encodeURIComponent(id)}`, { method: 'DELETE' })
}
