// What several bodies are made of.
import { z } from 'zod'

/** As every time leaves the house: RFC 3339, UTC, milliseconds. */
export const time = z.iso.datetime({ precision: 3 })
export const ulid = z.ulid()

export const actorBody = z.object({
  kind: z.string().describe('`contact`, `teammate`, `api_key`, `bot`, `assistant`, `system`; more may come.'),
  id: z.string().nullable(),
  name: z.string().nullable(),
})
