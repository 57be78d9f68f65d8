import type { Problem } from '../../api/problem.ts'
import type { Credentials } from '../../api/session.ts'

/** Why the form is still here: beside a field, or about the whole; `until` when the server asks to wait. */
export type Refusal = { email?: string; password?: string; form?: string; until?: number }

export function checkCredentials({ email, password }: Credentials): Refusal {
  const refusal: Refusal = {}
  if (email === '') refusal.email = 'Type your e-mail address'
  else if (!email.includes('@')) refusal.email = 'There is no @ in this address'
  if (password === '') refusal.password = 'Type your password'
  return refusal
}

export function refusalOf(problem: Problem): Refusal {
  if (problem.status === 401) return { form: 'This e-mail and this password do not belong together.' }
  if (problem.status === 429) {
    return { form: 'Too many tries.', until: Date.now() + (problem.retryAfter ?? 30) * 1_000 }
  }
  return { form: problem.message }
}
