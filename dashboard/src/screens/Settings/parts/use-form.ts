import { useState } from 'react'
import { asProblem, type Problem } from '../../../api/problem.ts'

export type Wrong = Readonly<Record<string, string>>

/**
 * A form that is sent to the server: what is wrong stands under its field, or under `form`. `explain` may word a refusal
 * itself; what it leaves undefined is worded from the problem.
 */
export function useForm<Answer>(given: {
  check?(form: FormData): Wrong
  send(form: FormData): Promise<Answer>
  explain?(problem: Problem): Wrong | undefined
  onSent(answer: Answer): void
}) {
  const { check, send, explain, onSent } = given
  const [wrong, setWrong] = useState<Wrong>({})
  const [busy, setBusy] = useState(false)

  async function submit(form: FormData): Promise<void> {
    if (busy) return
    const found = check?.(form) ?? {}
    setWrong(found)
    if (Object.keys(found).length > 0) return
    setBusy(true)
    try {
      onSent(await send(form))
    } catch (error) {
      const problem = asProblem(error)
      setWrong(explain?.(problem) ?? { [problem.field ?? 'form']: problem.message })
    }
    setBusy(false)
  }

  return { wrong, setWrong, busy, submit }
}

export const typed = (form: FormData, name: string): string => String(form.get(name) ?? '').trim()
/** As it was typed: blanks belong to a password. */
export const secretIn = (form: FormData, name: string): string => String(form.get(name) ?? '')
