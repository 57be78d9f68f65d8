// What a route does for its own page; part of `surfaces/manage/csrf.test.ts`.
import type { TestOrganisation } from '../app.ts'

export type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE'
type Answered = { id?: string; link?: string; secret?: string; recovery_codes?: string[]; merge_id?: string }
export type Post = (path: string, payload: object, method?: Method) => Promise<Answered>
export type Place = { to: TestOrganisation; conversation: string; post: Post }

/** `signIn` is what signing in takes besides the password. */
export type Call = {
  path?: string
  payload?: object
  /** In place of JSON: a form with this one file. */
  file?: string
  signIn?: object
  /** What it changes besides rows. */
  elsewhere?: () => Promise<string>
}

/** A call that has an effect, and the status it is answered with. */
export type Line = { status: number; call(place: Place): Promise<Call> | Call }
export const line = (status: number, call: Line['call']): Line => ({ status, call })

export const FORM = 'multipart/form-data; boundary=x'
export const formOf = (text: string): string =>
  `--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n${text}\r\n--x--\r\n`
