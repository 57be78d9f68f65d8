import { z } from 'zod'
import { time } from './values.ts'

/** Answer of `GET /api/manage/second-factor`. */
export const secondFactorBody = z.object({
  enabled: z.boolean(),
  enabled_at: time.nullable(),
  recovery_codes_left: z.int(),
})
export type SecondFactorBody = z.output<typeof secondFactorBody>

/** Answer of `POST /api/manage/second-factor`: shown this once; null when repeated under an idempotency key. */
export const startedSecondFactorBody = z.object({
  secret: z.string().nullable().describe('Base32, to be typed where no picture can be read.'),
  otpauth_uri: z.string().nullable().describe('What the picture says.'),
})
export type StartedSecondFactorBody = z.output<typeof startedSecondFactorBody>

/** Answer of `POST …/second-factor/confirm` and `…/recovery-codes`: shown this once; null when repeated. */
export const recoveryCodesBody = z.object({ recovery_codes: z.array(z.string()).nullable() })
export type RecoveryCodesBody = z.output<typeof recoveryCodesBody>
