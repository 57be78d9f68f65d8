/**
 * A job to be inserted with the change that caused it. Jobs of one `lane` run in the order of `position`
 * (by default the seq of the causing event), one at a time; without a lane, in any order.
 */
export type JobDraft = {
  kind: string
  payload: Record<string, unknown>
  lane?: string
  position?: number
  runAt?: string
}
