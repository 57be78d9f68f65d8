// Apart from email.ts, which the writer thread loads: it reads no input, and does without zod and its 850 KB of source.
import { z } from 'zod'
import { canonicalEmail } from './email.ts'

const NO_ADDRESS = 'this is not an e-mail address'

/** An address as somebody types it, which is how it is stored. */
export const typedEmail = z
  .string(NO_ADDRESS)
  .trim()
  .refine((text) => canonicalEmail(text) !== undefined, NO_ADDRESS)
