export type Session = {
  id: string
  created_at: string
  last_seen_at: string
  ip: string | null
  user_agent: string | null
  /** The one that asks. */
  current: boolean
}

export type SecondFactor = {
  enabled: boolean
  enabled_at: string | null
  recovery_codes_left: number
}

/** Shown this once; null when the answer is repeated under an idempotency key. */
export type StartedSecondFactor = {
  /** Base32, to be typed where no picture can be read. */
  secret: string | null
  /** What the picture says. */
  otpauth_uri: string | null
}

/** Shown this once; null when the answer is repeated under an idempotency key. */
export type RecoveryCodes = { recovery_codes: string[] | null }
