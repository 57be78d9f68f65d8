import { newIdempotencyKey, type Once } from './idempotency.ts'
import { listAll } from './lists.ts'
import { asItIs, asJson, asNothing, asText, type Call, type ConnectionOptions, request } from './request.ts'

type Given = Pick<Call, 'body' | 'momentary' | 'signal'> & { json?: object }
type Method = 'PUT' | 'PATCH' | 'POST' | 'DELETE'

/** The calls of the manage API by what comes back; paths begin after `/api/manage`. */
export type ManageCalls = {
  get<T>(path: string, signal?: AbortSignal): Promise<T>
  text(path: string, signal?: AbortSignal): Promise<string>
  /** The answer unread, however long reading takes. */
  open(path: string, signal?: AbortSignal): Promise<Response>
  list<T>(path: string, signal?: AbortSignal): AsyncGenerator<T, void>
  /** A POST that makes something, under one idempotency key over all its tries. */
  create<T>(path: string, body: object | FormData | undefined, once?: Once): Promise<T>
  send<T>(method: Method, path: string, given?: Given): Promise<T>
  /** Answered without a body. */
  tell(method: Method, path: string, given?: Given): Promise<void>
}

export function manageCalls(connection: ConnectionOptions, authorization: string): ManageCalls {
  const callOf = (path: string, { json, ...given }: Given = {}): Call => ({
    ...given,
    ...(json !== undefined && { body: JSON.stringify(json) }),
    path: `/api/manage${path}`,
    headers: {
      authorization,
      accept: 'application/json',
      ...(json !== undefined && { 'content-type': 'application/json' }),
    },
  })
  return {
    get: <T>(path: string, signal?: AbortSignal) => request(connection, callOf(path, { signal }), asJson<T>),
    text: (path, signal) => request(connection, callOf(path, { signal }), asText),
    open: (path, signal) => request(connection, callOf(path, { signal }), asItIs),
    list: (path, signal) => listAll(connection, callOf(path, { signal })),
    create: <T>(path: string, body: object | FormData | undefined, once: Once = {}) => {
      const { idempotencyKey = newIdempotencyKey(), signal } = once
      const call = callOf(path, { signal, ...(body instanceof FormData ? { body } : body && { json: body }) })
      return request(connection, { ...call, method: 'POST', idempotencyKey }, asJson<T>)
    },
    send: <T>(method: Method, path: string, given?: Given) =>
      request(connection, { ...callOf(path, given), method }, asJson<T>),
    tell: (method, path, given) => request(connection, { ...callOf(path, given), method }, asNothing),
  }
}

/** One segment of a path. */
export const part = (id: string | number): string => encodeURIComponent(id)

/** Of what was given; a list joined by commas. */
export function queryOf(fields: Record<string, string | readonly string[] | undefined>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) query.set(name, String(value))
  const text = query.toString()
  return text && `?${text}`
}
