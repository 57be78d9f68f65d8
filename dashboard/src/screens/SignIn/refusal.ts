import type { TFunction } from 'i18next'
import type { Problem } from '../../api/problem.ts'
import type { Credentials } from '../../api/session.ts'

export type SignInWords = TFunction<'sign-in'>

/** Why the form is still here: beside a field, or about the whole; `until` when the server asks to wait. */
export type Refusal = { email?: string; password?: string; code?: string; form?: string; until?: number }

export function checkCredentials({ email, password }: Credentials, t: SignInWords): Refusal {
  const refusal: Refusal = {}
  if (email === '') refusal.email = t('refused.noEmail')
  else if (!email.includes('@')) refusal.email = t('refused.noAt')
  if (password === '') refusal.password = t('refused.noPassword')
  return refusal
}

export function refusalOf(problem: Problem, t: SignInWords): Refusal {
  if (problem.status === 401) return { form: t('refused.wrong') }
  return waitRefusal(problem, t) ?? { form: problem.message }
}

/** Of the second step; a plain 401 is about the password, which was changed meanwhile. */
export function codeRefusalOf(problem: Problem, recovering: boolean, t: SignInWords): Refusal {
  if (problem.code !== 'second_factor_invalid') return refusalOf(problem, t)
  return { code: t(recovering ? 'refused.wrongRecovery' : 'refused.wrongDigits') }
}

/** When the server asks to be left alone for a while. */
export function waitRefusal(
  { status, retryAfter }: Problem,
  t: SignInWords,
): { form: string; until: number } | null {
  if (status !== 429) return null
  return { form: t('refused.tooMany'), until: Date.now() + (retryAfter ?? 30) * 1_000 }
}
