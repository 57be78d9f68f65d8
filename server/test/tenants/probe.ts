// What one organisation asks a route with everything it may know of another, and what it must be told.

export type Sent = { url: string; payload?: object | undefined; headers?: Record<string, string> }
export type Probe = {
  /** Calls that name what is theirs. */
  sends(known: Record<string, string>): Sent[]
  /** The answer to each, whatever they have; a body as function sees what was sent. */
  answers: number | ((sent: Sent) => [status: number, body: unknown])
}
export const NOT_FOUND = (what: string) => () =>
  [
    404,
    { type: 'about:blank', title: 'Not Found', status: 404, detail: `${what} not found`, code: 'not_found' },
  ] as [number, unknown]
