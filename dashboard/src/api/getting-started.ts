import type {
  CreatedApiKeyBody,
  GettingStartedBody,
  SampleBody,
} from '../../../server/src/surfaces/manage/wire.ts'
import { Problem } from './problem.ts'
import { request } from './request.ts'

const PATH = '/api/manage/getting-started'
const SAMPLE = '/api/manage/sample-data'

export function readGettingStarted(signal: AbortSignal): Promise<GettingStartedBody> {
  return request(PATH, { signal })
}

export function hideGettingStarted(hidden: boolean): Promise<GettingStartedBody> {
  return request(PATH, { method: 'PUT', body: { hidden } })
}

export function loadSample(): Promise<SampleBody> {
  return request(SAMPLE, { method: 'POST' })
}

export function removeSample(): Promise<SampleBody> {
  return request(SAMPLE, { method: 'DELETE' })
}

/** Enough that nobody runs out of them by pressing the button again. */
const MOST_NAMES = 20

/** A key named after what it is for; where one of that name is there, the next. */
export async function createKeyFor(what: string): Promise<CreatedApiKeyBody> {
  for (let n = 1; ; n++) {
    const name = n === 1 ? what : `${what} ${n}`
    try {
      return await request<CreatedApiKeyBody>('/api/manage/api-keys', { method: 'POST', body: { name } })
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 409 || n === MOST_NAMES) throw error
    }
  }
}
