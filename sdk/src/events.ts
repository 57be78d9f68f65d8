import { type Listening, resumed } from './stream.ts'
import type { ParleyEvent, Refresh } from './wire.ts'

export type EventOptions = {
  /** Go on after this `seq`; `latest`: from now. Without it the first event kept comes first. */
  after?: number | 'latest'
  /** Ends the iteration without an error. */
  signal?: AbortSignal
}

export type EventsApi = {
  /**
   * What happens, as it happens. A dropped line is taken up again after the last event, so each is yielded
   * once and in order. Ends only by `signal` or by leaving the loop; a refusal such as 401 throws.
   *
   * `{ refresh: true, seq }` stands where events are missing: they are kept for a while only, and a restored backup may
   * have fewer. Read anew what you keep of Parley's, then let the loop go on.
   */
  events(options?: EventOptions): AsyncGenerator<ParleyEvent | Refresh, void>
}

export async function* streamEvents(listening: Listening): AsyncGenerator<ParleyEvent | Refresh, void> {
  let seq = typeof listening.after === 'number' ? listening.after : undefined
  for await (const entry of resumed(listening)) {
    // What has no id is true at the moment and nowhere kept, such as who is present; no data: where the line begins.
    if (entry === null || entry.id === '' || entry.data === '') continue
    const at = Number(entry.id)
    if (entry.event === 'refresh') {
      seq = at
      yield { refresh: true, seq }
      continue
    }
    // What was yielded is never yielded again, whatever a proxy or a restarted server repeats. Only a refresh
    // may lead back.
    if (seq !== undefined && at <= seq) continue
    seq = at
    yield JSON.parse(entry.data)
  }
}
