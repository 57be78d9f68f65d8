import { asProblem, readProblem } from './problem.ts'

export type Call = {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  body?: unknown
  signal?: AbortSignal
}

/** The server that answers also served this script, so a 2xx body is taken at its wire type. */
export async function request<T>(path: string, call: Call = {}): Promise<T> {
  const response = await send(path, call)
  if (!response.ok) throw await readProblem(response)
  return response.json()
}

export async function requestNothing(path: string, call: Call): Promise<void> {
  const response = await send(path, call)
  if (!response.ok) throw await readProblem(response)
}

async function send(path: string, { method = 'GET', body, signal }: Call): Promise<Response> {
  const headers = new Headers({ accept: 'application/json' })
  const init: RequestInit = { method, headers, signal: signal ?? null }
  if (body !== undefined) {
    headers.set('content-type', 'application/json')
    init.body = JSON.stringify(body)
  }
  try {
    return await fetch(path, init)
  } catch (error) {
    if (signal?.aborted) throw error
    throw asProblem(error)
  }
}
