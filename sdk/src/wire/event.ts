export type ParleyEvent = {
  /** Order within the organisation; where to go on from. */
  seq: number
  type: string
  conversation_id: string | null
  actor: { kind: string; id: string | null; name: string | null }
  data: Record<string, unknown>
  at: string
}

/** Events before `seq` are missing, or were never; what you keep of Parley's is to be read anew. */
export type Refresh = { refresh: true; seq: number }
