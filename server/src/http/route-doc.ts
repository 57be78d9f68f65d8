// What surfaces and routes say of themselves for the published description; nothing here changes an answer.
import type { z } from 'zod'
import type { ErrorCode, ErrorDetails } from '../core/errors.ts'

/** A body: its schema, the media type of one that is no JSON, null for none. */
export type AnswerBody = z.ZodType | string | null

/**
 * Error codes, each with the sentence its answer carries and, where the surface's body shows any, its facts. Of a
 * plain list the sentences are general ones.
 */
export type Refusals = readonly ErrorCode[] | { readonly [code in ErrorCode]?: Refusal }
export type Refusal = string | readonly [sentence: string, details: ErrorDetails]

export type RouteDoc = {
  /** One line: what it is for. */
  summary: string
  /** What else a caller must know: short, in Markdown. */
  about?: string
  /** The body of every status it answers itself; several where the caller's `Accept` chooses. */
  answers: { readonly [status: number]: AnswerBody | readonly AnswerBody[] }
  /** What it refuses beyond what follows from its credential, limit and schemas. */
  refuses?: Refusals
  /** Headers of its successful answers that are its own, with what they say. */
  headers?: Readonly<Record<string, string>>
  /** Headers without which it answers nothing, with what they say; in examples each stands for itself. */
  wants?: Readonly<Record<string, string>>
  /** Whether it takes an `Idempotency-Key`. */
  idempotent?: true
  /** The body as it is sent, by media type, where a reader of the route's own turns it into what the schema sees. */
  sends?: Readonly<Record<string, z.ZodType>>
}

/** A way to send a credential, in the words of OpenAPI. */
export type Scheme = {
  name: string
  /** What stands for the credential in examples. */
  placeholder: string
  description: string
} & ({ type: 'http'; scheme: 'bearer' } | { type: 'apiKey'; in: 'header' | 'cookie'; header: string })
